import * as z from 'zod';
import { text } from '../messages/message-fields.ts';
import type { CommandRow } from './command-row.ts';
import { instantGrammar, requestIdGrammar } from './request.ts';

/** The envelope, by its parts. */
export const requestId = z.string().regex(requestIdGrammar);
export const sentInstant = z.string().regex(instantGrammar);

/** What a client sends on `command/{name}`: the envelope that readRequest takes off, and the command's own fields. */
export function requestSchema({ request }: CommandRow): z.ZodObject {
  return z.strictObject({
    id: requestId,
    sent_at: sentInstant.exactOptional(),
    expires_at: sentInstant.exactOptional(),
    ...request.shape,
  });
}

/** The reply to a command that was not carried out. The id is null when the id of the command could not be read. */
export const failedReply = z.strictObject({
  id: requestId.nullable(),
  ok: z.literal(false),
  error: z.strictObject({ code: text, text }),
});

/** What the controller publishes on `reply/{name}`. */
export function replySchema({ result }: CommandRow): z.ZodType {
  return z.union([z.strictObject({ id: requestId, ok: z.literal(true), result }), failedReply]);
}

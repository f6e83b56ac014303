import * as z from 'zod';
import type { PageLine } from './hall-page-messages.ts';

const envelope = {
  id: z.string(),
  sent_at: z.string().exactOptional(),
  expires_at: z.string().exactOptional(),
};

const pageLine = z.discriminatedUnion('type', [
  z.strictObject({
    ...envelope,
    type: z.literal('command'),
    command: z.string(),
    fields: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ ...envelope, type: z.literal('press'), action: z.string() }),
  z.strictObject({ ...envelope, type: z.literal('rate'), element: z.string(), score: z.number() }),
  z.strictObject({ ...envelope, type: z.literal('complain') }),
]);

export type ReadLine = z.output<typeof pageLine>;

/** Reads a line from a page; undefined when it is none. The id is checked where the order is taken. */
export function readLine(line: string): ReadLine | undefined {
  try {
    const read = pageLine.safeParse(JSON.parse(line));
    return read.success ? read.data : undefined;
  } catch {
    // It is no JSON.
    return undefined;
  }
}

/** What an MQTT client would send: the envelope beside the fields. No field can take the place of the envelope. */
export function payloadOf(
  { id, sent_at, expires_at }: Pick<PageLine, 'id' | 'sent_at' | 'expires_at'>,
  fields: object,
): Uint8Array {
  const envelope = {
    id,
    ...(sent_at === undefined ? {} : { sent_at }),
    ...(expires_at === undefined ? {} : { expires_at }),
  };
  return Buffer.from(JSON.stringify({ ...fields, ...envelope }));
}

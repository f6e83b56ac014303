import * as z from 'zod';
import { instant, text } from './messages/message-fields.ts';
import { officeRoot } from './topics.ts';

/** Where the central office says on its broker whether it is there. */
export const officeStateTopic = `${officeRoot}/state`;

/** Longer is not what an office says. */
const payloadMaxBytes = 4_096;

/**
 * The presence of the central office, retained; its last will is the same with `offline`. A later version may have more
 * fields.
 */
export const officeState = z.looseObject({
  state: z.enum(['online', 'offline']),
  /** Since when it is so; in the will, when that connection was made. */
  since: instant.nullable(),
  /** Names this run of the office. */
  boot: text,
  /** Events in a second that each site may send. */
  rate: z.number(),
});

export type OfficeState = z.output<typeof officeState>;

/** What the office says; undefined for what no office says. */
export function readOfficeState(payload: Uint8Array): OfficeState | undefined {
  if (payload.length === 0 || payload.length > payloadMaxBytes) return undefined;
  try {
    return officeState.safeParse(JSON.parse(Buffer.from(payload).toString('utf8'))).data;
  } catch {
    return undefined; // Not JSON.
  }
}

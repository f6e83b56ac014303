import { z } from 'zod';
import type { Outgoing } from '../../firmware-host/mqtt/broker-connection.ts';
import { contractTable } from '../../firmware-host/mqtt/contract.ts';
import { addressOf, isId } from '../../firmware-host/mqtt/topics.ts';
import type { Rules } from './rules.ts';

const table = contractTable();
const replies = 'reply/';
/** A command that there is not is answered so, under the name that it was given. */
const noSuchCommand = {
  of: 'reply',
  retain: false,
  qos: 1,
  schema: z.strictObject({
    id: z.string().nullable(),
    ok: z.literal(false),
    error: z.strictObject({ code: z.string(), text: z.string() }),
  }),
} as const;
/** What was found good before on each topic: most states are said again and again. */
const goodMax = 100;
const rows = new Map<string, { readonly row: ReturnType<typeof rowOf>; readonly good: Set<string> }>();

/** Holds a message of the hall against the contract: its topic, how it travels, and what is in it. */
export function judge(site: string, message: Outgoing, rules: Rules): void {
  const { topic, payload, retain, qos } = message;
  const breaks = (what: string) => rules.breaks('contract', `${topic} ${what}: ${payload.slice(0, 300)}`);
  if (!topic.startsWith(`loket/v1/${site}/`)) return void breaks('is not of this site');
  const known = rows.get(topic) ?? { row: rowOf(topic), good: new Set<string>() };
  rows.set(topic, known);
  const { row, good } = known;
  // An id that left the site file is cleared wherever a broker still has it.
  const cleared = payload === '' && row?.of === 'state';
  if (row === undefined || row.of === 'command') return void breaks('is not what a hall says');
  if (row.retain !== retain || (row.qos !== qos && !cleared))
    return void breaks(`travels with retain ${retain}, qos ${qos}`);
  if (good.has(payload)) return;
  const read = cleared ? undefined : row.schema.safeParse(JSON.parse(payload));
  if (read?.success === false) return void breaks(JSON.stringify(read.error.issues));
  if (good.size >= goodMax) good.clear();
  good.add(payload);
}

function rowOf(topic: string) {
  const address = addressOf(topic);
  const isReply = address.startsWith(replies) && isId(address.slice(replies.length));
  return table.get(address) ?? (isReply ? noSuchCommand : undefined);
}

import { commandRow } from '../../firmware-host/mqtt/commands/table.ts';
import { contractTable } from '../../firmware-host/mqtt/messages/table.ts';
import type { Outgoing } from '../../firmware-host/mqtt/session.ts';
import { addressOf } from '../../firmware-host/mqtt/topics.ts';
import type { Rules } from './rules.ts';

const table = contractTable();
/** What was found good before: most states are said again and again. */
const goodMost = 20_000;
const good = new Set<string>();

/** Holds a message of the hall against the contract: its topic, how it travels, and what is in it. */
export function judge(site: string, message: Outgoing, rules: Rules): void {
  const { topic, payload, retain, qos } = message;
  const key = `${topic} ${retain} ${qos} ${payload}`;
  if (good.has(key)) return;
  const breaks = (what: string) => rules.breaks('contract', `${topic} ${what}: ${payload.slice(0, 300)}`);
  if (!topic.startsWith(`loket/v1/${site}/`)) return void breaks('is not of this site');
  const address = addressOf(topic);
  if (address.startsWith('reply/')) return void judgeReply(address.slice('reply/'.length), message, breaks);
  const row = table.get(address);
  if (row === undefined) return void breaks('is not in the contract');
  if (row.retain !== retain || row.qos !== qos)
    return void breaks(`travels with retain ${retain}, qos ${qos}`);
  const read = row.schema.safeParse(JSON.parse(payload));
  if (!read.success) return void breaks(read.error.issues.map(({ message: why }) => why).join(', '));
  if (good.size >= goodMost) good.clear();
  good.add(key);
}

function judgeReply(name: string, { payload, retain }: Outgoing, breaks: (what: string) => void): void {
  if (retain) return void breaks('is retained');
  const reply = JSON.parse(payload) as {
    id: unknown;
    ok: unknown;
    result?: unknown;
    error?: { code: unknown };
  };
  if (reply.ok === true) {
    const read = commandRow(name)?.result.safeParse(reply.result);
    if (read?.success !== true) breaks('has a result that it must not have');
  } else if (reply.ok !== false || typeof reply.error?.code !== 'string') breaks('says neither yes nor no');
}

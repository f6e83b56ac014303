import { Fault } from '../../devices/fault.ts';
import type { Record } from './journal-port.ts';

/** What is wrong when `records` do not go on from `next` one by one; undefined when they do. */
export function gapFault(records: readonly Record[], next: number): Fault | undefined {
  const wrong = records.find((record, index) => record.sequence !== next + index);
  if (wrong === undefined) return undefined;
  return new Fault('journal.gap', `record ${wrong.sequence} does not follow ${next - 1}`, {
    context: { expected: next, sequence: wrong.sequence },
  });
}

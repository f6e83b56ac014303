import { Fault } from '../../devices/fault.ts';
import type { Record } from './journal-port.ts';

/** The fault when the sequences of `records` do not count up from `next` without a gap; undefined when they do. */
export function gapFault(records: readonly Record[], next: number): Fault | undefined {
  const wrong = records.find((record, index) => record.sequence !== next + index);
  if (wrong === undefined) return undefined;
  return new Fault('journal.gap', `record ${wrong.sequence} does not follow ${next - 1}`, {
    context: { expected: next, sequence: wrong.sequence },
  });
}

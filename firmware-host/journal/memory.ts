import { Fault } from '../../devices/fault.ts';
import type { HostJournal, Record } from './journal-port.ts';
import { gapFault } from './sequence.ts';

/** A journal that lives as long as the process, for tests and demonstrations. Appends resolve on a microtask. */
export function openMemoryJournal(): HostJournal {
  const kept: Record[] = [];
  let closed = false;

  return {
    async append(records) {
      if (closed) throw new Fault('journal.stopped', 'the journal is closed');
      const gap = gapFault(records, kept.length + 1);
      if (gap !== undefined) throw gap;
      kept.push(...records);
    },
    async read(from, limit) {
      const start = Math.max(0, from - 1);
      return kept.slice(start, start + limit);
    },
    async tail() {
      const day = kept.findLastIndex((record) => record.event.type === 'day.opened');
      return kept.slice(Math.max(0, day));
    },
    pressure: () => ({ waiting: 0, oldestMs: 0, lastCommitMs: 0, p99Ms: 0, fault: undefined }),
    async close() {
      closed = true;
    },
  };
}

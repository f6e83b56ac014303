import type { Clock, Millis } from '../devices/ports.ts';
import type { HostJournal, Record } from '../firmware-host/journal/journal-port.ts';

/** A journal on a disk that can be made to hang, and to fail. */
export interface SlowDisk extends HostJournal {
  /** From now on no append is reported as durable, until `flow`. */
  stall(): void;
  flow(): void;
  /** From now on appends are rejected with `why`; undefined ends it. */
  fail(why: Error | undefined): void;
}

/** Puts such a disk in front of `journal`, which receives every append in order. */
export function slowDisk(clock: Clock, journal: HostJournal): SlowDisk {
  let stalled = false;
  let why: Error | undefined;
  let held: { readonly records: readonly Record[]; readonly at: Millis; readonly go: () => void }[] = [];

  return {
    ...journal,
    async append(records) {
      if (why !== undefined) throw why;
      if (stalled) await new Promise<void>((go) => held.push({ records, at: clock.now(), go }));
      return journal.append(records);
    },
    pressure: () => ({
      ...journal.pressure(),
      waiting: held.reduce((sum, { records }) => sum + records.length, 0),
      oldestMs: held[0] === undefined ? 0 : clock.now() - held[0].at,
    }),
    async close() {
      if (stalled) await new Promise<void>((go) => held.push({ records: [], at: clock.now(), go }));
      return journal.close();
    },
    stall() {
      stalled = true;
    },
    flow() {
      stalled = false;
      const waiting = held;
      held = [];
      for (const { go } of waiting) go();
    },
    fail(with_) {
      why = with_;
    },
  };
}

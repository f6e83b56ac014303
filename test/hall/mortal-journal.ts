import type { Clock, Millis } from '../../devices/ports.ts';
import type { HostJournal, Record } from '../../firmware-host/journal/journal-port.ts';

/** The records of a hall as its disk holds them, over any number of lives. */
export interface Disk {
  readonly records: Record[];
  /** The journal of one life: commits in the order of the appends, each `commitMs` after it was asked for. */
  journal(clock: Clock, commitMs: Millis): MortalJournal;
}

export interface MortalJournal extends HostJournal {
  /** How many appends are under way. */
  readonly waiting: number;
  /**
   * The power goes: the first `kept` appends that were under way are on the disk, nobody was told, and nothing follows.
   */
  die(kept: number): void;
}

export function disk(): Disk {
  const records: Record[] = [];

  function journal(clock: Clock, commitMs: Millis): MortalJournal {
    const pending: { readonly batch: readonly Record[]; readonly done: () => void }[] = [];
    let alive = true;
    const commitFirst = () => {
      const first = alive ? pending.shift() : undefined;
      if (first === undefined) return;
      records.push(...first.batch);
      first.done();
    };
    return {
      get waiting() {
        return pending.length;
      },
      append(batch) {
        return new Promise((done) => {
          if (!alive) return;
          pending.push({ batch, done });
          clock.after(commitMs, commitFirst);
        });
      },
      read: async (from, limit) => records.slice(from - 1, from - 1 + limit),
      async tail() {
        return records.slice(
          Math.max(
            0,
            records.findLastIndex(({ event }) => event.type === 'day.opened'),
          ),
        );
      },
      pressure: () => ({ waiting: pending.length, oldestMs: 0, lastCommitMs: 0, p99Ms: 0, fault: undefined }),
      close: async () => undefined,
      die(kept) {
        alive = false;
        for (const { batch } of pending.slice(0, kept)) records.push(...batch);
      },
    };
  }
  return { records, journal };
}

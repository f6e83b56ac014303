import { readFile } from 'node:fs/promises';
import { asFault, type Fault } from '../../../devices/fault.ts';
import type { Cancel, Clock, Millis } from '../../../devices/ports.ts';
import { replaceFile } from '../../async/replace-file.ts';

/** After a crash at most this much is sent again, which consumers recognise. Each time wears the card by a block. */
const saveEveryMs: Millis = 60_000;
/** A backlog gets on even where the power goes once a minute. */
const saveEveryEvents = 500;

/** Where the cursor is kept. */
export interface CursorStore {
  /** 0 when there is none. */
  load(): Promise<number>;
  /** Resolves when it is durable. */
  save(sequence: number): Promise<void>;
}

/** The last event that the office has, together with all before it. */
export interface Cursor {
  readonly sequence: number;
  /** Never backwards. */
  move(sequence: number): void;
  /** Saves it now. */
  flush(): Promise<void>;
}

/** A small file with the number in it, replaced so that a power cut leaves the old one or the new. */
export function createCursorFile(path: string): CursorStore {
  return {
    async load() {
      const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code === 'ENOENT') return '';
        throw thrown;
      });
      // What is not a number was not written here; beginning again costs a repetition and loses nothing.
      return /^\d{1,15}\n$/.test(text) ? Number(text) : 0;
    },
    save: (sequence) => replaceFile(path, `${sequence}\n`),
  };
}

/** Begins at `sequence` and saves what it moves to: some time after it moved, or at once when it moved far. */
export function createCursor(options: {
  readonly sequence: number;
  readonly store: CursorStore;
  readonly clock: Clock;
  readonly report: (fault: Fault) => void;
}): Cursor {
  const { store, clock, report } = options;
  let sequence = options.sequence;
  let saved = sequence;
  let asked = sequence;
  let saving = Promise.resolve();
  let planned: Cancel | undefined;

  function save(): Promise<void> {
    planned?.();
    planned = undefined;
    asked = sequence;
    saving = saving.then(async () => {
      if (saved === sequence) return;
      const next = sequence;
      try {
        await store.save(next);
        saved = next;
      } catch (thrown) {
        report(asFault(thrown, 'disk.io_error'));
      }
    });
    return saving;
  }

  return {
    get sequence() {
      return sequence;
    },
    move(to) {
      if (to <= sequence) return;
      sequence = to;
      if (sequence - asked >= saveEveryEvents) void save();
      else planned ??= clock.after(saveEveryMs, () => void save(), 'uplink: save the cursor');
    },
    flush: save,
  };
}

import { readFile } from 'node:fs/promises';
import { asFault, type Fault } from '../../../devices/fault.ts';
import type { Cancel, Clock, Millis } from '../../../devices/ports.ts';
import { createTurns } from '../../../devices/serial-execution.ts';
import { replaceFile } from '../../async/replace-file.ts';

/**
 * After a crash at most this much is sent again, and consumers recognise repeats. Each save wears the SD card by a
 * block.
 */
const saveEveryMs: Millis = 60_000;
/** With this, a backlog shrinks even where the power fails once a minute. */
const saveEveryEvents = 500;

/** Where the cursor is stored. */
export interface CursorStore {
  /** 0 when there is none. */
  load(): Promise<number>;
  /** Resolves when it is durable. */
  save(sequence: number): Promise<void>;
}

/** The last event that the office has, together with all before it. */
export interface Cursor {
  readonly sequence: number;
  /** Moves the cursor forward, never back. */
  move(sequence: number): void;
  /** Saves the cursor now. */
  flush(): Promise<void>;
}

/**
 * A small file with the number in it. It is replaced so that after a power cut it holds the old number or the new one.
 */
export function createCursorFile(path: string): CursorStore {
  return {
    async load() {
      const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
        if (thrown.code === 'ENOENT') return '';
        throw thrown;
      });
      // Anything but a number was not written by us. Starting from 0 repeats events and loses none.
      return /^\d{1,15}\n$/.test(text) ? Number(text) : 0;
    },
    save: (sequence) => replaceFile(path, `${sequence}\n`),
  };
}

/** Starts at `sequence` and saves its position: some time after it moved, or at once when it moved far. */
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
  const inTurn = createTurns();
  let planned: Cancel | undefined;

  function save(): Promise<void> {
    planned?.();
    planned = undefined;
    asked = sequence;
    return inTurn(async () => {
      if (saved === sequence) return;
      const next = sequence;
      try {
        await store.save(next);
        saved = next;
      } catch (thrown) {
        report(asFault(thrown, 'disk.io_error'));
      }
    });
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

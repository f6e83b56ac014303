import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Record } from '../../firmware-host/journal/journal-port.ts';
import {
  type JournalOptions,
  openJournal,
  type SqliteJournal,
} from '../../firmware-host/journal/sqlite/open.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** Small, so that tests need not write 8 MB each. */
export const BALLAST = 64 * 1024;

/**
 * A folder that is gone after the test; in memory where possible, since most tests ask what is stored and not where.
 */
export function dataFolder(): string {
  const dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'loket-journal-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Opens the journal on a clock that stands still, and closes it after the test. */
export async function opened(dir: string, options: Partial<JournalOptions> = {}): Promise<SqliteJournal> {
  const journal = await openJournal({ dir, clock: new VirtualClock(), ballastBytes: BALLAST, ...options });
  onTestFinished(() => journal.close());
  return journal;
}

/** Writes `records` in a journal that is opened and closed for it. */
export async function stored(dir: string, ...batches: (readonly Record[])[]): Promise<void> {
  const journal = await openJournal({ dir, clock: new VirtualClock(), ballastBytes: BALLAST });
  for (const batch of batches) await journal.append(batch);
  await journal.close();
}

const common = (sequence: number) =>
  ({
    sequence,
    boot: 'boot-a1b2c3',
    wall: 1_760_000_000_000 + sequence * 250.5,
    clock: 'synced',
    hall: sequence * 250.5,
  }) as const;

export function dayOpened(sequence: number, date = '2025-10-09'): Record {
  return { ...common(sequence), event: { type: 'day.opened', date, carried: [], voided: [] } };
}

/** Calls of tickets, numbered from `from` on. */
export function calls(from: number, count: number): Record[] {
  return Array.from({ length: count }, (_, index) => ({
    ...common(from + index),
    event: {
      type: 'ticket.called',
      ticket: `A-${from + index}`,
      service: 'paspor',
      class: 'regular',
      counter: 'loket-1',
      waited_s: 61,
      cause: 'next',
    },
  }));
}

export const sequences = (records: readonly Record[]): number[] => records.map((record) => record.sequence);

/** The numbers `from` to `to`. */
export function upTo(to: number, from = 1): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The Fault code a promise is rejected with, or what it resolved to. */
export function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => value ?? 'resolved',
    (why) => why?.code ?? why,
  );
}

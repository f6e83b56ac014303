import { vi } from 'vitest';
import type { Wire } from '../../devices/ports.ts';

const WAIT_MOST_MS = 10_000;

/** Waits until `check` no longer throws; how long that takes is not what is tested. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, WAIT_MOST_MS);
}

/** What arrives on a wire, and how often it was lost. */
export function watch(wire: Wire) {
  const seen = { text: '', lost: [] as Error[] };
  wire.onBytes((bytes) => {
    seen.text += Buffer.from(bytes).toString('latin1');
  });
  wire.onLost((why) => seen.lost.push(why));
  return seen;
}

/** One byte a character. */
export const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

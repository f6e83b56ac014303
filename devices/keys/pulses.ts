import type { Opening } from '../kind.ts';
import type { Millis } from '../ports.ts';
import type { KeyEvent } from '../roles.ts';
import { createTooOften, type TooOften } from '../too-often.ts';
import type { KeyLineSettings } from './key-options.ts';

/** Warns about lines that pick up pulses. No finger makes one, so the first is already reported. */
export interface Pulses {
  note(key: string, at: Millis): void;
  close(): void;
}

const quietMs = 60_000;

/** `named` gives the name of a key and its line for the message. */
export function watchPulses(
  { options, ports, warn }: Opening<KeyLineSettings, KeyEvent>,
  named: (key: string) => string,
): Pulses {
  const noisy = new Set<string>();
  const watches = new Map<string, TooOften>();
  const say = () => {
    const names = [...noisy].map(named).join(', ');
    const { press_ms } = options;
    const text =
      noisy.size > 1
        ? `keys ${names} closed for less than ${press_ms} ms`
        : `key ${names} closed for less than ${press_ms} ms`;
    warn('button.pulse', noisy.size > 0 ? text : undefined);
  };
  const watch = (key: string): TooOften =>
    createTooOften({
      ...{ clock: ports.clock, most: 0, withinMs: quietMs, quietMs },
      tell(standing) {
        if (standing) noisy.add(key);
        else noisy.delete(key);
        say();
      },
    });
  return {
    note(key, at) {
      const known = watches.get(key) ?? watch(key);
      watches.set(key, known);
      known.note(at);
    },
    close() {
      for (const one of watches.values()) one.close();
    },
  };
}

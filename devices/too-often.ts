import type { Cancel, Clock, Millis } from './ports.ts';

/** Returns, for each occurrence, whether more than `most` came within `withinMs`. It remembers `most` times. */
export function createRate(most: number, withinMs: Millis): (at: Millis) => boolean {
  const times: Millis[] = [];
  return (at) => {
    times.push(at);
    if (times.length <= most) return false;
    return at - (times.shift() ?? at) < withinMs;
  };
}

/** Counts something that should not happen often, such as a contact that chatters. */
export interface TooOften {
  note(at: Millis): void;
  /** Cancels its timer; it reports nothing more. */
  close(): void;
}

/** Reports once when it happens more than `most` times within `withinMs`, and once when it has not for `quietMs`. */
export function createTooOften(of: {
  readonly clock: Clock;
  readonly most: number;
  readonly withinMs: Millis;
  readonly quietMs: Millis;
  readonly tell: (standing: boolean) => void;
}): TooOften {
  const exceeds = createRate(of.most, of.withinMs);
  let again = false;
  let quiet: Cancel | undefined;
  const wait = () => {
    again = false;
    quiet = of.clock.after(
      of.quietMs,
      () => {
        quiet = undefined;
        if (again) wait();
        else of.tell(false);
      },
      'device: quiet again',
    );
  };
  return {
    note(at) {
      if (!exceeds(at)) return;
      again = true;
      if (quiet !== undefined) return;
      wait();
      of.tell(true);
    },
    close() {
      quiet?.();
      quiet = undefined;
    },
  };
}

import type { Clock, Millis } from '../../devices/ports.ts';

/** A time server corrects a clock by less than this; a larger change is a jump. */
const jumpMs: Millis = 60_000;
/** A clock that is being slewed moves by less than this between two checks. */
const stirMs: Millis = 1_000;
/** How long an accepted jump is remembered: by then all visitors of that time have gone home. */
const rememberedMs: Millis = 24 * 3_600_000;

/** A jump of the system's clock that is not accepted so far. */
export interface Doubt {
  /** How far the system's clock is from the believed time; forward is positive. */
  readonly byMs: number;
  /** Monotonic. */
  readonly since: Millis;
}

/** A jump that was accepted. */
export interface Jump {
  /** Monotonic. */
  readonly at: Millis;
  readonly byMs: number;
  /** It lasted for the patience of the site file, or a person confirmed the clock. */
  readonly why: 'stood' | 'confirmed';
}

/** The wall-clock time that the hall believes. */
export interface BelievedTime {
  /** Unix ms. */
  wall(): number;
  doubt(): Doubt | undefined;
  /** A person confirms the system's clock: it is accepted at once. Returns false when nothing was in doubt. */
  confirm(): boolean;
}

/**
 * Compares the system's clock with the monotonic one. Three changes are accepted at once: what time servers correct,
 * the first trusted time after an untrusted one, and the time during which the machine was asleep. After any other jump
 * the believed time follows the monotonic clock, until the jump has lasted for the patience of the site file or a
 * person confirms it: a wrong clock may well claim to be synchronised.
 */
export function createBelievedTime(of: {
  readonly clock: Pick<Clock, 'now'>;
  readonly wall: () => number;
  readonly trusted: () => boolean;
  /** How long a jump has to last; read anew each time. */
  readonly patienceMs: () => Millis;
  /** How long the machine has been asleep so far, by a system clock that counts sleep, unlike the monotonic one. */
  readonly asleepMs?: (() => Millis) | undefined;
  readonly jumped: (jump: Jump) => void;
}): BelievedTime {
  const asleepMs = of.asleepMs ?? (() => 0);
  const here = () => of.wall() - of.clock.now();
  let offset = here();
  /** Whether the clock was ever trusted. */
  let known = of.trusted();
  let asleep = asleepMs();
  let doubted: { readonly offset: number; readonly since: Millis } | undefined;

  function follow(): void {
    offset = here();
    known = of.trusted();
    asleep = asleepMs();
    doubted = undefined;
  }

  function jump(why: Jump['why']): void {
    const byMs = here() - offset;
    follow();
    of.jumped({ at: of.clock.now(), byMs, why });
  }

  function look(): void {
    const now = of.clock.now();
    const seen = here();
    const trusted = of.trusted();
    if (!isJump(offset, seen)) {
      // The machine was asleep for a moment.
      if (Math.abs(seen - offset) > stirMs) asleep = asleepMs();
      offset = seen;
      known ||= trusted;
      doubted = undefined;
      return;
    }
    const standing = doubted !== undefined && !isJump(doubted.offset, seen) ? doubted : undefined;
    // How long it slept is read for a new jump only: it stands in a system file.
    const hasSlept = standing === undefined && !isJump(offset + asleepMs() - asleep, seen);
    if ((trusted && !known) || hasSlept) follow();
    else {
      doubted = { offset: seen, since: standing?.since ?? now };
      if (now - doubted.since >= of.patienceMs()) jump('stood');
    }
  }

  return {
    wall() {
      look();
      return offset + of.clock.now();
    },
    doubt() {
      look();
      return doubted && { byMs: doubted.offset - offset, since: doubted.since };
    },
    confirm() {
      look();
      if (doubted === undefined) return false;
      jump('confirmed');
      return true;
    },
  };
}

/** Whether an offset between the two clocks changed by more than a time server corrects. */
const isJump = (before: number, seen: number): boolean => Math.abs(seen - before) > jumpMs;

/** The sum of the clock's jumps within the last day, and when the last one was. */
export interface Displaced {
  readonly byMs: number;
  /** Hall ms. */
  readonly at: Millis;
}

/** Adds a jump at hall ms `at`. A clock that came back to where it was counts as not having jumped. */
export function displaced(before: Displaced | undefined, byMs: number, at: Millis): Displaced | undefined {
  const all = byMs + (recent(before, at)?.byMs ?? 0);
  return Math.abs(all) <= jumpMs ? undefined : { byMs: all, at };
}

/** `before`, or undefined when it is a day old. */
export function recent(before: Displaced | undefined, hall: Millis): Displaced | undefined {
  return before !== undefined && hall - before.at < rememberedMs ? before : undefined;
}

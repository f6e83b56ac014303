import type { Clock, Millis } from '../../devices/ports.ts';

/** A time server corrects a clock by less; further than this it has jumped. */
const jumpMs: Millis = 60_000;
/** A clock that is slewed moves by less between two looks. */
const stirMs: Millis = 1_000;
/** A jump that was followed is kept in mind for so long: until everybody who was there has gone home. */
const rememberedMs: Millis = 24 * 3_600_000;

/** A jump of the system's clock that is not followed. */
export interface Doubt {
  /** How far the system's clock is from the believed time; forward is positive. */
  readonly byMs: number;
  /** Monotonic. */
  readonly since: Millis;
}

/** A jump that was followed all the same. */
export interface Jump {
  /** Monotonic. */
  readonly at: Millis;
  readonly byMs: number;
  /** It stood for the patience of the site file, or a person said that the clock is right. */
  readonly why: 'stood' | 'confirmed';
}

/** The time on the wall as it is believed. */
export interface BelievedTime {
  /** Unix ms. */
  wall(): number;
  doubt(): Doubt | undefined;
  /** A person says that the system's clock is right: it is followed at once. False when nothing was in doubt. */
  confirm(): boolean;
}

/**
 * Holds the system's clock against the monotonic one. What time servers correct is followed at once, and so is the
 * first time that is known to be right after one that was not, and the time for which the machine was asleep. Any other
 * jump is counted on over by the monotonic clock until it has stood for the patience of the site file, or a person
 * confirms it: a clock that is wrong may well say that it is synchronised.
 */
export function createBelievedTime(of: {
  readonly clock: Pick<Clock, 'now'>;
  readonly wall: () => number;
  readonly trusted: () => boolean;
  /** How long a jump has to stand; asked anew each time. */
  readonly patienceMs: () => Millis;
  /** How long the machine has been asleep so far, by a count of the system that the monotonic clock is not. */
  readonly asleepMs?: (() => Millis) | undefined;
  readonly jumped: (jump: Jump) => void;
}): BelievedTime {
  const asleepMs = of.asleepMs ?? (() => 0);
  const here = () => of.wall() - of.clock.now();
  let offset = here();
  /** Whether that was ever known to be right. */
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
      // A machine that slept for a moment.
      if (Math.abs(seen - offset) > stirMs) asleep = asleepMs();
      offset = seen;
      known ||= trusted;
      doubted = undefined;
      return;
    }
    const standing = doubted !== undefined && !isJump(doubted.offset, seen) ? doubted : undefined;
    // Asked only of a new jump: it is a file of the system.
    const hasSlept = () => !isJump(offset + asleepMs() - asleep, seen);
    if ((trusted && !known) || (standing === undefined && hasSlept())) follow();
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

/** Whether an offset between the two clocks has become another, by more than a time server corrects. */
const isJump = (before: number, seen: number): boolean => Math.abs(seen - before) > jumpMs;

/** How far the clock has jumped within the last day, all jumps together, and when last. */
export interface Displaced {
  readonly byMs: number;
  /** Hall ms. */
  readonly at: Millis;
}

/** Counts in one more jump, at hall ms `at`. A clock that came back to where it was has not jumped. */
export function displaced(before: Displaced | undefined, byMs: number, at: Millis): Displaced | undefined {
  const all = byMs + (recent(before, at)?.byMs ?? 0);
  return Math.abs(all) <= jumpMs ? undefined : { byMs: all, at };
}

/** Undefined when it is a day ago. */
export function recent(before: Displaced | undefined, hall: Millis): Displaced | undefined {
  return before !== undefined && hall - before.at < rememberedMs ? before : undefined;
}

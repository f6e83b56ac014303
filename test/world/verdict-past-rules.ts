import type { Millis } from '../../devices/ports.ts';
import type { Correction, Moment, Verdict } from '../../office/verdict/verdict-types.ts';
import { type Comparing, turnMs } from './verdict-deadlines.ts';

/** What an absence was is said this long after the return. */
const pastMs: Millis = 10_000;
/** An absence begins and ends with words that the office heard. */
const heardMs: Millis = 1_000;
/** Where it is divided, a date of the site divides it: clocks are compared to this (docs/office.md). */
const dateMs: Millis = 10_000;
/** What is shorter than this may be no absence. */
const absenceMs: Millis = 5_000;
/** A message that was on its way when its process ended. */
const wayMs: Millis = 100;

export interface PastRules {
  judged(corrections: readonly Correction[]): void;
  look(): void;
}

/** A site that was away and is back, by what was done: `from` and `to` in world time. */
interface Return {
  readonly from: Millis;
  readonly to: Millis;
  readonly wasDead: boolean;
}

/** Holds what the office says of the past against when the process ended. Nobody hangs a process in the world. */
export function pastRules({ world, wrong, compared }: Comparing): PastRules {
  const said: Correction[] = [];
  let away:
    | {
        readonly since: Millis;
        readonly listensSince: Millis | undefined;
        isKnown: boolean;
        wasStopped: boolean;
      }
    | undefined;
  let back: Return | undefined;
  let judgedBack: Millis | undefined;

  const atOf = ({ wall }: Moment): Millis => wall - world.officeWall() + world.clock.now();
  const endsIn = (from: Millis, to: Millis): boolean =>
    world.reach.ends.some(({ at }) => at >= from && at <= to);

  function judge(correction: Correction, all: readonly Correction[]): void {
    const { was, candidates } = correction;
    const begins = all.some((one) => one.to.at === correction.from.at) ? dateMs : heardMs;
    const ends = all.some((one) => one.from.at === correction.to.at) ? dateMs : heardMs;
    const [from, to] = [atOf(correction.from), atOf(correction.to)];
    // What a second controller did and said is not told apart from the site's own.
    if (world.reach.cloneAt >= from - absenceMs) return;
    const isLate = world.reach.lateWords.some((at) => Math.abs(at - from) < heardMs);
    const isDead = isLate || endsIn(from - begins, to + ends);
    const wasAlive = !endsIn(from + Math.max(wayMs, begins - heardMs), to - ends);
    const right: readonly Verdict[] = [
      ...(isDead ? (['power-or-process'] as const) : []),
      ...(wasAlive ? (['network'] as const) : []),
    ];
    const isRight = was === 'unknown' ? candidates.some((one) => right.includes(one)) : right.includes(was);
    if (isRight) return;
    const near = world.reach.ends.map(({ at }) => at).filter((at) => at > from - 60_000 && at < to + 60_000);
    wrong(
      `from ${from} to ${to} ms it was ${was} (${correction.reasons[0]?.code}), and the process ended at ${near.join(', ') || 'no time'}`,
    );
  }

  /** What the office must have said of the last absence by now. */
  function lookBack({ from, to, wasDead }: Return): void {
    const answers = said.filter((one) => atOf(one.to) > from && atOf(one.from) < to);
    const expected: Verdict = wasDead ? 'power-or-process' : 'network';
    const named = answers.some(
      ({ was, candidates }) => was === expected || (was === 'unknown' && candidates.includes(expected)),
    );
    if (!named)
      wrong(
        `from ${from} to ${to} ms it was ${expected}, and is said ${answers.map(({ was }) => was).join() || 'nothing'}`,
      );
    if (answers.some(({ was }) => was === expected)) compared(wasDead ? 'past power' : 'past network', from);
  }

  return {
    judged(corrections) {
      for (const correction of corrections) {
        said.push(correction);
        judge(correction, corrections);
      }
    },
    look() {
      const { reach, clock, office } = world;
      const now = clock.now();
      const since = reach.thereSince();
      if (since === undefined) {
        away ??= {
          since: reach.awaySince ?? now,
          listensSince: office.listensSince,
          isKnown: false,
          wasStopped: false,
        };
        const gone = reach.gone();
        if (gone !== undefined && now > gone.due + turnMs) away.isKnown = true;
        if (gone?.how === 'stopped') away.wasStopped = true;
        back = undefined;
        return;
      }
      if (away !== undefined) {
        const isWatched =
          away.isKnown &&
          away.listensSince !== undefined &&
          away.listensSince === office.listensSince &&
          reach.cloneAt < away.since;
        const isLong = since - away.since > absenceMs;
        const wasDead = endsIn(away.since - wayMs, since);
        back = isWatched && isLong && !away.wasStopped ? { from: away.since, to: since, wasDead } : undefined;
        away = undefined;
      }
      // An office that did not listen meanwhile has forgotten what it was to say.
      if (back !== undefined && (office.listensSince ?? now) > back.to) back = undefined;
      if (back === undefined || now <= back.to + pastMs + turnMs || judgedBack === back.to) return;
      judgedBack = back.to;
      lookBack(back);
    },
  };
}

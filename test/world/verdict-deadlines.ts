import type { Millis } from '../../devices/ports.ts';
import type { Verdict } from '../../office/verdict/verdict-types.ts';
import type { World } from './world.ts';

/** What was held against the world, each kind once for each time that it happened there. */
export const comparedKinds = [
  ...(['dead', 'stopped', 'cut', 'there', 'line to a dead broker', 'line without a network'] as const),
  ...(['line lost', 'comes and goes', 'clock wrong', 'clock right', 'nothing of devices'] as const),
  ...(['device said', 'device well', 'device harmed', 'hub said', 'incident', 'at rest'] as const),
  ...(['past power', 'past network'] as const),
] as const;
/** Compared in about one world of a hundred: not to be expected of the seeds of the suite. */
export const rareKinds: ReadonlySet<string> = new Set<Compared>(['past network']);
export type Compared = (typeof comparedKinds)[number];

/** The deadlines of docs/office.md. */
export const docsMs = {
  settles: 3_000,
  /** A site that is connected says its health so often. */
  health: 30_000,
  clock: 65_000,
  flaps: 120_000,
  flapsCalm: 180_000,
} as const;
/** The longest turn of the judge (office/judge/judging.ts), and the way of a message over the broker. */
export const turnMs: Millis = 1_000 + 100;
/** What is said of a site that is not reached. */
export const unreached: ReadonlySet<Verdict> = new Set<Verdict>([
  ...(['office', 'broker', 'region', 'site-unreachable', 'power-or-process', 'hung', 'unknown'] as const),
]);

/** What each rule is told with. */
export interface Comparing {
  readonly world: World;
  /** The office is wrong. */
  readonly wrong: (what: string) => void;
  /** Counted once for each `since`, where that is given. */
  readonly compared: (kind: Compared, since?: Millis | string) => void;
}

/** When it must be known that the site is there again; undefined while it is not. */
export function thereDue({ reach }: World): Millis | undefined {
  const since = reach.thereSince();
  if (since === undefined) return undefined;
  return since + docsMs.settles + (reach.joinedLast() ? 0 : docsMs.health);
}

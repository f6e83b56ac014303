import type { Millis } from '../../devices/ports.ts';
import type { Judgement, Verdict } from '../../office/verdict/verdict-types.ts';
import type { Judged } from '../../office/verdict/verdicts.ts';
import { officeName } from './office.ts';
import type { Gone } from './reach.ts';
import { type Compared, type Comparing, docsMs, thereDue, turnMs, unreached } from './verdict-deadlines.ts';
import { type DeviceVerdictRules, deviceVerdictRules } from './verdict-device-rules.ts';
import { type IncidentRules, incidentRules } from './verdict-incident-rules.ts';
import { type PastRules, pastRules } from './verdict-past-rules.ts';
import type { World } from './world.ts';

/** A clock is wrong from here on. Close to it nothing is compared. */
const clockOffMs: Millis = 120_000;
const clockSlackMs: Millis = 1_000;
/** So many losses make a line that comes and goes. */
const flapsLeast = 4;

/** Holds what the office says against what was done to the world. It shares no code with the verdict. */
export interface VerdictRules {
  judged(judged: Judged): void;
  look(): void;
  /** What the office says at rest that is over; undefined when there is nothing. */
  unrest(): string | undefined;
  /** Everything has come to rest, and nothing was held against what is said. */
  atRest(): void;
  /** Incidents that are over, and stay open until they have been calm for ten minutes. */
  isCalming(): boolean;
  readonly compared: ReadonlyMap<Compared, number>;
}

export function verdictRules(world: World): VerdictRules {
  const counts = new Map<Compared, number>();
  const done = new Set<string>();
  const comparing: Comparing = {
    world,
    wrong: (what) => world.rules.breaks('verdict', what),
    compared(kind, since) {
      if (since !== undefined && done.has(`${kind} ${since}`)) return;
      if (since !== undefined) done.add(`${kind} ${since}`);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    },
  };
  const devices: DeviceVerdictRules = deviceVerdictRules(comparing);
  const incidents: IncidentRules = incidentRules(comparing, devices);
  const past: PastRules = pastRules(comparing);
  const line = lineRules(comparing);
  return {
    judged(judged) {
      if (world.tell !== undefined) tellJudged(judged, world.tell);
      past.judged(judged.corrections);
      incidents.judged(judged.incidents);
    },
    look() {
      world.reach.look();
      past.look();
      devices.note();
      const said = world.office.said();
      line.note();
      if (said === undefined) return;
      lookAtGone(comparing, said);
      lookAtThere(comparing, said);
      line.look(said);
      lookAtClock(comparing, said);
      devices.look(said);
      incidents.look(said);
    },
    unrest: incidents.unrest,
    atRest: () => comparing.compared('at rest'),
    isCalming: incidents.isCalming,
    compared: counts,
  };
}

/** What may be the matter with a site that went so. */
const causeOf: { readonly [how in Gone]: Verdict } = {
  dead: 'power-or-process',
  stopped: 'power-or-process',
  cut: 'network',
};

const inWords = ({ verdict, reasons, candidates }: Judgement): string =>
  `${verdict} (${[...reasons.map(({ code }) => code), ...candidates].join(' ')})`;

function tellJudged({ verdicts, corrections, incidents }: Judged, tell: (line: string) => void): void {
  for (const { site, device, judgement } of verdicts)
    tell(`  office says ${device ?? site} ${judgement === undefined ? 'nothing' : inWords(judgement)}`);
  for (const { was, from, to, reasons } of corrections)
    tell(`  office says it was ${was} (${reasons[0]?.code}) for ${to.at - from.at} ms`);
  for (const { change, incident } of incidents) tell(`  office has ${change} ${incident.cause.key}`);
}

/** A site that is gone is not said to be there, and what is said leaves room for what it is. */
function lookAtGone({ world, wrong, compared }: Comparing, said: Judgement): void {
  const { reach, clock } = world;
  const gone = reach.gone();
  if (gone === undefined || clock.now() <= gone.due + turnMs) return;
  const { how } = gone;
  const isRight =
    said.verdict === 'site-unreachable'
      ? said.candidates.includes(causeOf[how])
      : said.verdict === 'power-or-process' && how === 'stopped';
  if (!isRight)
    wrong(
      `the site is ${how} since ${reach.awaySince} ms, known from ${gone.due}, and is said ${inWords(said)}`,
    );
  compared(how, reach.awaySince);
}

function lookAtThere({ world, wrong, compared }: Comparing, said: Judgement): void {
  const { reach, clock, office } = world;
  const now = clock.now();
  const due = thereDue(world);
  if (due === undefined || now <= due + turnMs) return;
  if (unreached.has(said.verdict))
    wrong(`the site is there since ${reach.thereSince()} ms, and is said ${inWords(said)}`);
  compared('there', reach.thereSince());
  const losses = reach.lineLosses().slice(-flapsLeast);
  const times = losses.map(({ heardAt }) => heardAt);
  const [first = 0] = times;
  const final = times.at(-1) ?? 0;
  const spread = final - first;
  const isMany = losses.length === flapsLeast;
  const hadFlaps = isMany && spread <= docsMs.flaps + turnMs;
  const flaps = said.reasons.some(({ code }) => code === 'connection-flaps');
  if (flaps && !(hadFlaps && now <= final + docsMs.flapsCalm + docsMs.settles + turnMs))
    wrong(`the connection was lost at ${times.join(', ')} ms, and is said to come and go`);
  if (flaps) compared('comes and goes', first);
  const mustFlap =
    isMany &&
    spread <= docsMs.flaps - turnMs &&
    now < final + docsMs.flapsCalm - turnMs &&
    new Set(losses.map(({ boot }) => boot)).size === 1 &&
    losses.every(({ isBack }) => isBack) &&
    reach.cloneAt < 0;
  if (!mustFlap || first <= (office.listensSince ?? 0)) return;
  if (!flaps) wrong(`the connection was lost at ${times.join(', ')} ms, and is said ${inWords(said)}`);
  compared('comes and goes', first);
}

/** What is said of the office's own line. */
function lineRules({ world, wrong, compared }: Comparing) {
  /** What was wrong with the line since the office has none. */
  const causes = new Set<Verdict>();
  let deafSince: Millis | undefined;

  const now = (): readonly Verdict[] => [
    ...(world.central.up ? [] : (['broker'] as const)),
    ...(world.central.isCut(officeName) ? (['office'] as const) : []),
  ];

  function lookWithout(said: Judgement): void {
    const { verdict, candidates } = said;
    const ms = world.clock.now() - world.office.deafSince;
    if (ms <= docsMs.settles + turnMs) return;
    const isRight =
      verdict === 'broker' || verdict === 'office'
        ? causes.has(verdict)
        : verdict === 'unknown' && now().every((one) => candidates.includes(one));
    if (!isRight)
      wrong(`the office has no line for ${ms} ms (${[...causes].join(', ')}), and says ${inWords(said)}`);
    if (verdict === 'broker') compared('line to a dead broker', deafSince);
    else if (verdict === 'office') compared('line without a network', deafSince);
    else compared('line lost', deafSince);
  }

  return {
    note(): void {
      const { office } = world;
      if (office.listensSince !== undefined || !office.runs) {
        deafSince = undefined;
        return;
      }
      if (deafSince !== office.deafSince) causes.clear();
      deafSince = office.deafSince;
      for (const one of now()) causes.add(one);
    },
    look(said: Judgement): void {
      const { office, clock, reach } = world;
      const { listensSince } = office;
      // Of a site that has just gone, what was said before stands until that has settled.
      const settlesMs = (reach.thereSince() === undefined ? 2 : 1) * docsMs.settles;
      if (listensSince === undefined) lookWithout(said);
      else if (clock.now() <= listensSince + settlesMs + turnMs) return;
      else if (
        said.verdict === 'broker' ||
        said.verdict === 'office' ||
        said.reasons[0]?.code === 'line-lost'
      )
        wrong(`the office listens since ${listensSince} ms, and says ${inWords(said)}`);
    },
  };
}

function lookAtClock({ world, wrong, compared }: Comparing, said: Judgement): void {
  const { reach, clock } = world;
  const there = reach.thereSince();
  if (there === undefined || unreached.has(said.verdict)) return;
  const since = Math.max(there, world.clockBelievedAt);
  if (clock.now() <= since + docsMs.clock + turnMs) return;
  const off = world.clockOffMs;
  const isSaid = said.reasons.some(({ code }) => code === 'clock-ahead' || code === 'clock-behind');
  if (Math.abs(off) > clockOffMs + clockSlackMs) {
    if (!said.reasons.some(({ code }) => code === (off > 0 ? 'clock-ahead' : 'clock-behind')))
      wrong(`the clock of the site is ${off} ms off since ${since} ms, and is said ${inWords(said)}`);
    compared('clock wrong', since);
  } else if (Math.abs(off) < clockOffMs - clockSlackMs) {
    if (isSaid)
      wrong(`the clock of the site is ${off} ms off since ${since} ms, and is said ${inWords(said)}`);
    compared('clock right', since);
  }
}

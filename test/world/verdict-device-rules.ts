import type { Millis } from '../../devices/ports.ts';
import type { DeviceStatus } from '../../firmware-host/supervise/device-status.ts';
import type { Judgement } from '../../office/verdict/verdict-types.ts';
import { isPrinting } from './checks.ts';
import { promiseMs } from './health.ts';
import { type Comparing, docsMs, thereDue, turnMs, unreached } from './verdict-deadlines.ts';
import type { World } from './world.ts';

/** What the hall knows of a device is known to the office by then, one way or the other. */
const knownMs: Millis = docsMs.settles + turnMs;

export interface DeviceVerdictRules {
  /** Takes in what the hall knows and what was done, whether anything is said or not. */
  note(): void;
  look(said: Judgement): void;
  /** Whether something is wrong with one of these devices, or was a moment ago. */
  mayBeBad(ids: readonly string[]): boolean;
}

/** What the hall knows of a device that somebody has to mend: its link, or errors. Empty: nothing. */
export function badOf({ state, admin, reasons, usable }: DeviceStatus): string {
  if (admin !== 'enabled') return '';
  if (state === 'offline') return 'link';
  if (state !== 'online' && state !== 'degraded') return '';
  const errors = reasons.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  return errors.length > 0 || usable ? errors.sort().join(' ') : 'unusable';
}

/** Holds what is said of the devices against what the hall knows of them, and against what was done to them. */
export function deviceVerdictRules(comparing: Comparing): DeviceVerdictRules {
  const { world, wrong, compared } = comparing;
  const harms = harmsOf(world);

  function lookAtOne(id: string, said: Judgement | undefined, due: Millis): void {
    const known = world.known.get(id);
    const now = world.clock.now();
    if (known === undefined || now <= Math.max(known.since, due) + knownMs) return;
    const isSaid = said?.verdict === 'device' || said?.verdict === 'hub';
    if (known.bad !== '' && !isSaid)
      wrong(`${id} has ${known.bad} since ${known.since} ms, and is said ${said?.verdict}`);
    if (known.bad === '' && isSaid)
      wrong(`${id} is well since ${known.since} ms, and is said ${said.verdict} (${said.reasons[0]?.code})`);
    const kind = known.bad === '' ? 'device well' : said?.verdict === 'hub' ? 'hub said' : 'device said';
    compared(kind, `${id} ${known.since}`);
  }

  return {
    note: () => harms.note(),
    look(said) {
      const devices = world.office.devices();
      if (unreached.has(said.verdict)) {
        if (devices.size > 0)
          wrong(`the site is said ${said.verdict}, and its ${[...devices.keys()].join(', ')} are judged`);
        return compared('nothing of devices', world.reach.awaySince);
      }
      const due = thereDue(world);
      if (due === undefined || world.clock.now() <= due + turnMs) return;
      for (const { id } of world.site.devices) lookAtOne(id, devices.get(id), due);
      for (const { id, what, since } of harms.due()) {
        const verdict = devices.get(id)?.verdict;
        if (verdict !== 'device' && verdict !== 'hub')
          wrong(`${id} has ${what} since ${since} ms, and is said ${verdict}`);
        compared('device harmed', `${id} ${since}`);
      }
    },
    mayBeBad: (ids) =>
      ids.some((id) => {
        const known = world.known.get(id);
        return known === undefined || known.bad !== '' || world.clock.now() <= known.since + knownMs;
      }),
  };
}

interface Harmed {
  readonly id: string;
  readonly what: string;
  readonly since: Millis;
}

/**
 * What was done to devices and is plain to see: a cable that is out, paper that is out, an open cover, a cutter. Where
 * anything else disturbs the device, or it prints, nothing is held against what the hall may know of it.
 */
function harmsOf(world: World) {
  const standing = new Map<string, Harmed>();

  function whatOf(id: string): string | undefined {
    const { health, life } = world;
    const status = world.statuses.get(id);
    if (life === undefined || status === undefined || status.evidence === 'none') return undefined;
    if (health.troublesOf(id) !== 1 || isPrinting(world, id)) return undefined;
    if (world.held(`cable ${health.beside(id)[0]}`)) return 'no cable';
    const state = world.device(id)?.printer?.state;
    if (state?.paper === 'out') return 'no paper';
    if (state?.cover === 'open') return 'an open cover';
    return state?.cutter === 'error' ? 'a broken cutter' : undefined;
  }

  return {
    note(): void {
      for (const { id } of world.site.devices) {
        const what = whatOf(id);
        const before = standing.get(id);
        if (what === undefined) standing.delete(id);
        else if (before?.what !== what) standing.set(id, { id, what, since: world.clock.now() });
      }
    },
    /** What the hall has noticed by now, and the office after it. */
    due(): readonly Harmed[] {
      const { clock, reach, life } = world;
      const there = Math.max(reach.thereSince() ?? Number.POSITIVE_INFINITY, life?.startedAt ?? 0);
      return [...standing.values()].filter(
        ({ since }) => clock.now() > Math.max(since, there) + promiseMs + knownMs,
      );
    },
  };
}

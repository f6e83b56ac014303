import type { Millis } from '../../devices/ports.ts';
import type { Incident, IncidentChange, Judgement } from '../../office/verdict/verdict-types.ts';
import { type Comparing, docsMs, thereDue, turnMs, unreached } from './verdict-deadlines.ts';
import type { DeviceVerdictRules } from './verdict-device-rules.ts';

/** Two controllers are one cause for so long after the last sign of the second. */
const twinsMs: Millis = 15 * 60_000;
const clockOffMs: Millis = 120_000;

export interface IncidentRules {
  judged(changes: readonly IncidentChange[]): void;
  look(said: Judgement): void;
  unrest(): string | undefined;
  isCalming(): boolean;
}

/** One incident for each cause, which closes when that is over. One that came again is left its ten minutes of calm. */
export function incidentRules(comparing: Comparing, devices: DeviceVerdictRules): IncidentRules {
  const { world, wrong, compared } = comparing;
  const ofSite = `site/${world.site.id}`;
  const open = (): readonly Incident[] => world.office.incidents();

  /** Whether its cause may still stand, as far as the world knows. */
  function mayStand({ cause }: Incident, said: Judgement | undefined): boolean {
    const { key } = cause;
    const now = world.clock.now();
    if (key === 'fleet') {
      const since = world.office.listensSince;
      return since === undefined || now <= since + docsMs.settles + turnMs;
    }
    const due = thereDue(world);
    if (due === undefined || now <= due + turnMs) return true;
    if (key === ofSite) return said?.reasons.some(({ code }) => code === 'connection-flaps') === true;
    if (key === `${ofSite}/clock`) {
      const since = Math.max(world.reach.thereSince() ?? now, world.clockBelievedAt);
      return Math.abs(world.clockOffMs) > clockOffMs || now <= since + docsMs.clock + turnMs;
    }
    if (key.startsWith(`${ofSite}/controller/`))
      return controllerMay(key.slice(`${ofSite}/controller/`.length));
    const hub = key.split('/hub/')[1];
    return devices.mayBeBad(hub === undefined ? cause.devices : [hub, ...cause.devices]);
  }

  /** What the controller says of itself is its own word. */
  function controllerMay(code: string): boolean {
    const { reach, clock } = world;
    const lastAt = code === 'two-controllers' ? reach.cloneAt + twinsMs : reach.saidUntil(code);
    return clock.now() <= lastAt + docsMs.settles + turnMs;
  }

  /** What stands above explains what is below it. */
  function lookAtParents(said: Judgement): void {
    const above = said.verdict === 'broker' || said.verdict === 'office' ? 'fleet' : ofSite;
    const isAbove = above === 'fleet' || said.verdict === 'site-unreachable';
    const due = world.reach.gone()?.due ?? Number.POSITIVE_INFINITY;
    const isGone =
      above === 'fleet' ? world.office.listensSince === undefined : world.clock.now() > due + turnMs;
    if (!isGone || !isAbove || !open().some(({ cause }) => cause.key === above)) return;
    for (const { cause, parent, flaps } of open())
      if (flaps === 0 && parent === undefined && cause.key !== above && cause.key !== 'office/clock')
        wrong(`${cause.key} is an incident of its own beside ${above}`);
  }

  return {
    judged(changes) {
      for (const { change, incident } of changes) {
        if (change !== 'opened') continue;
        const { key } = incident.cause;
        const said = world.office.said();
        compared('incident');
        if (key !== 'fleet' && key !== ofSite && said !== undefined && unreached.has(said.verdict))
          wrong(`an incident ${key} of a site that is said ${said.verdict}`);
        if (open().filter(({ cause }) => cause.key === key).length > 1)
          wrong(`two incidents are open for ${key}`);
      }
    },
    look(said) {
      lookAtParents(said);
      for (const incident of open())
        if (incident.flaps === 0 && !mayStand(incident, said))
          wrong(`${incident.cause.key} is over, and its incident is open; said is ${said.verdict}`);
    },
    unrest() {
      const left = open().find((incident) => incident.flaps === 0 && !stands(incident));
      return left && `the office has an incident of ${left.cause.key} open`;
    },
    isCalming: () => open().some((incident) => incident.flaps > 0 && !stands(incident)),
  };

  /** With every fault over, only these go on. */
  function stands({ cause }: Incident): boolean {
    if (cause.key === `${ofSite}/clock`) return Math.abs(world.clockOffMs) > clockOffMs;
    if (cause.key.startsWith(`${ofSite}/controller/`))
      return controllerMay(cause.key.slice(`${ofSite}/controller/`.length));
    return (
      cause.key.startsWith(`${ofSite}/device/`) && cause.devices.some((id) => world.known.get(id)?.bad !== '')
    );
  }
}

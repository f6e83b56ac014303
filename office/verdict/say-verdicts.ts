import { unknownKey } from './cause-keys.ts';
import type { MaintenanceWindows } from './maintenance-windows.ts';
import type { SiteWatch } from './site-watch.ts';
import type { Standing } from './standing-causes.ts';
import type { Judgement, Moment, RootCause, Verdict, VerdictChange } from './verdict-types.ts';

/** What is said first of a site that is there. Whatever else is wrong stands in the reasons. */
const order: readonly Verdict[] = ['network', 'clock', 'hub', 'device'];

/** The devices of a site are judged only while it can be reached. */
const closed: readonly Verdict[] = [
  'office',
  'broker',
  'region',
  'site-unreachable',
  'power-or-process',
  'hung',
  'unknown',
];

/** Whether the site is heard, so that its devices and queues are what it said last. */
export function isReached({ verdict, measured }: Pick<Judgement, 'verdict' | 'measured'>): boolean {
  return !closed.includes(measured ?? verdict);
}

/** Says of a site and its devices what has settled. Only what has changed since it was said last is returned. */
export function sayVerdicts(
  watch: SiteWatch,
  over: Standing | undefined,
  windows: MaintenanceWindows,
  now: Moment,
): readonly VerdictChange[] {
  const { id, region } = watch.evidence;
  const changes: VerdictChange[] = [];
  const isWorkedOn = ({ cause }: Standing): boolean => {
    const [device] = cause.devices;
    return device !== undefined && windows.has({ site: id, region, device }, now.wall);
  };
  const judged = judgementOf(watch, over, isWorkedOn, now);
  const whole = windows.has({ site: id, region }, now.wall) ? inMaintenance(judged) : judged;
  if (watch.said === undefined || !isSame(watch.said, whole)) {
    watch.said = whole;
    changes.push({ site: id, judgement: whole });
  }
  const isOpen = !closed.includes(judged.verdict);
  for (const device of watch.evidence.devices.keys()) {
    const before = watch.saidOfDevices.get(device);
    const judgement = isOpen ? ofDevice(watch, device, windows, now) : undefined;
    if (before === judgement || (before && judgement && isSame(before, judgement))) continue;
    if (judgement === undefined) watch.saidOfDevices.delete(device);
    else watch.saidOfDevices.set(device, judgement);
    changes.push({ site: id, device, judgement });
  }
  for (const device of watch.saidOfDevices.keys()) {
    if (watch.evidence.devices.has(device)) continue;
    watch.saidOfDevices.delete(device);
    changes.push({ site: id, device, judgement: undefined });
  }
  return changes;
}

function judgementOf(
  watch: SiteWatch,
  over: Standing | undefined,
  isWorkedOn: (one: Standing) => boolean,
  now: Moment,
): Judgement {
  if (over?.said !== undefined) return judgement(over.cause, over.said);
  const said = saidOf(watch);
  const unknown = said.find(({ cause }) => cause.key === unknownKey(watch.evidence.id));
  const ofSite = said.find(({ cause }) => closed.includes(cause.verdict));
  const first = unknown ?? ofSite;
  if (first?.said !== undefined) return judgement(first.cause, first.said);
  // It is gone, and that has not settled: what was said stands a moment longer.
  if (watch.finding.reach !== 'there' && watch.said !== undefined) return unmaintained(watch.said);
  const troubles = said.filter((one) => order.includes(one.cause.verdict) && !isWorkedOn(one));
  troubles.sort((a, b) => order.indexOf(a.cause.verdict) - order.indexOf(b.cause.verdict));
  const [worst] = troubles;
  if (worst?.said === undefined) return well(now);
  const reasons = troubles.flatMap(({ cause }) => cause.reasons);
  return { ...judgement(worst.cause, worst.said), reasons };
}

/** Causes that are said, and that no other one explains. */
function saidOf({ standing }: SiteWatch): readonly Standing[] {
  return [...standing.values()].filter(({ said, cause }) => {
    const above = cause.under === undefined ? undefined : standing.get(cause.under);
    return said !== undefined && above?.said === undefined;
  });
}

function ofDevice(
  watch: SiteWatch,
  id: string,
  windows: MaintenanceWindows,
  now: Moment,
): Judgement | undefined {
  const { evidence, saidOfDevices, standing } = watch;
  const { state } = evidence.devices.get(id) ?? {};
  if (state === undefined) return undefined;
  const own = saidOf(watch).find(
    ({ cause }) => cause.devices.includes(id) && order.concat('maintenance').includes(cause.verdict),
  );
  const isSettling = [...standing.values()].some(
    ({ cause, said }) => said === undefined && cause.devices.includes(id),
  );
  const before = saidOfDevices.get(id);
  const is =
    own?.said !== undefined
      ? judgement(own.cause, own.said)
      : isSettling
        ? (before ?? unknown('settling', now))
        : withoutCause(state, now);
  return windows.has({ site: evidence.id, region: evidence.region, device: id }, now.wall)
    ? inMaintenance(is)
    : unmaintained(is);
}

function withoutCause(state: { readonly state: string; readonly admin: string }, now: Moment): Judgement {
  if (state.admin === 'disabled' || state.state === 'disabled') return unknown('disabled', now);
  if (state.admin === 'maintenance') return inMaintenance(well(now));
  return state.state === 'starting' || state.state === 'unknown' ? unknown(state.state, now) : well(now);
}

function judgement(
  { verdict, reasons, candidates, confidence, since, fix }: RootCause,
  knownAt: Moment,
): Judgement {
  return { verdict, reasons, candidates, confidence, since, knownAt, fix };
}

function well(now: Moment): Judgement {
  const nothing = { reasons: [], candidates: [], confidence: 'certain', fix: 'nobody' } as const;
  return { verdict: 'well', ...nothing, since: now, knownAt: now };
}

function unknown(code: string, now: Moment): Judgement {
  return { ...well(now), verdict: 'unknown', reasons: [{ code }], confidence: 'open' };
}

function inMaintenance(of: Judgement): Judgement {
  if (of.verdict === 'maintenance') return of;
  return { ...of, verdict: 'maintenance', measured: of.verdict, fix: 'nobody' };
}

function unmaintained(of: Judgement): Judgement {
  const { measured, ...rest } = of;
  return measured === undefined ? of : { ...rest, verdict: measured };
}

function isSame(a: Judgement, b: Judgement): boolean {
  return a.verdict === b.verdict && a.measured === b.measured && words(a) === words(b);
}

function words({ reasons, candidates }: Judgement): string {
  return [...reasons.map(({ code, of }) => `${code} ${of ?? ''}`), '|', ...candidates].join();
}

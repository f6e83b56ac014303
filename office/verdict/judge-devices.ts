import { deviceKey, hubKey } from './cause-keys.ts';
import { type DeviceEvidence, parentOf } from './device-evidence.ts';
import type { SaidFault } from './heard-message.ts';
import type { SiteEvidence } from './site-evidence.ts';
import { verdictLimits } from './verdict-limits.ts';
import type { Fix, Moment, RootCause, Why } from './verdict-types.ts';

/** All codes of a lost link are one cause: they change while the controller tries to open the device again. */
const linkCode = 'link';

interface Hub {
  readonly key: string;
  /** The board itself, where it is one of the devices. */
  readonly isBoard: boolean;
  readonly devices: readonly DeviceEvidence[];
}

/** What is wrong with the devices of a site that is there: each hub once, and each device that no hub explains. */
export function judgeDevices(site: SiteEvidence): readonly RootCause[] {
  const hubs = hubsOf(site);
  const causes = hubs.map((hub) => hubCause(site.id, hub));
  const hubOf = new Map<string, string>();
  for (const { key, devices } of hubs) for (const { id } of devices) hubOf.set(id, hubKey(site.id, key));
  for (const device of site.devices.values())
    for (const cause of deviceCauses(site.id, device)) {
      const hub = hubOf.get(device.id);
      causes.push(hub === undefined ? cause : { ...cause, under: hub });
    }
  return causes;
}

/** Who mends what the site says needs `fix`. What the controller mends itself is nobody's work. */
export function fixOf(faults: readonly SaidFault[]): Fix {
  const fixes = faults.map(({ fix }) => fix);
  for (const fix of ['vendor', 'technician', 'clerk'] as const) if (fixes.includes(fix)) return fix;
  return 'nobody';
}

function deviceCauses(site: string, device: DeviceEvidence): readonly RootCause[] {
  const { id, state: said, since } = device;
  if (said === undefined || said.admin === 'disabled' || !isOpened(said.state)) return [];
  const isMaintained = said.admin === 'maintenance';
  const cause = (code: string, faults: readonly SaidFault[], fix: Fix): RootCause => ({
    key: deviceKey(site, id, code),
    verdict: isMaintained ? 'maintenance' : 'device',
    reasons: faults.length === 0 ? [{ code, of: id }] : faults.map((fault) => ({ code: fault.code, of: id })),
    candidates: [],
    confidence: 'certain',
    since,
    fix: isMaintained ? 'nobody' : fix,
    devices: [id],
    isQuiet: isMaintained,
  });
  // Who looks after the cable; the controller only goes on trying.
  if (said.state === 'offline') return [cause(linkCode, said.reasons, 'technician')];
  const errors = said.reasons.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return errors.map((fault) => cause(fault.code, [fault], fixOf([fault])));
  return said.usable ? [] : [cause('unusable', said.reasons, fixOf(said.reasons))];
}

/** Nothing is known of a device that is not opened yet, is not wanted, or has proved nothing for a while. */
function isOpened(state: string): boolean {
  return state === 'online' || state === 'degraded' || state === 'offline';
}

function hubCause(site: string, { key, devices, isBoard }: Hub): RootCause {
  const [first] = devices;
  const reasons: Why[] = devices.map(({ id }) => ({ code: 'parent-down', of: id }));
  return {
    key: hubKey(site, key),
    verdict: 'hub',
    reasons,
    candidates: [],
    confidence: isBoard ? 'certain' : 'likely',
    since: devices.reduce((least, { since }) => (since.at < least.at ? since : least), first?.since ?? never),
    fix: 'technician',
    devices: devices.map(({ id }) => id),
    isQuiet: false,
  };
}

const never: Moment = { at: Number.POSITIVE_INFINITY, wall: Number.POSITIVE_INFINITY };

/** Hubs that are gone, the topmost of each branch only. */
function hubsOf(site: SiteEvidence): readonly Hub[] {
  const children = new Map<string, DeviceEvidence[]>();
  for (const device of site.devices.values()) {
    const parent = parentOf(device, site.devices);
    if (parent === undefined || !isWanted(device)) continue;
    const key = parent.kind === 'board' ? parent.id : `${parent.kind}:${parent.id}`;
    children.set(key, [...(children.get(key) ?? []), device]);
  }
  const gone = [...children].flatMap(([key, devices]) => {
    const board = site.devices.get(key);
    if (board !== undefined && isWanted(board) && isOffline(board)) {
      const below = devices.filter(isOffline);
      return [{ key: board.id, isBoard: true, devices: [board, ...below] }];
    }
    return board === undefined && wentTogether(devices) ? [{ key, isBoard: false, devices }] : [];
  });
  const covered = (hub: Hub): boolean =>
    gone.some((above) => above !== hub && above.devices.some(({ id }) => id === hub.key));
  return gone
    .filter((hub) => !covered(hub))
    .map((hub) => ({ ...hub, devices: withBelow(hub.devices, gone) }));
}

function withBelow(devices: readonly DeviceEvidence[], gone: readonly Hub[]): readonly DeviceEvidence[] {
  const all = new Set(devices);
  for (const device of all)
    for (const hub of gone) if (hub.key === device.id) for (const one of hub.devices) all.add(one);
  return [...all];
}

function isWanted({ state }: DeviceEvidence): boolean {
  return state !== undefined && state.admin === 'enabled' && state.state !== 'disabled';
}

function isOffline({ state }: DeviceEvidence): boolean {
  return state?.state === 'offline';
}

/** Every device of a hub that is no device itself went within the same moment, by the site's own clock. */
function wentTogether(devices: readonly DeviceEvidence[]): boolean {
  if (devices.length < verdictLimits.hubDevicesLeast || !devices.every(isOffline)) return false;
  const went = devices.map(({ state, since }) => state?.since ?? since.wall);
  return Math.max(...went) - Math.min(...went) <= verdictLimits.hubSpreadMs;
}

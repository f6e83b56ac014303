import type { DeviceInfoWord, DeviceStateWord, Parent, SaidFault } from './heard-message.ts';
import type { Moment } from './verdict-types.ts';

/** What was heard of one device. */
export interface DeviceEvidence {
  readonly id: string;
  info: DeviceInfoWord | undefined;
  state: DeviceStateWord | undefined;
  /** The connection of the office on which the state came as a live word. */
  liveOn: number;
  /** Since when the state is what it is, as heard. */
  since: Moment;
}

/** Takes a state in. True when it says something new: states are said again every 30 s. */
export function hearDeviceState(
  device: DeviceEvidence,
  said: DeviceStateWord,
  of: { readonly retain: boolean; readonly line: number; readonly now: Moment },
): boolean {
  // Retained messages may come behind live ones.
  if (of.retain && device.liveOn === of.line) return false;
  if (!of.retain) device.liveOn = of.line;
  const before = device.state;
  device.state = said;
  if (before !== undefined && isSame(before, said)) return false;
  device.since = of.now;
  return true;
}

function isSame(a: DeviceStateWord, b: DeviceStateWord): boolean {
  return (
    a.state === b.state &&
    a.usable === b.usable &&
    a.admin === b.admin &&
    codes(a.reasons) === codes(b.reasons)
  );
}

function codes(faults: readonly SaidFault[]): string {
  return faults.map(({ code, severity }) => `${code} ${severity}`).join();
}

/**
 * What the device hangs on. Sites before `parent` have it in the free text `place` only, which counts when it names a
 * board of the site, as in `board-1 2, board-1 3`.
 */
export function parentOf(
  device: DeviceEvidence,
  devices: ReadonlyMap<string, DeviceEvidence>,
): Parent | undefined {
  const { info } = device;
  if (info?.parent !== undefined) return info.parent ?? undefined;
  const named = new Set((info?.place ?? '').split(',').map((pin) => pin.trim().split(' ')[0] ?? ''));
  const [id = ''] = named;
  if (named.size !== 1 || id === device.id) return undefined;
  return devices.get(id)?.info?.role === 'board' ? { kind: 'board', id } : undefined;
}

import type { Millis } from '../devices/ports.ts';
import type { HostEvent } from './journal/journal-port.ts';
import type { DeviceStatus } from './supervise/device-status.ts';

/**
 * A fault is told as cleared when it has been gone for `holdFirstMs`, so that a sensor that flickers is one fault. Each
 * time that it comes back within `calmMs` of that the wait doubles, up to `holdMaxMs`: in the long run one fault of
 * one device makes two events in ten minutes at most, whatever it does.
 */
export const faultHold = { holdFirstMs: 10_000, holdMaxMs: 600_000, calmMs: 3_600_000 } as const;

export type FaultEvent = Extract<HostEvent, { readonly type: 'device.faulted' | 'device.cleared' }>;

/** A fault that was told and not cleared. `hall`: when it was told (see `Now.hall`). */
export interface StandingFault {
  readonly device: string;
  readonly code: string;
  readonly hall: Millis;
}

type Seen = Pick<DeviceStatus, 'state' | 'reasons'>;

/** The faults of the devices that a person has to mend, from the first sight of one to its end. */
export interface DeviceFaults {
  /** Events of what is seen of a device now. */
  see(device: string, status: Seen): readonly FaultEvent[];
  /**
   * Events of what has been over for long enough; `status` reads that of a device. Only devices with a fault now or a
   * short while ago are looked at: meant for every second.
   */
  check(status: (device: string) => Seen | undefined): readonly FaultEvent[];
}

/** One fault of one device, which stands or stood a short while ago. */
interface Known {
  readonly hall: Millis;
  readonly holdMs: Millis;
  /** It is not seen any more since then. */
  goneSince: Millis | undefined;
  /** It was told as cleared then. */
  clearedAt: Millis | undefined;
}

/**
 * `standing`: what the runs before have told and not cleared. `hall` is the hall's time, `inSite` whether there is such
 * a device.
 */
export function createDeviceFaults(of: {
  readonly standing: readonly StandingFault[];
  readonly hall: () => Millis;
  readonly inSite: (device: string) => boolean;
}): DeviceFaults {
  const { holdFirstMs, holdMaxMs } = faultHold;
  const devices = new Map<string, Map<string, Known>>();
  for (const { device, code, hall } of of.standing)
    faultsOf(device).set(code, { hall, holdMs: holdFirstMs, goneSince: undefined, clearedAt: undefined });

  function faultsOf(device: string): Map<string, Known> {
    const known = devices.get(device) ?? new Map<string, Known>();
    devices.set(device, known);
    return known;
  }

  function see(device: string, { state, reasons }: Seen): readonly FaultEvent[] {
    if (!of.inSite(device)) return [];
    const now = of.hall();
    const known = faultsOf(device);
    const events: FaultEvent[] = [];
    for (const { code, severity, fix } of reasons) {
      if (fix === 'auto') continue;
      const before = known.get(code);
      if (before !== undefined && before.clearedAt === undefined) {
        before.goneSince = undefined;
        continue;
      }
      const holdMs = before === undefined ? holdFirstMs : Math.min(holdMaxMs, before.holdMs * 2);
      known.set(code, { hall: now, holdMs, goneSince: undefined, clearedAt: undefined });
      events.push({ type: 'device.faulted', device, code, severity, fix });
    }
    for (const [code, one] of known)
      if (isKnownOver(code, state) && !reasons.some((reason) => reason.code === code)) one.goneSince ??= now;
    // Nobody mends what is not wanted.
    return state === 'disabled' ? [...events, ...over(device, known, now, 0)] : events;
  }

  function check(status: (device: string) => Seen | undefined): readonly FaultEvent[] {
    const now = of.hall();
    const events: FaultEvent[] = [];
    for (const [device, known] of devices) {
      if (known.size === 0) {
        devices.delete(device);
        continue;
      }
      if (of.inSite(device)) {
        const seen = status(device);
        if (seen !== undefined) events.push(...see(device, seen));
        events.push(...over(device, known, now));
        continue;
      }
      devices.delete(device);
      for (const [code, one] of known)
        if (one.clearedAt === undefined) events.push(cleared(device, code, one, one.goneSince ?? now));
    }
    return events;
  }

  return { see, check };
}

/** Clears what has been gone for long enough, and forgets what was cleared long ago. */
function over(
  device: string,
  known: Map<string, Known>,
  now: Millis,
  holdMs?: Millis,
): readonly FaultEvent[] {
  const events: FaultEvent[] = [];
  for (const [code, one] of known) {
    if (one.clearedAt !== undefined) {
      if (now - one.clearedAt >= faultHold.calmMs) known.delete(code);
    } else if (one.goneSince !== undefined && now - one.goneSince >= (holdMs ?? one.holdMs)) {
      one.clearedAt = now;
      events.push(cleared(device, code, one, one.goneSince));
    }
  }
  return events;
}

/** A device that is open tells all of its faults; one that is away tells what is wrong with its link, and no more. */
function isKnownOver(code: string, state: DeviceStatus['state']): boolean {
  if (state === 'starting' || state === 'unknown') return false;
  return state !== 'offline' || code.startsWith('link.') || code === 'driver.error';
}

function cleared(device: string, code: string, { hall }: Known, goneAt: Millis): FaultEvent {
  return { type: 'device.cleared', device, code, for_s: Math.round(Math.max(0, goneAt - hall) / 100) / 10 };
}

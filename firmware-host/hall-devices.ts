import type { SettledSite } from '../config/running-site.ts';
import { type Device, deviceNamed, type Site } from '../config/site.ts';
import type { Millis } from '../devices/ports.ts';
import { createDeviceChanges } from './device-changes.ts';
import { createDeviceFaults, type StandingFault } from './device-faults.ts';
import type { HostNotification, HostParts } from './host.ts';
import type { HostEvent } from './journal/journal-port.ts';
import type { HallTime } from './loop/hall-time.ts';
import { createInputRouter } from './loop/input-router.ts';
import type { Messages } from './perform/messages.ts';
import type { Cause, Command } from './queue/commands.ts';
import type { Refused } from './queue/refusals.ts';
import type { ReadState } from './queue/state.ts';
import { createEquipment, type Equipment } from './supervise/equipment.ts';

/** The devices of the hall. Their events become commands of their counter, their states are published. */
export interface HallDevices {
  readonly all: Equipment;
  /** To be called for a device that was removed from the site file or whose entry changed. */
  left(device: Device): void;
  /** Looks which faults are over by now. Meant for every second. */
  checkFaults(): void;
}

export function createHallDevices(
  of: Pick<HostParts, 'ports' | 'random' | 'bookings' | 'log'> & {
    readonly site: () => Site;
    readonly state: ReadState;
    readonly time: HallTime;
    readonly say: Messages;
    readonly saw: (sight: HostNotification) => void;
    readonly note: (event: HostEvent) => void;
    /** What was wrong with devices when the run before ended. */
    readonly standing: readonly StandingFault[];
    readonly post: (command: Command, cause: Cause, at: Millis, device: string) => void;
    readonly printerFor: (service: string, own: string | undefined) => string | null;
    /** Handles a refusal that does not go through the loop. */
    readonly turnAway: (refused: Refused) => void;
  },
): HallDevices {
  const { site, ports } = of;
  const { checkIn: window }: SettledSite = site();
  const router = createInputRouter({
    ...{ site, state: of.state, clock: ports.clock, now: of.time.now },
    checkIn: window && of.bookings && { bookings: of.bookings, window },
    device: (id) => all.get(id),
    printerFor: of.printerFor,
    post: of.post,
    refuse: of.turnAway,
  });
  const inSite = (device: string) => deviceNamed(site(), device) !== undefined;
  const faults = createDeviceFaults({ standing: of.standing, hall: () => of.time.now().hall, inSite });
  const changes = createDeviceChanges({ ...of, faults, gone: router.gone });
  const all: Equipment = createEquipment({
    ...{ devices: site().devices, ports, random: of.random },
    ...{ events: router, onStatus: changes.status },
  });
  return {
    all,
    left(device) {
      router.gone(device);
      if (!inSite(device.id)) changes.forget(device.id);
    },
    checkFaults() {
      for (const event of faults.check((id) => all.get(id)?.status())) of.note(event);
    },
  };
}

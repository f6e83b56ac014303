import type { SettledSite } from '../config/running-site.ts';
import { type Device, deviceNamed, type Site } from '../config/site.ts';
import type { Millis } from '../devices/ports.ts';
import { createDeviceChanges } from './device-changes.ts';
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
  /** It has left the site file, or is no longer as it was there. */
  left(device: Device): void;
}

export function createHallDevices(
  of: Pick<HostParts, 'ports' | 'random' | 'bookings' | 'log'> & {
    readonly site: () => Site;
    readonly state: ReadState;
    readonly time: HallTime;
    readonly say: Messages;
    readonly saw: (sight: HostNotification) => void;
    readonly note: (event: HostEvent) => void;
    readonly post: (command: Command, cause: Cause, at: Millis, device: string) => void;
    readonly printerFor: (service: string, own: string | undefined) => string | null;
    /** Refuses what the loop does not see. */
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
  const changes = createDeviceChanges({ ...of, gone: router.gone });
  const all: Equipment = createEquipment({
    ...{ devices: site().devices, ports, random: of.random },
    ...{ events: router, onStatus: changes.status },
  });
  return {
    all,
    left(device) {
      router.gone(device);
      if (deviceNamed(site(), device.id) === undefined) changes.forget(device.id);
    },
  };
}

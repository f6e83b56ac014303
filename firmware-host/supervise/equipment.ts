import { isDeepStrictEqual } from 'node:util';
import { counterOf, type Device } from '../../config/site.ts';
import type { Claim } from '../../devices/kind.ts';
import type { Cancel, Ports } from '../../devices/ports.ts';
import type { Role } from '../../devices/roles.ts';
import { closeBeforeBoards, createBoardOrder } from './board-order.ts';
import type { DeviceStatus } from './device-status.ts';
import { guardedPorts } from './guarded-ports.ts';
import { type DeviceEvents, type Kept, keep } from './kept.ts';
import type { SupervisedDevice } from './supervised-device.ts';

/** All devices of a site, each kept open by its own supervised device. */
export interface Equipment {
  get(id: string): SupervisedDevice | undefined;
  /** The devices with this role at a counter, in the order of the site file. */
  at(counter: string, role: Role): readonly SupervisedDevice[];
  all(): readonly (readonly [Device, SupervisedDevice])[];
  start(): void;
  /**
   * Adopts the devices of a new site file: closes those that were removed or whose opening settings changed, then opens
   * the new ones. All others stay open. A printer finishes its jobs before it is closed, and a display goes dark.
   */
  adopt(
    devices: readonly Device[],
  ): Promise<{ readonly opened: readonly string[]; readonly closed: readonly string[] }>;
  stop(): Promise<void>;
}

export function createEquipment(of: {
  readonly devices: readonly Device[];
  readonly ports: Ports;
  readonly random: () => number;
  readonly events: DeviceEvents;
  readonly onStatus: (device: Device, status: DeviceStatus) => void;
}): Equipment {
  const order = createBoardOrder(() => kept);
  const keeping = {
    ...of,
    ports: guardedPorts(of.ports),
    onStatus(device: Device, status: DeviceStatus) {
      of.onStatus(device, status);
      if (device.role === 'board') order.boardChanged(device.id, status);
    },
  };
  let kept: ReadonlyMap<string, Kept> = new Map(
    of.devices.map((device) => [device.id, keep(device, keeping)]),
  );
  let unwatch: Cancel | undefined;
  /** `kept` by counter and role: each press asks for the displays of its counter. */
  let placed:
    | { readonly of: typeof kept; readonly devices: ReadonlyMap<string, readonly SupervisedDevice[]> }
    | undefined;

  function at(counter: string, role: Role): readonly SupervisedDevice[] {
    if (placed?.of !== kept) placed = { of: kept, devices: placesOf(kept) };
    return placed.devices.get(`${counter} ${role}`) ?? [];
  }

  return {
    get: (id) => kept.get(id)?.one,
    at,
    all: () => [...kept.values()].map(({ device, one }) => [device, one]),
    start() {
      order.start([...kept.values()]);
      // A device that may have been plugged in is tried at once, and not only when its backoff ends.
      unwatch = of.ports.arrivals?.watch(() => {
        for (const { device, one } of kept.values())
          if (device.kind.claims(device.options).some(isPluggable)) one.nudge();
      });
    },
    async adopt(devices) {
      const stay = staying(kept, devices);
      const leaving = [...kept.values()].filter(({ device }) => !stay.has(device.id));
      // From here on the devices that stay have their new settings, and those that leave get no more commands.
      kept = inOrderOf(
        devices.filter(({ id }) => stay.has(id)),
        kept,
      );
      await closeBeforeBoards(leaving, (entry) => {
        order.forget(entry);
        return leave(entry);
      });
      const opening = devices.filter(({ id }) => !stay.has(id)).map((device) => keep(device, keeping));
      const made = new Map([...kept, ...opening.map((entry) => [entry.device.id, entry] as const)]);
      kept = inOrderOf(devices, made);
      order.start(opening);
      return {
        opened: opening.map(({ device }) => device.id),
        closed: leaving.map(({ device }) => device.id),
      };
    },
    stop() {
      unwatch?.();
      return closeBeforeBoards([...kept.values()], ({ one }) => one.stop());
    },
  };
}

/** The devices at counters, in their order, by `COUNTER ROLE`. */
function placesOf(kept: ReadonlyMap<string, Kept>): ReadonlyMap<string, readonly SupervisedDevice[]> {
  const places = new Map<string, SupervisedDevice[]>();
  for (const { device, one } of kept.values()) {
    const counter = counterOf(device);
    if (counter === undefined) continue;
    const place = `${counter} ${device.role}`;
    places.set(place, [...(places.get(place) ?? []), one]);
  }
  return places;
}

async function leave({ device, one }: Kept): Promise<void> {
  // A display that is offline cannot be made dark; the person who switched it off can see it.
  if (device.role === 'display') await one.perform({ type: 'show', text: '' }).catch(() => undefined);
  await one.rest();
  await one.stop();
}

/**
 * The devices of `next` that can stay open: neither their own opening settings nor those of their boards have changed.
 */
function staying(kept: ReadonlyMap<string, Kept>, next: readonly Device[]): ReadonlySet<string> {
  const same = next.filter((device) => {
    const before = kept.get(device.id)?.device;
    return before !== undefined && isDeepStrictEqual(openedBy(before), openedBy(device));
  });
  const ids = new Set(same.map(({ id }) => id));
  const hangs = (id: string) => kept.get(id)?.boards ?? [];
  return new Set([...ids].filter((id) => hangs(id).every((board) => ids.has(board))));
}

/** The entries whose devices are in `devices`, in that order and with the settings given there. */
function inOrderOf(
  devices: readonly Device[],
  entries: ReadonlyMap<string, Kept>,
): ReadonlyMap<string, Kept> {
  const ordered = new Map<string, Kept>();
  for (const device of devices) {
    const entry = entries.get(device.id);
    if (entry === undefined) continue;
    entry.device = device;
    ordered.set(device.id, entry);
  }
  return ordered;
}

/** The settings that a driver is opened with. All other settings of a device may change while it is open. */
function openedBy({ kind, options, enabled }: Device) {
  return { kind, options, enabled };
}

const isPluggable = (claim: Claim): boolean =>
  claim.on === 'hid' ||
  claim.on === 'sound' ||
  claim.on === 'topic' ||
  (claim.on === 'wire' && claim.address.startsWith('/'));

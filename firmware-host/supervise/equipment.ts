import { isDeepStrictEqual } from 'node:util';
import type { Device, Site } from '../../config/site.ts';
import type { Claim } from '../../devices/kind.ts';
import type { Cancel, Millis, Ports } from '../../devices/ports.ts';
import type { Role, RoleEvents } from '../../devices/roles.ts';
import { SupervisedDevice } from './device.ts';
import { guardedPorts } from './guarded-ports.ts';
import type { DeviceStatus } from './status.ts';

/** All devices of a site, each kept open by its own supervisor. */
export interface Equipment {
  get(id: string): SupervisedDevice | undefined;
  /** The devices with this role at a counter, in the order of the site file. */
  at(counter: string, role: Role): readonly SupervisedDevice[];
  all(): readonly (readonly [Device, SupervisedDevice])[];
  start(): void;
  /**
   * The site has other devices now: closes those that are gone or that have to be opened otherwise, then opens what is
   * new. All others stay open. A printer prints what it was given before it is closed, and a display goes dark.
   */
  adopt(): Promise<{ readonly opened: readonly string[]; readonly closed: readonly string[] }>;
  stop(): Promise<void>;
}

/** A device and its supervisor. The device may get other settings that its driver does not know of. */
interface Kept {
  device: Device;
  readonly one: SupervisedDevice;
  /** The boards it hangs on. */
  readonly boards: readonly string[];
}

export function equipment(of: {
  /** Its devices are looked at again at `adopt`. */
  readonly site: Pick<Site, 'devices'>;
  readonly ports: Ports;
  readonly random: () => number;
  readonly onEvent: (device: Device, event: RoleEvents[Role], at: Millis) => void;
  readonly onStatus: (device: Device, status: DeviceStatus) => void;
}): Equipment {
  const ports = guardedPorts(of.ports);
  let kept = new Map(of.site.devices.map((device) => [device.id, supervise(device)]));
  /** What hangs on a board is opened after it. */
  const waiting = new Set<SupervisedDevice>();
  let unwatch: Cancel | undefined;

  function supervise(device: Device): Kept {
    const claims = device.kind.claims(device.options);
    const boards = new Set(claims.flatMap((claim) => ('board' in claim ? claim.board : [])));
    const entry: Kept = {
      device,
      boards: [...boards],
      one: new SupervisedDevice({
        id: device.id,
        kind: device.kind,
        options: device.options,
        enabled: device.enabled,
        ports,
        random: of.random,
        onEvent: (event, at) => of.onEvent(entry.device, event, at),
        onStatus: (status) => {
          of.onStatus(entry.device, status);
          if (device.kind.role === 'board') boardChanged(device.id, status);
        },
      }),
    };
    return entry;
  }

  /** ... and opened at once when the board is back. */
  function boardChanged(board: string, status: DeviceStatus): void {
    for (const { one, boards } of kept.values()) {
      if (!boards.includes(board)) continue;
      if (waiting.delete(one)) one.start();
      else if (status.state === 'online') one.nudge();
    }
  }

  function start(entries: readonly Kept[]): void {
    for (const { one, boards } of entries)
      if (boards.some((board) => kept.get(board)?.one.status().state === 'starting')) waiting.add(one);
    for (const { one } of entries) if (!waiting.has(one)) one.start();
  }

  /** What hangs on a board is closed while the board is still there. */
  async function close(entries: readonly Kept[], stop: (entry: Kept) => Promise<void>): Promise<void> {
    const boards = entries.filter(({ device }) => device.kind.role === 'board');
    const others = entries.filter(({ device }) => device.kind.role !== 'board');
    await Promise.all(others.map(stop));
    await Promise.all(boards.map(stop));
  }

  async function leave({ device, one }: Kept): Promise<void> {
    waiting.delete(one);
    // A display that is away cannot be made dark; whoever switched it off sees it.
    if (device.kind.role === 'display') await one.perform({ type: 'show', text: '' }).catch(() => undefined);
    await one.rest();
    await one.stop();
  }

  /** Those of `next` that can stay as they are: neither they nor a board they hang on are opened otherwise. */
  function staying(next: readonly Device[]): ReadonlySet<string> {
    const same = next.filter((device) => {
      const before = kept.get(device.id)?.device;
      return before !== undefined && isDeepStrictEqual(openedBy(before), openedBy(device));
    });
    const ids = new Set(same.map(({ id }) => id));
    const hangs = (id: string) => kept.get(id)?.boards ?? [];
    return new Set([...ids].filter((id) => hangs(id).every((board) => ids.has(board))));
  }

  return {
    get: (id) => kept.get(id)?.one,
    at: (counter, role) =>
      [...kept.values()]
        .filter(({ device }) => device.counter === counter && device.kind.role === role)
        .map(({ one }) => one),
    all: () => [...kept.values()].map(({ device, one }) => [device, one]),
    start() {
      start([...kept.values()]);
      // What may come back with a cable is tried at once, and not when its backoff ends.
      unwatch = of.ports.arrivals?.watch(() => {
        for (const { device, one } of kept.values())
          if (device.kind.claims(device.options).some(isPluggable)) one.nudge();
      });
    },
    async adopt() {
      const { devices } = of.site;
      const stay = staying(devices);
      const leaving = [...kept.values()].filter(({ device }) => !stay.has(device.id));
      // From here on nothing is asked of those that leave, and what they tell is no longer heard.
      kept = new Map([...kept].filter(([id]) => stay.has(id)));
      await close(leaving, leave);
      const opening = devices.filter(({ id }) => !stay.has(id)).map(supervise);
      const entries = devices.map((device) => {
        const entry = kept.get(device.id) ?? opening.find((one) => one.device === device);
        return entry === undefined ? [] : ([[device.id, Object.assign(entry, { device })]] as const);
      });
      kept = new Map(entries.flat());
      start(opening);
      return {
        opened: opening.map(({ device }) => device.id),
        closed: leaving.map(({ device }) => device.id),
      };
    },
    stop() {
      unwatch?.();
      return close([...kept.values()], ({ one }) => one.stop());
    },
  };
}

/** What a driver is opened with. Everything else about a device may change while it is open. */
function openedBy({ kind, options, enabled }: Device) {
  return { kind, options, enabled };
}

const isPluggable = (claim: Claim): boolean =>
  claim.on === 'hid' || (claim.on === 'wire' && claim.address.startsWith('/'));

import type { Device, Site } from '../../config/site.ts';
import type { Millis, Ports } from '../../devices/ports.ts';
import type { Role, RoleEvents } from '../../devices/roles.ts';
import { SupervisedDevice } from './device.ts';
import type { DeviceStatus } from './status.ts';

/** All devices of a site, each kept open by its own supervisor. */
export interface Equipment {
  get(id: string): SupervisedDevice | undefined;
  /** The devices with this role at a counter, in the order of the site file. */
  at(counter: string, role: Role): readonly SupervisedDevice[];
  all(): readonly (readonly [Device, SupervisedDevice])[];
  start(): void;
  stop(): Promise<void>;
}

export function equipment(of: {
  readonly site: Site;
  readonly ports: Ports;
  readonly random: () => number;
  readonly onEvent: (device: Device, event: RoleEvents[Role], at: Millis) => void;
  readonly onStatus: (device: Device, status: DeviceStatus) => void;
}): Equipment {
  const pairs = of.site.devices.map((device): readonly [Device, SupervisedDevice] => [
    device,
    new SupervisedDevice({
      id: device.id,
      kind: device.kind,
      options: device.options,
      enabled: device.enabled,
      ports: of.ports,
      random: of.random,
      onEvent: (event, at) => of.onEvent(device, event, at),
      onStatus: (status) => {
        of.onStatus(device, status);
        if (device.kind.role === 'board') boardChanged(device.id, status);
      },
    }),
  ]);
  const supervised = new Map(pairs.map(([device, one]) => [device.id, one]));

  /** What hangs on each board: it is opened after the board, and at once when the board is back. */
  const onBoard = new Map<string, SupervisedDevice[]>();
  const waiting = new Set<SupervisedDevice>();
  for (const [device, one] of pairs) {
    const boards = device.kind
      .claims(device.options)
      .flatMap((claim) => ('board' in claim ? claim.board : []));
    for (const board of new Set(boards)) onBoard.set(board, [...(onBoard.get(board) ?? []), one]);
    if (boards.some((board) => supervised.get(board)?.status().state === 'starting')) waiting.add(one);
  }

  function boardChanged(board: string, status: DeviceStatus): void {
    for (const one of onBoard.get(board) ?? []) {
      if (waiting.delete(one)) one.start();
      else if (status.state === 'online') one.nudge();
    }
  }

  return {
    get: (id) => supervised.get(id),
    at: (counter, role) =>
      pairs
        .filter(([device]) => device.counter === counter && device.kind.role === role)
        .map(([, one]) => one),
    all: () => pairs,
    start() {
      for (const [, one] of pairs) if (!waiting.has(one)) one.start();
    },
    async stop() {
      // What hangs on a board is closed while the board is still there.
      const boards = pairs.filter(([device]) => device.kind.role === 'board');
      const others = pairs.filter(([device]) => device.kind.role !== 'board');
      await Promise.all(others.map(([, one]) => one.stop()));
      await Promise.all(boards.map(([, one]) => one.stop()));
    },
  };
}

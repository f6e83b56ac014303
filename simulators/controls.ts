import type { Clock } from '../devices/ports.ts';
import type { BrokerCable } from './broker-cable.ts';
import type { PacedClock } from './paced-clock.ts';
import type { HallSettings } from './page/page-messages.ts';
import type { ControlCommand } from './shell-line.ts';
import type { Contacts, SimulatedHall } from './simulated-hall.ts';
import type { SlowDisk } from './slow-disk.ts';

const stepMs = 60_000;

/** The wall clock of a simulated hall: it runs with the hall's time and can be set. */
export interface WallClock {
  now(): number;
  movedMs(): number;
  move(ms: number): void;
  /** Skips `ms` of wall time, such as a night: the hall's time stands still, as on a machine that is asleep. */
  sleep(ms: number): void;
  asleepMs(): number;
  right(): void;
}

/** `machine`: the system's time in Unix ms. */
export function createWallClock(clock: Clock, machine: () => number): WallClock {
  let moved = 0;
  let asleep = 0;
  const start = machine() - clock.now();
  const now = () => start + clock.now() + moved;
  return {
    now,
    movedMs: () => now() - machine(),
    sleep(ms) {
      moved += ms;
      asleep += ms;
    },
    asleepMs: () => asleep,
    move(ms) {
      moved += ms;
    },
    right() {
      moved += machine() - now();
    },
  };
}

type Setting = Exclude<ControlCommand, { readonly type: 'day' }>;

/** The controls of a simulated hall as a whole. */
export interface Controls {
  settings(): HallSettings;
  do(command: Setting): void;
}

/** `changed` is called after each change. */
export function createControls(of: {
  readonly clock: PacedClock;
  readonly wall: WallClock;
  readonly hall: SimulatedHall;
  readonly cable: BrokerCable;
  readonly disk: SlowDisk;
  readonly changed: () => void;
}): Controls {
  const { clock, wall, cable, disk } = of;
  let diskState: HallSettings['disk'] = 'ok';
  let contacts: Contacts = 'ok';
  const carryOut: {
    readonly [T in Setting['type']]: (command: Extract<Setting, { readonly type: T }>) => void;
  } = {
    broker: ({ state }) => (state === 'away' ? cable.unplug() : cable.plug()),
    disk({ state }) {
      diskState = state;
      if (state === 'hangs') disk.stall();
      else disk.flow();
    },
    contacts({ state }) {
      contacts = state;
      of.hall.contacts(state);
    },
    clock: ({ ms }) => (ms === 'right' ? wall.right() : wall.move(ms)),
    speed: ({ times }) => clock.setSpeed(times),
    step: () => clock.step(stepMs),
  };
  return {
    settings: () => ({
      broker: cable.plugged ? 'there' : 'away',
      disk: diskState,
      contacts,
      speed: clock.speed,
      wall: wall.now(),
      movedMs: Math.round(wall.movedMs()),
    }),
    do(command) {
      const { [command.type]: how } = carryOut;
      (how as (command: Setting) => void)(command);
      of.changed();
    },
  };
}

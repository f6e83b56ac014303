import type { Clock } from '../devices/ports.ts';
import type { BrokerCable } from './broker-cable.ts';
import type { PacedClock } from './paced-clock.ts';
import type { HallSettings } from './page/page-messages.ts';
import type { ControlCommand } from './shell-line.ts';
import type { Contacts, SimulatedHall } from './simulated-hall.ts';
import type { SlowDisk } from './slow-disk.ts';

const stepMs = 60_000;

/** The clock on the wall of a simulated hall: it goes with the hall's time, and can be moved. */
export interface WallClock {
  now(): number;
  movedMs(): number;
  move(ms: number): void;
  /** The night is skipped: the hall's time stands meanwhile, as that of a machine that is asleep. */
  sleep(ms: number): void;
  asleepMs(): number;
  right(): void;
}

/** `machine` is Unix ms as the system says. */
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

/** Everything that can be done to a simulated hall as a whole. */
export interface Controls {
  settings(): HallSettings;
  do(command: Setting): void;
}

/** `changed` is told after each one. */
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

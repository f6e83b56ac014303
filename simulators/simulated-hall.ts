import type { Site } from '../config/site.ts';
import type { Boards, Clips, Clock, Ports, Wires } from '../devices/ports.ts';
import { noClips } from '../devices/speaker/sound-format.ts';
import type { PrintedTicket } from './escpos-printer/ticket.ts';
import type { SimulatedFirmataBoard } from './firmata-board/simulated-board.ts';
import { createHallBench } from './hall-bench.ts';
import type { WireHardware } from './hardware.ts';
import type { HeardAnnouncement } from './heard-announcement.ts';
import { seededRandom } from './random.ts';
import { SimulatedArrivals } from './simulated-arrivals.ts';
import { SimulatedGpio } from './simulated-gpio.ts';
import type { Sample, SimulatedDevice, Simulator } from './simulator.ts';

/** The simulated hardware of a whole hall, with the ports to it. */
export interface SimulatedHall {
  readonly ports: Ports;
  readonly devices: ReadonlyMap<string, SimulatedDevice>;
  /** The boards, for a look at their pins. */
  readonly boards: ReadonlyMap<string, SimulatedFirmataBoard>;
  /** The hardware on each wire, by address. */
  readonly onWires: ReadonlyMap<string, WireHardware>;
  /** Sets how all contacts of the hall bounce from now on: like cheap ones, or like worn ones. */
  contacts(state: Contacts): void;
  /** Counts of what the host has open now, to find leaks. */
  open(): {
    readonly wires: number;
    readonly lines: number;
    readonly hid: number;
    readonly cards: number;
    readonly things: number;
    readonly listeners: number;
  };
}

export type Contacts = 'ok' | 'worn';

/** The bounce of a cheap contact. */
const bounce = { mostMs: 8, changes: 6 };
/** The bounce of a worn contact: nearly as long as the lockout of the debouncer. */
const wornBounce = { mostMs: 30, changes: 20 };

/**
 * The simulated hardware of `site`. `openBoards` is the production code: boards are simulated on the wire, below it.
 * `printed` is called for every printed ticket.
 */
export async function simulatedHall(of: {
  readonly site: Site;
  readonly clock: Clock;
  readonly seed: number;
  readonly openBoards: (wires: Wires, clock: Clock) => Boards;
  readonly printed: (printer: string, ticket: PrintedTicket) => void;
  /** What the speakers of the hall can say; nothing unless it is given. */
  readonly clips?: Clips;
  /** Called for every announcement that was heard, at its end. */
  readonly announced?: (speaker: string, heard: HeardAnnouncement) => void;
  /** Called when the contents of a display have changed, or may have. */
  readonly changed?: (display: string) => void;
}): Promise<SimulatedHall> {
  const { site, clock, printed, clips = noClips } = of;
  const { changed = () => undefined, announced = () => undefined } = of;
  const random = seededRandom(of.seed);
  const gpio = new SimulatedGpio(clock, { ...bounce, random });
  const bench = createHallBench({ clock, random, gpio, clips, changed, printed, announced });
  const { wires, hid, chips, sounds, things, devices, boards, onWires } = bench;
  const arrivals = new SimulatedArrivals(clock);
  for (const device of site.devices) {
    const { simulator } = await simulationOf(device.kind.kind);
    bench.put(device.id, heard(simulator(device, bench), arrivals));
  }
  return {
    ports: {
      clock,
      wires,
      gpio,
      hid,
      chips,
      sounds,
      things,
      clips,
      boards: of.openBoards(wires, clock),
      arrivals,
    },
    devices,
    boards,
    onWires,
    contacts(state) {
      const now = state === 'worn' ? wornBounce : bounce;
      gpio.bounce({ ...now, random });
      for (const board of boards.values()) board.bounce(now.mostMs);
    },
    open: () => ({
      wires: wires.openWires,
      lines: gpio.openLines,
      hid: hid.openDevices,
      cards: sounds.openCards,
      things: things.openLines,
      listeners: arrivals.listeners,
    }),
  };
}

/** Adds to a device that plugging its cable in is reported as an arrival. */
function heard(device: SimulatedDevice, arrivals: SimulatedArrivals): SimulatedDevice {
  const { cable } = device;
  return {
    ...device,
    cable: {
      ...cable,
      plug() {
        cable.plug();
        arrivals.ring();
      },
    },
  };
}

/**
 * Loads the simulator and the sample of a kind by the kind's name, so that a new kind is registered only in
 * devices/index.ts.
 */
export async function simulationOf(
  kind: string,
): Promise<{ readonly simulator: Simulator; readonly sample: Sample }> {
  return await import(`./kinds/simulated-${kind}.ts`);
}

import type { Site } from '../config/site.ts';
import type { Boards, Clock, Ports, Wires } from '../devices/ports.ts';
import type { PrintedTicket } from './escpos-printer/ticket.ts';
import type { SimulatedFirmataBoard } from './firmata-board/simulated-board.ts';
import { createHallBench } from './hall-bench.ts';
import type { WireHardware } from './hardware.ts';
import { seededRandom } from './random.ts';
import { SimulatedArrivals } from './simulated-arrivals.ts';
import { SimulatedGpio } from './simulated-gpio.ts';
import type { Sample, SimulatedDevice, Simulator } from './simulator.ts';

/** A whole hall of simulated hardware, and the ports that lead to it. */
export interface SimulatedHall {
  readonly ports: Ports;
  readonly devices: ReadonlyMap<string, SimulatedDevice>;
  /** The boards, as somebody with a logic probe sees them. */
  readonly boards: ReadonlyMap<string, SimulatedFirmataBoard>;
  /** What hangs on each wire, by its address. */
  readonly onWires: ReadonlyMap<string, WireHardware>;
  /** Every contact of the hall from now on: as good as a cheap one's, or worn. */
  contacts(state: Contacts): void;
  /** What the host has open now, for those who look for leaks. */
  open(): {
    readonly wires: number;
    readonly lines: number;
    readonly hid: number;
    readonly listeners: number;
  };
}

export type Contacts = 'ok' | 'worn';

/** A key's contacts bounce like a cheap one's. */
const bounce = { mostMs: 8, changes: 6 };
/** One that is worn chatters for about as long as a debouncer's patience. */
const wornBounce = { mostMs: 30, changes: 20 };

/**
 * The hardware of `site`, simulated. `openBoards` is the real one: boards are simulated on the wire, below it.
 * `printed` hears of every ticket that comes out.
 */
export async function simulatedHall(of: {
  readonly site: Site;
  readonly clock: Clock;
  readonly seed: number;
  readonly openBoards: (wires: Wires, clock: Clock) => Boards;
  readonly printed: (printer: string, ticket: PrintedTicket) => void;
  /** What a display shows has changed, or may have. */
  readonly changed?: (display: string) => void;
}): Promise<SimulatedHall> {
  const { site, clock, printed, changed = () => undefined } = of;
  const random = seededRandom(of.seed);
  const gpio = new SimulatedGpio(clock, { ...bounce, random });
  const bench = createHallBench({ clock, random, gpio, changed, printed });
  const { wires, hid, chips, devices, boards, onWires } = bench;
  const arrivals = new SimulatedArrivals(clock);
  for (const device of site.devices) {
    const { simulator } = await simulationOf(device.kind.kind);
    bench.put(device.id, heard(simulator(device, bench), arrivals));
  }
  return {
    ports: { clock, wires, gpio, hid, chips, boards: of.openBoards(wires, clock), arrivals },
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
      listeners: arrivals.listeners,
    }),
  };
}

/** A device of which the system hears when its cable is put back. */
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
 * The simulator and the sample of a kind, found by the kind's name, so that a new kind is registered in one place only:
 * devices/index.ts.
 */
export async function simulationOf(
  kind: string,
): Promise<{ readonly simulator: Simulator; readonly sample: Sample }> {
  return await import(`./kinds/simulated-${kind}.ts`);
}

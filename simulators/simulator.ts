import type { z } from 'zod';
import type { Device } from '../config/site.ts';
import type { DeviceKind } from '../devices/kind.ts';
import type { Clock, Millis } from '../devices/ports.ts';
import type { Role } from '../devices/roles.ts';
import type { SimulatedPrinter } from './escpos-printer/printer.ts';
import type { PrintedTicket } from './escpos-printer/ticket.ts';
import type { SimulatedFirmataBoard } from './firmata-board/simulated-board.ts';
import type { WireHardware } from './hardware.ts';
import type { ScannerHabits } from './scanner-habits.ts';
import type { SimulatedChips } from './simulated-chips.ts';
import type { SimulatedGpio } from './simulated-gpio.ts';
import type { SimulatedHid } from './simulated-hid.ts';
import type { Switchboard } from './switchboard.ts';

/** Where simulated hardware is plugged in: the ports of one simulated hall. */
export interface Bench {
  readonly clock: Clock;
  /** Numbers from 0 to below 1, from the hall's seed. */
  readonly random: () => number;
  readonly wires: Switchboard;
  readonly gpio: SimulatedGpio;
  readonly hid: SimulatedHid;
  readonly chips: SimulatedChips;
  /** The board `id` of the site file. */
  board(id: string): SimulatedFirmataBoard;
  /** What hangs on the wire at `address`, made by the first device that asks: an RS-485 bus carries several. */
  onWire<H extends WireHardware>(address: string, type: Hardware<H>, make: () => H): H;
  /** What a display shows has changed, or may have. */
  changed(device: string): void;
  /** A ticket has come out of a printer. */
  printed(printer: string, ticket: PrintedTicket): void;
  /** The cable of a device that was made before: of a board, for what hangs on its pins. */
  cableOf(device: string): Cable;
  /** The cable of these GPIO lines. */
  gpioCable(device: string, lines: readonly number[]): Cable;
}

/** The cable a device hangs on. Several devices may hang on one: those of a board on the board's. */
export interface Cable {
  /** What is pulled, such as `board-1`; the device's own id when the cable is its own. */
  readonly of: string;
  unplug(): void;
  plug(): void;
  /** The device ends the connection in good order, and takes the next one `restMs` later; false: there is none. */
  hangUp?(restMs: Millis): boolean;
}

/** One simulated device, as a person in the hall sees and handles it. What it cannot do is absent. */
export interface SimulatedDevice {
  readonly cable: Cable;
  /** What can be read on a display. */
  reads?(): string;
  /** The segments of each of its digits from left to right; bits 7..0 are point, a, b, c, d, e, f, g. */
  segments?(): readonly number[];
  /** The keys a person can press, by their names in the site file. */
  readonly keys?: readonly string[];
  press?(key: string, ms: number): void;
  /** A key goes down and stays there until `release`. */
  hold?(key: string): void;
  release?(key: string): void;
  /** The wire of a key picks up a pulse of so long: its contact seems to close, or to open. */
  pulse?(key: string, ms: number): void;
  /** From now on a scanner is set like this. */
  habits?(habits: ScannerHabits): void;
  /** A sentence when this scanner cannot send that text. */
  scan?(text: string): string | undefined;
  paper?(state: 'ok' | 'low' | 'out'): void;
  /** The printer itself, for everything else that can happen to one. */
  readonly printer?: SimulatedPrinter;
  /** The tickets that came out, the newest last. */
  tickets?(): readonly PrintedTicket[];
}

/** Settings of a kind as a technician may write them, with pins of a board called `board-1` where it needs one. */
export type Sample = Readonly<{ [setting: string]: unknown }>;

/** A class of hardware, by which is known what hangs on a wire. */
export type Hardware<H extends WireHardware> = abstract new (...made: never) => H;

/**
 * The simulator of one device kind: simulators/kinds/simulated-KIND.ts exports it as `simulator`, beside a `sample`.
 */
export type Simulator = (device: Device, bench: Bench) => SimulatedDevice;

/** The simulator of `kind`: `simulate` has the device's settings as the kind's own schema reads them, and its id. */
export function simulatedKind<Options extends z.ZodObject>(
  kind: DeviceKind<Role, Options>,
  simulate: (options: z.output<Options>, bench: Bench, id: string) => SimulatedDevice,
): Simulator {
  return ({ id, options }, bench) => simulate(kind.options.parse(options), bench, id);
}

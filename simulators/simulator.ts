import type { z } from 'zod';
import type { Device } from '../config/site.ts';
import type { Said } from '../config/texts/words.ts';
import type { DeviceKind } from '../devices/kind.ts';
import type { Clips, Clock, Millis } from '../devices/ports.ts';
import type { Role } from '../devices/roles.ts';
import type { SimulatedDfplayer } from './dfplayer-hardware.ts';
import type { SimulatedPrinter } from './escpos-printer/printer.ts';
import type { PrintedTicket } from './escpos-printer/ticket.ts';
import type { SimulatedFirmataBoard } from './firmata-board/simulated-board.ts';
import type { WireHardware } from './hardware.ts';
import type { HeardAnnouncement } from './heard-announcement.ts';
import type { ScannerHabits } from './scanner-habits.ts';
import type { SimulatedChips } from './simulated-chips.ts';
import type { SimulatedGpio } from './simulated-gpio.ts';
import type { SimulatedHid } from './simulated-hid.ts';
import type { CardHabits, SimulatedSounds } from './simulated-sounds.ts';
import type { SimulatedThings } from './simulated-things.ts';
import type { SimulatedStarPrinter } from './star-printer/star-machine.ts';
import type { Switchboard } from './switchboard.ts';
import type { WifiThing } from './wifi-thing.ts';

/** The place where simulators plug in their hardware: the ports of one simulated hall. */
export interface Bench {
  readonly clock: Clock;
  /** Numbers from 0 to below 1, from the hall's seed. */
  readonly random: () => number;
  readonly wires: Switchboard;
  readonly gpio: SimulatedGpio;
  readonly hid: SimulatedHid;
  readonly chips: SimulatedChips;
  readonly sounds: SimulatedSounds;
  readonly things: SimulatedThings;
  /** What the speakers of the hall can say. */
  readonly clips: Clips;
  /** The board `id` of the site file. */
  board(id: string): SimulatedFirmataBoard;
  /** The hardware on the wire at `address`, created for the first device that asks: an RS-485 bus carries several. */
  onWire<H extends WireHardware>(address: string, type: Hardware<H>, make: () => H): H;
  /** Reports that the contents of a display have changed, or may have. */
  changed(device: string): void;
  /** Reports a printed ticket. */
  printed(printer: string, ticket: PrintedTicket): void;
  /** Reports what was heard of a speaker, at its end. */
  announced(speaker: string, heard: HeardAnnouncement): void;
  /** The last announcements of a speaker, the newest last. */
  heardFrom(speaker: string): readonly HeardAnnouncement[];
  /** The cable of a device made earlier: a device on a board's pins has the board's cable. */
  cableOf(device: string): Cable;
  /** The cable of these GPIO lines. */
  gpioCable(device: string, lines: readonly number[]): Cable;
}

/** The cable of a device. Several devices may share one: those on a board have the board's cable. */
export interface Cable {
  /** The owner of the cable, such as `board-1`; the device's own id when the cable is its own. */
  readonly of: string;
  unplug(): void;
  plug(): void;
  /** The device closes the connection in order and accepts the next one after `restMs`; false: there is none. */
  hangUp?(restMs: Millis): boolean;
}

/** One simulated device, as a person in the hall sees and uses it. What it cannot do is absent. */
export interface SimulatedDevice {
  readonly cable: Cable;
  /** The text on a display. */
  reads?(): string;
  /** The segments of each of its digits from left to right; bits 7..0 are point, a, b, c, d, e, f, g. */
  segments?(): readonly number[];
  /** The dots of a display that has no digits: rows from the top, all of one length, `#` lit and `.` dark. */
  dots?(): readonly string[];
  /** What a lamp or buzzer does, as a person sees or hears it. */
  lamp?(): 'off' | 'on' | 'flash';
  /** When it was lit, in ms of the clock, the last thousand times. */
  lightings?(): readonly Millis[];
  /** The keys a person can press, by their names in the site file. */
  readonly keys?: readonly string[];
  press?(key: string, ms: number): void;
  /** A key goes down and stays there until `release`. */
  hold?(key: string): void;
  release?(key: string): void;
  /** Puts a pulse of `ms` on the wire of a key: its contact seems to close, or to open. */
  pulse?(key: string, ms: number): void;
  /** Changes the habits of a scanner from now on. */
  habits?(habits: ScannerHabits): void;
  /** Scans a text; returns why not, when this scanner cannot send it. */
  scan?(text: string): Said | undefined;
  paper?(state: 'ok' | 'low' | 'out'): void;
  /** The printer itself, for everything else. */
  readonly printer?: SimulatedPrinter;
  /** The same of a Star printer. */
  readonly starPrinter?: SimulatedStarPrinter;
  /** The printed tickets, the newest last. */
  tickets?(): readonly PrintedTicket[];
  /** Changes the habits of a sound card from now on. */
  sound?(habits: Partial<CardHabits>): void;
  /** The device on Wi-Fi itself. */
  readonly thing?: WifiThing;
  /** The MP3 module itself. */
  readonly module?: SimulatedDfplayer;
  /** The last announcements that were heard of it, the newest last. */
  heard?(): readonly HeardAnnouncement[];
}

/** Example settings of a kind, as a technician may write them; a board, if it needs one, is `board-1`. */
export type Sample = Readonly<{ [setting: string]: unknown }>;

/** A class of hardware: it identifies what is on a wire. */
export type Hardware<H extends WireHardware> = abstract new (...made: never) => H;

/**
 * The simulator of one device kind: simulators/kinds/simulated-KIND.ts exports it as `simulator`, beside a `sample`.
 */
export type Simulator = (device: Device, bench: Bench) => SimulatedDevice;

/**
 * Makes the simulator of `kind`. `simulate` receives the settings as parsed by the kind's schema, the bench and the id.
 */
export function simulatedKind<Options extends z.ZodObject>(
  kind: DeviceKind<Role, Options>,
  simulate: (options: z.output<Options>, bench: Bench, id: string) => SimulatedDevice,
): Simulator {
  return ({ id, options }, bench) => simulate(kind.options.parse(options), bench, id);
}

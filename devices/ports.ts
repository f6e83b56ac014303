/**
 * The hardware edge as the drivers see it. `firmware-host/edge` implements it with the real libraries, `simulators`
 * with simulated hardware. A port never retries: it opens or throws a Fault, and reports its loss once.
 */

import type { Raster } from './raster.ts';
import type { TicketElement } from './ticket-element.ts';

/** Monotonic milliseconds since the host started. Never wall-clock time. */
export type Millis = number;

export type Cancel = () => void;

/** A pending timer. */
export interface WaitingTimer {
  readonly name: string;
  /** Time until it is due; negative when it is overdue. */
  readonly inMs: Millis;
}

export interface Clock {
  now(): Millis;
  /**
   * Calls `run` once after `ms`; the returned function cancels it. Drivers have no other timer. `name` says what waits
   * (`printer: answer`), for the list of pending timers; the host and the drivers name every timer.
   */
  after(ms: Millis, run: () => void, name?: string): Cancel;
  /** The pending timers, the next one due first. Absent: this clock keeps no list. */
  timers?(): readonly WaitingTimer[];
}

export type Level = 0 | 1;

export interface InputLine {
  /** The level now. */
  read(): Level;
  /**
   * Every change of level, bounce included. `at` is when the change happened or, where that is unknown, when it was
   * read. In the latter case, after a hold-up of the process, `since` is the earliest moment at which it can have
   * happened. One listener.
   */
  onEdge(listener: (level: Level, at: Millis, since?: Millis) => void): void;
  close(): Promise<void>;
}

export interface LineOptions {
  readonly pull: 'up' | 'down' | 'off';
  /** Called once when the line is gone, where that can be detected. */
  readonly lost?: (why: Error) => void;
}

/** A line that drives something. It has the level `rest` from its opening on. */
export interface OutputLine {
  /** Resolves when the line has the level or, on a board, when that was sent. One at a time. */
  write(level: Level): Promise<void>;
  /** Leaves the line at `rest`. Idempotent, and safe after a loss. */
  close(): Promise<void>;
}

export interface OutputOptions {
  /** At which nothing happens. A line of the Pi goes back to it however this process ends, a board's when reopened. */
  readonly rest: Level;
  /** Called once when the line is gone, where that can be detected. */
  readonly lost?: (why: Error) => void;
}

/** Digital lines: the Pi's own GPIO lines (BCM numbers), or the pins of one board. */
export interface Lines {
  input(pin: number, options: LineOptions): Promise<InputLine>;
  output(pin: number, options: OutputOptions): Promise<OutputLine>;
}

/** A two-way byte stream: a serial line or a TCP connection. */
export interface Wire {
  /** One listener. It may keep the bytes. */
  onBytes(listener: (bytes: Uint8Array, at: Millis) => void): void;
  /** Calls the listener at most once, also for a loss before the listener was set; never after `close`. */
  onLost(listener: (why: Error) => void): void;
  /** Resolves when the system has taken the bytes; rejects when the wire is lost. Callers await it before the next. */
  write(bytes: Uint8Array): Promise<void>;
  /** Sends what was written, then closes. Idempotent. */
  close(): Promise<void>;
}

/** The settings of a serial line: eight data bits, one stop bit, and no parity unless it is given. */
export interface LineSettings {
  readonly baudRate: number;
  readonly parity?: Parity | undefined;
}

export type Parity = 'none' | 'even' | 'odd';

export interface Wires {
  /**
   * `address` is `tcp://HOST:PORT` or a device path: a serial line (`/dev/serial/by-id/...`) or a USB printer
   * (`/dev/usb/lp0`). `line` is used for serial lines only.
   */
  open(address: string, line: LineSettings): Promise<Wire>;
}

/** Selects a HID device: its USB ids and, where two are alike, its serial number or path. */
export interface HidPlace {
  readonly vendorId: number;
  readonly productId: number;
  readonly serial?: string | undefined;
  /** A stable path such as `/dev/loket/keypad-1` (a udev link by USB port). */
  readonly path?: string | undefined;
  /** Which of its interfaces is meant, if it has several. Default: the keyboard. */
  readonly use?: HidUse | undefined;
}

export type HidUse = 'keyboard' | 'scanner';

/** Input reports of a HID device. */
export interface Reports {
  /** The serial number of the device, where it has one. */
  readonly serial?: string | undefined;
  onReport(listener: (report: Uint8Array, at: Millis) => void): void;
  /** Sends a feature report, its id first. Rejects when the device does not take it within a second. */
  sendFeature(report: Uint8Array): Promise<void>;
  onLost(listener: (why: Error) => void): void;
  close(): Promise<void>;
}

export interface Hid {
  open(place: HidPlace): Promise<Reports>;
}

/**
 * A panel of segment digits, written digit by digit. The bits of `segments` are those of the panel's chip: on a MAX7219
 * 7..0 = point, a, b, c, d, e, f, g (data sheet, table 6, no-decode mode). Position 0 is the leftmost digit.
 */
export interface SegmentPanel {
  write(position: number, segments: number): Promise<void>;
  /** Sends the panel's settings again, as after a dip of its supply voltage. The digits stay as they are. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** A chip that only receives writes. */
export interface Chip {
  /** One transfer, as in the chip's data sheet. Resolves when the bus has carried it, as far as that is known. */
  write(bytes: readonly number[]): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}

/** Chips wired to the machine itself. */
export interface Chips {
  /** On the I2C bus `/dev/i2c-N`. A write rejects with `link.absent` when no chip acknowledges its address. */
  i2c(bus: string, address: number): Promise<Chip>;
  /** On SPI at `/dev/spidevBUS.SELECT`, mode 0, the highest bit first. Whether a chip is there cannot be detected. */
  spi(path: string): Promise<Chip>;
}

/** What a pin does: it drives a level, or it is `open`, and something else on its wire gives the level. */
export type Drive = Level | 'open';

/** What pins do next: all at once where the board can, otherwise one after the other as they stand here. */
export type PinStep = readonly (readonly [pin: number, drive: Drive])[];

/** Pins of a board that are moved step by step, as a chip's own protocol wants it. */
export interface PinGroup {
  /** Carries the steps out in their order. Resolves when they were sent; what is written later comes later. */
  write(steps: readonly PinStep[]): Promise<void>;
  /** Opens the pin and tells its level, once everything written before was carried out. */
  read(pin: number): Promise<Level>;
  /** The pins stay as they are. Idempotent. */
  close(): Promise<void>;
}

/** A connected microcontroller board, for as long as the connection lasts. */
export interface Board extends Lines {
  /** On the board's I2C pins. The board does not report whether a chip acknowledges. */
  i2c(address: number): Promise<Chip>;
  /** The pins that `first` names; they do what it says from now on. */
  pins(first: PinStep): Promise<PinGroup>;
}

export interface BoardPlace {
  readonly address: string;
  readonly baudRate: number;
}

export interface BoardLink {
  onLost(listener: (why: Error) => void): void;
  /** Resolves when the board has answered a version request, rejects when it does not. */
  probe(): Promise<void>;
  close(): Promise<void>;
}

export interface Boards {
  /** Connects the board `id`, waits until it speaks Firmata, and makes it available to `use`. */
  connect(id: string, place: BoardPlace): Promise<BoardLink>;
  /** The board `id` while it is connected (a `link.absent` Fault otherwise); `lost` is called once when it goes. */
  use(id: string, lost: (why: Error) => void): Board;
}

/** Reports that something was plugged in: a serial line, a USB printer, a HID device, or anything else. */
export interface Arrivals {
  /** Calls `listener` soon after each arrival, sometimes without one, until it is cancelled. */
  watch(listener: () => void): Cancel;
}

/** Samples as they are played: PCM, 16 bit, mono, `SOUND_RATE_HZ` a second (devices/speaker/sound-format.ts). */
export type Samples = Int16Array;

/** A sound card that the system lists. It is in use only while an announcement is played. */
export interface SoundCard {
  /**
   * Plays one announcement; one at a time. Resolves when the last sample has been played, with how many times the card
   * had to wait for samples, which is heard as a gap. Rejects with a Fault when it was not played to its end:
   * `link.absent` when the card is gone.
   */
  play(samples: Samples): Promise<{ readonly gaps: number }>;
  /** The card is gone. Calls the listener at most once; never after `close`. */
  onLost(listener: (why: Error) => void): void;
  /** Stops what is being played. Idempotent. */
  close(): Promise<void>;
}

export interface Sounds {
  /** `card`: the name of a card as a site file has it (devices/alsa-speaker/card-name.ts). */
  open(card: string): Promise<SoundCard>;
}

/** A recorded word or phrase, as it is played. */
export interface Clip {
  readonly samples: Samples;
  readonly ms: Millis;
}

/** The clips of the hall, in memory. */
export interface Clips {
  /** By its name, such as `id/digit-0` or `chime`; undefined when there is none. Cheap. */
  get(name: string): Clip | undefined;
  /** The names of all clips, in any order. */
  names(): readonly string[];
}

/** Pictures for paper. They are made outside of the loop's thread, which never waits for them. */
export interface Pictures {
  /** The logo of the site for paper with so many dots in a row; undefined: there is none, or not yet. */
  logo(dots: number): Raster | undefined;
  /** A picture of these elements, one below the other, `dots` wide. Rejects with a Fault. */
  draw(elements: readonly TicketElement[], dots: number): Promise<Raster>;
}

/** A message of another client of the hall's broker. */
export interface ThingMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Whether the broker had kept it (MQTT 3.1.1, 3.3.1.3): it tells how things were, and not that something happens. */
  readonly kept: boolean;
  /** The hall itself has kept it for who begins to listen later; whether the broker has is not known. */
  readonly isRetold?: true;
  readonly at: Millis;
  /** The time of the hall, Unix ms; undefined while the clock is not known to be right. */
  readonly wall: number | undefined;
}

/** What is said to one device that speaks MQTT, and what it says. */
export interface ThingLine {
  /** The hall has lost its broker. Calls the listener at most once; never after `close`. */
  onLost(listener: (why: Error) => void): void;
  /**
   * Says `payload` on `topic`, also when the same was said before. The broker keeps it for a device that restarts; it
   * keeps no empty one. Of several that wait only the last is sent.
   */
  say(topic: string, payload: string): void;
  /** What was said before is sent all the same. Idempotent. */
  close(): Promise<void>;
}

/** Devices that speak MQTT themselves, by the hall's broker. */
export interface Things {
  /**
   * Hears these topics, without wildcards; what the broker keeps of them comes soon after. Rejects with `link.absent`
   * while the hall has no broker.
   */
  open(topics: readonly string[], hear: (message: ThingMessage) => void): Promise<ThingLine>;
}

export interface Ports {
  readonly clock: Clock;
  readonly gpio: Lines;
  readonly boards: Boards;
  readonly chips: Chips;
  readonly hid: Hid;
  readonly wires: Wires;
  readonly sounds: Sounds;
  readonly clips: Clips;
  /** Absent: tickets have no logo, and printers that need pictures cannot print. */
  readonly pictures?: Pictures | undefined;
  /** Absent: there is no broker here, as in a command that runs beside the hall. */
  readonly things?: Things | undefined;
  /** Absent: a device that returns is found at the next attempt to open it. */
  readonly arrivals?: Arrivals | undefined;
}

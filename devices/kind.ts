import type { z } from 'zod';
import type { FaultCode } from './fault-catalogue.ts';
import type { Millis, Ports } from './ports.ts';
import type { Role, RoleCommands, RoleEvents } from './roles.ts';
import type { Model, Transport, TriedOn } from './supported.ts';

/** What a device occupies. Two devices may not claim the same thing; udev rules are written from these. */
export type Claim =
  /** A line of the Pi. With `bus` it is a line of that bus, and all devices on the bus share it. */
  | { readonly on: 'gpio'; readonly line: number; readonly bus?: string; readonly setting: string }
  | { readonly on: 'board'; readonly board: string; readonly pin: number; readonly setting: string }
  /** An address on the I2C pins of a board. */
  | { readonly on: 'board-i2c'; readonly board: string; readonly address: number; readonly setting: string }
  | {
      readonly on: 'hid';
      readonly vendorId: number;
      readonly productId: number;
      readonly serial: string | undefined;
      readonly path: string | undefined;
      readonly setting: string;
    }
  /** A topic on the hall's broker; `share` names one of several things that are said on it. */
  | {
      readonly on: 'topic';
      readonly topic: string;
      readonly share: string | undefined;
      readonly setting: string;
    }
  /** A sound card, by its name in the site file. */
  | { readonly on: 'sound'; readonly card: string; readonly setting: string }
  /**
   * A serial line, a bus of the Pi (`/dev/i2c-1`, `/dev/spidev0.0`) or a TCP address. `share` names one of several
   * places on it, such as an RS-485 or I2C address; devices that share the line need equal values in `agree`.
   */
  | {
      readonly on: 'wire';
      readonly address: string;
      readonly share: string | undefined;
      readonly agree?: Readonly<Record<string, string | number>>;
      readonly setting: string;
    };

/**
 * How a driver knows that its device is there: the device acknowledges commands (`ack`) or answers questions (`poll`),
 * the system lists it (`enumeration`), or there is no evidence.
 */
export type Evidence = 'ack' | 'poll' | 'enumeration' | 'none';

/**
 * `presses_debounced`: a contact closed during its lockout, which is bounce and no press. `pulses`: a contact closed
 * for less than a press. `foreign_codes`: codes of radio buttons that the site file does not name. `paper_mm`:
 * millimetres of paper that a printer was told to use for what it printed.
 */
export type DriverCount = 'presses_debounced' | 'pulses' | 'foreign_codes' | 'paper_mm';

/** The result of a command that did not fail: the device acknowledged it, or it was only sent. */
export type Done = 'acknowledged' | 'sent';

export interface Opening<Options, Event> {
  readonly id: string;
  readonly options: Options;
  readonly ports: Ports;
  /** Report something that happened. Cheap, synchronous, never throws. */
  readonly tell: (event: Event, at: Millis) => void;
  /** The device is gone. The supervisor closes and reopens it; a driver never retries by itself. */
  readonly lost: (why: Error) => void;
  /** Not fatal, but somebody should know (paper low). `undefined` clears it. */
  readonly warn: (code: FaultCode, text: string | undefined) => void;
  /** A number from 0 to below 1, for values that must differ from one opening to the next. */
  readonly random: () => number;
  /** Counts, for health, what only the driver sees: one, or `by`. Cheap. */
  readonly count?: (what: DriverCount, by?: number) => void;
  /** Aborted before `close` is called: the driver then stops waiting. */
  readonly signal: AbortSignal;
}

export interface OpenDevice<Command> {
  /** The evidence of this device, when its settings allow less than its kind has. */
  readonly evidence?: Evidence;
  /** The serial number that the device reports. */
  readonly serial?: string | undefined;
  /**
   * One at a time. Rejects with a Fault when the command was not done; see doubtful.ts for faults that leave it open.
   */
  perform(command: Command): Promise<Done>;
  /** Asks the device whether it is still there. Absent: liveness is only known through `lost`. */
  probe?(): Promise<void>;
  /** How often it is asked, where the role's period is too long: keys that are heard only when they are asked. */
  readonly probeEveryMs?: Millis;
  /** How much longer than usual one of its operations may take now, as on a line with slow devices. */
  extraMs?(): Millis;
  /** Sends everything that a display shows again. Called while the device is idle: see DeviceKind.refreshMs. */
  refresh?(): Promise<void>;
  /** Idempotent, and safe after `lost`. */
  close(): Promise<void>;
}

/**
 * A device kind is data and one function. `open` throws a Fault when the device cannot be opened; after that the driver
 * only emits events, performs commands and closes. The supervisor does backoff, timeouts, ordering and health.
 */
export interface DeviceKind<R extends Role = Role, Options extends z.ZodObject = z.ZodObject> {
  readonly kind: string;
  readonly role: R;
  readonly title: { readonly id: string; readonly en: string };
  readonly evidence: Evidence;
  readonly transports: readonly Transport[];
  readonly triedOn: TriedOn;
  /** The products that it drives, by the values of its setting `model`. Absent: the kind has no such setting. */
  readonly models?: Readonly<Record<string, Model>>;
  /** How often an idle display is redrawn, so that the effect of a lost frame does not last. Absent: never. */
  readonly refreshMs?: number;
  /** Settings in the site file besides those every device has (kind, counter, enabled, ...). */
  readonly options: Options;
  /** The keys this device has, for the roles `keys` and `rating`: the site file says what they mean. */
  keys?(options: z.output<Options>): readonly string[];
  /** What people read of a text that fits, where settings can leave a display without letters. Absent: all of it. */
  reads?(options: z.output<Options>, text: string): string;
  /** For how many characters a display has room, and the setting that says so. Absent: its setting `digits` does. */
  room?(options: z.output<Options>): { readonly characters: number; readonly setting: string };
  claims(options: z.output<Options>): readonly Claim[];
  open(opening: Opening<z.output<Options>, RoleEvents[R]>): Promise<OpenDevice<RoleCommands[R]>>;
}

export function defineKind<R extends Role, Options extends z.ZodObject>(
  kind: DeviceKind<R, Options>,
): DeviceKind<R, Options> {
  return kind;
}

import type { z } from 'zod';
import type { FaultCode } from './fault-catalogue.ts';
import type { Millis, Ports } from './ports.ts';
import type { Role, RoleCommands, RoleEvents } from './roles.ts';
import type { Model, Transport, TriedOn } from './supported.ts';

/** What a device occupies. Two devices may not claim the same thing; udev rules are written from these. */
export type Claim =
  /** A line of a bus of the Pi is shared by all that hang on `bus`. */
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
  /**
   * A serial line, a bus of the Pi (`/dev/i2c-1`, `/dev/spidev0.0`) or a TCP address. `share` names what may be told
   * apart on one, such as an RS-485 or I2C address; those who share it have the same values of the settings in `agree`.
   */
  | {
      readonly on: 'wire';
      readonly address: string;
      readonly share: string | undefined;
      readonly agree?: Readonly<Record<string, string | number>>;
      readonly setting: string;
    };

/** How a driver knows that its device is there: it answered, it was asked, the system lists it, or nothing tells. */
export type Evidence = 'ack' | 'poll' | 'enumeration' | 'none';

/**
 * `presses_debounced`: a key seemed to go down while its contact may still bounce, which counts as no press. `pulses`:
 * its contact closed for less than a press.
 */
export type DriverCount = 'presses_debounced' | 'pulses';

/** What is known of a command that did not fail: the device acknowledged it, or it was only sent. */
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
  /** From 0 up to 1, for what must differ from one opening to the next. */
  readonly random: () => number;
  /** Counts what only the driver sees, for health. Cheap. */
  readonly count?: (what: DriverCount) => void;
  /** Aborted before `close` is called: stop waiting. */
  readonly signal: AbortSignal;
}

export interface OpenDevice<Command> {
  /** How this very device is known to be there, where its settings leave less than its kind has. */
  readonly evidence?: Evidence;
  /** The serial number that the device itself tells. */
  readonly serial?: string | undefined;
  /** One at a time. Rejects with a Fault when it is known not to have been done. */
  perform(command: Command): Promise<Done>;
  /** Asks the device whether it is still there. Absent: liveness is only known through `lost`. */
  probe?(): Promise<void>;
  /** Sends again all that a display shows, whatever was sent before. Called while idle: see DeviceKind.refreshMs. */
  refresh?(): Promise<void>;
  /** Idempotent, and safe after `lost`. */
  close(): Promise<void>;
}

/**
 * A device kind is data and one function. `open` throws a Fault when the device cannot be opened; after that the
 * driver only tells, performs and closes. Backoff, timeouts, ordering and health are the supervisor's.
 */
export interface DeviceKind<R extends Role = Role, Options extends z.ZodObject = z.ZodObject> {
  readonly kind: string;
  readonly role: R;
  readonly title: { readonly id: string; readonly en: string };
  readonly evidence: Evidence;
  readonly transports: readonly Transport[];
  readonly triedOn: TriedOn;
  /** Makers' products that it drives, by the names of its setting `model`. Absent: it has no such setting. */
  readonly models?: Readonly<Record<string, Model>>;
  /** How often an idle display is redrawn, so that a lost frame does not stand. Absent: never. */
  readonly refreshMs?: number;
  /** Settings in the site file besides those every device has (kind, counter, enabled, ...). */
  readonly options: Options;
  /** The keys this device has, for role `keys`: the site file maps them to functions. */
  keys?(options: z.output<Options>): readonly string[];
  claims(options: z.output<Options>): readonly Claim[];
  open(opening: Opening<z.output<Options>, RoleEvents[R]>): Promise<OpenDevice<RoleCommands[R]>>;
}

export function defineKind<R extends Role, Options extends z.ZodObject>(
  kind: DeviceKind<R, Options>,
): DeviceKind<R, Options> {
  return kind;
}

import type { DeviceKind } from '../devices/kind.ts';
import type { Role } from '../devices/roles.ts';
import type { TransferTarget } from '../firmware-host/queue/commands.ts';
import type { CounterRules, Hall, ServiceRules, TicketClass } from '../firmware-host/queue/hall.ts';

/** A site file that was read, checked as a whole and understood. The rest of the host knows no YAML. */
export interface Site {
  readonly id: string;
  readonly title: string;
  /** IANA zone, such as `Asia/Jakarta`. */
  readonly zone: string;
  readonly language: Language;
  /** Which part of the country it is in, as the central office groups its sites. */
  readonly region?: string | undefined;
  /** Where it is, in decimal degrees. */
  readonly at?: readonly [latitude: number, longitude: number] | undefined;
  /** How long a jump of the clock has to stand before it is followed. */
  readonly clockPatienceMs: number;
  readonly hall: Hall;
  readonly services: ReadonlyMap<string, Service>;
  readonly counters: ReadonlyMap<string, Counter>;
  /** Boards first, then the devices in the order of the file. */
  readonly devices: readonly Device[];
  readonly ticketFooter: string | undefined;
  readonly mqtt: MqttBroker;
  /** How much of the past the journal keeps. */
  readonly keep: { readonly days: number; readonly bytes: number };
  /** Visits booked elsewhere; undefined: none are taken. */
  readonly checkIn: CheckIn | undefined;
  /** Where the board for the public is served; undefined: nowhere. */
  readonly board: BoardListener | undefined;
  /** The line to the central office; undefined: there is none. */
  readonly uplink: UplinkSettings | undefined;
  /** SHA-256 of the file's bytes, in hex. */
  readonly hash: string;
}

/** A web server for televisions in the hall. It shows numbers and counters, and takes nothing. */
export interface BoardListener {
  readonly host: string;
  readonly port: number;
  /** Names by which browsers may call it, besides those of the machine. */
  readonly hosts: readonly string[];
}

export type Language = 'id' | 'en';

/** Where MQTT clients find the hall: at a broker inside the process, or at one that runs elsewhere. */
export type MqttBroker =
  | {
      readonly broker: 'embedded';
      readonly host: string;
      readonly port: number;
      readonly webSocketPort: number | undefined;
      readonly users: readonly MqttUser[];
      readonly tls: { readonly cert: string; readonly key: string } | undefined;
    }
  | {
      readonly broker: 'external';
      /** `mqtt://HOST:PORT` or `mqtts://HOST:PORT`. */
      readonly url: string;
      readonly login: { readonly name: string; readonly passwordFile: string } | undefined;
      /** The authority that signed the broker's certificate; undefined: those that Node knows. */
      readonly caFile: string | undefined;
    };

/** Someone who may connect. The file holds what `loket passwd` made of the password. */
export interface MqttUser {
  readonly name: string;
  readonly role: MqttRole;
  readonly passwordFile: string;
}

export type MqttRole = 'view' | 'operate' | 'maintain';

/**
 * Where the bookings are listed (bookings/bookings-file.ts), and how much before and after its time one may be checked
 * in.
 */
export interface CheckIn {
  /** Both paths as written: relative ones start at the folder of the site file. */
  readonly file: string;
  readonly keyFile: string;
  readonly earlyMinutes: number;
  readonly lateMinutes: number;
}

/** The central broker. Paths are as written: relative ones start at the folder of the site file. */
export interface UplinkSettings {
  readonly url: string;
  readonly username: string | undefined;
  readonly passwordFile: string | undefined;
  /** PEM files: the authority that is trusted, and what this controller shows of itself. */
  readonly caFile: string | undefined;
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
  /** Events in a second. */
  readonly rate: number;
}

export interface Service {
  readonly id: string;
  readonly title: string;
  readonly rules: ServiceRules;
  /** Where its tickets print unless the ticket machine says otherwise. */
  readonly printer: string | undefined;
}

export interface Counter {
  readonly id: string;
  readonly title: string;
  readonly rules: CounterRules;
}

/**
 * A device with the settings that its role has, and no others: roles.ts says by which settings of the file they are
 * written.
 */
export type Device = BoardDevice | KeysDevice | DisplayDevice | PrinterDevice | ScannerDevice;

interface DeviceOf<R extends Role> {
  readonly id: string;
  /** The role of its kind. */
  readonly role: R;
  readonly kind: DeviceKind;
  /** Parsed by the kind's own schema. */
  readonly options: Readonly<{ [setting: string]: unknown }>;
  readonly enabled: boolean;
}

export interface BoardDevice extends DeviceOf<'board'> {}

export interface KeysDevice extends DeviceOf<'keys'> {
  /** Undefined for a ticket machine. */
  readonly counter: string | undefined;
  /** Where the tickets that a ticket machine asks for print. */
  readonly printer: string | undefined;
  /** What each key does. */
  readonly keys: ReadonlyMap<string, KeyActions>;
}

export interface DisplayDevice extends DeviceOf<'display'> {
  readonly counter: string;
}

export interface PrinterDevice extends DeviceOf<'printer'> {
  /** The printer that prints while this one cannot. */
  readonly instead: string | undefined;
  /** Whether tickets enter the queue that it cannot tell to have printed. */
  readonly acceptUnconfirmed: boolean;
}

export interface ScannerDevice extends DeviceOf<'scanner'> {
  /** Undefined for a ticket machine. */
  readonly counter: string | undefined;
  /** Where the tickets that a ticket machine asks for print. */
  readonly printer: string | undefined;
}

export const deviceNamed = ({ devices }: Site, id: string): Device | undefined =>
  devices.find((device) => device.id === id);

/** The counter a device belongs to; undefined: none, as for every board and printer. */
export const counterOf = (device: Device): string | undefined =>
  'counter' in device ? device.counter : undefined;

/** What a key does. With `short` alone the press acts at once, on its leading edge. */
export interface KeyActions {
  readonly short?: Action;
  readonly long?: Action;
  readonly double?: Action;
}

/** A function of a key, as written in the site file: `next`, `transfer paspor`, `ticket paspor priority`, ... */
export type Action =
  | { readonly do: CounterAction }
  | { readonly do: 'transfer'; readonly to: TransferTarget; readonly place: 'first' | 'last' }
  | { readonly do: 'ticket'; readonly service: string; readonly class: TicketClass }
  /** Numpads: digits gather in an entry, which `call-entered` and `transfer-entered` use and `clear` empties. */
  | { readonly do: 'digit'; readonly digit: number }
  | { readonly do: 'call-entered' | 'transfer-entered' | 'clear' };

export type CounterAction =
  | 'next'
  | 'recall'
  | 'arrive'
  | 'no-show'
  | 'put-back'
  | 'park'
  | 'resume'
  | 'end'
  | 'walk-in'
  | 'open'
  | 'close'
  /** Opens a closed counter, closes an open one. */
  | 'open-close'
  | 'break';

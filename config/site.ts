import type { DeviceKind } from '../devices/kind.ts';
import type { Role } from '../devices/roles.ts';
import type { TransferTarget } from '../firmware-host/queue/commands.ts';
import type { CounterRules, Hall, ServiceRules, Span, TicketClass } from '../firmware-host/queue/hall.ts';
import type { ElementId } from '../firmware-host/queue/survey.ts';
import type { PadKey, RatingSettings } from './site-asked.ts';
import type {
  BoardDesign,
  BoardListener,
  Language,
  TicketDesign,
  UpdateSettings,
  WebListener,
} from './site-shown.ts';
import type { DailyTime } from './values/daily-time.ts';

export type { Language } from './site-shown.ts';

/** A site file after parsing and all checks. The rest of the host knows no YAML. */
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
  /** How long a jump of the clock has to last before it is followed. */
  readonly clockPatienceMs: number;
  readonly hall: Hall;
  readonly services: ReadonlyMap<string, Service>;
  readonly counters: ReadonlyMap<string, Counter>;
  /** The parts of the building in which one announcement is heard, by id. */
  readonly zones: ReadonlyMap<string, Zone>;
  /** What the speakers say; undefined: nothing. */
  readonly voice: Voice | undefined;
  /** Boards first, then the devices in the order of the file. */
  readonly devices: readonly Device[];
  readonly ticketDesign: TicketDesign;
  readonly mqtt: MqttBroker;
  /** How many days and bytes of past events the journal keeps. */
  readonly keep: { readonly days: number; readonly bytes: number };
  /** Visits booked elsewhere; undefined: no bookings. */
  readonly checkIn: CheckIn | undefined;
  /** Where the board for the public is served; undefined: nowhere. */
  readonly board: BoardListener | undefined;
  /** Where the pages of the hall are served; undefined: nowhere. */
  readonly web: WebListener | undefined;
  /** What boards show besides numbers; there are boards without `board` too, such as that of a simulation. */
  readonly boardDesign: BoardDesign;
  /** The line to the central office; undefined: there is none. */
  readonly uplink: UplinkSettings | undefined;
  /** Where the machine takes new versions from; undefined: from wherever somebody brings them. */
  readonly updates: UpdateSettings | undefined;
  readonly rating: RatingSettings;
  /** SHA-256 of the file's bytes, in hex. */
  readonly hash: string;
}

/** The broker at which MQTT clients find the hall: inside the process, or elsewhere. */
export type MqttBroker = {
  /** The first levels of the topics on which Home Assistant is told of the hall; undefined: it is not. */
  readonly homeAssistantPrefix?: string | undefined;
} & (
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
      /** The authority that signed the broker's certificate; undefined: the authorities that Node knows. */
      readonly caFile: string | undefined;
    }
);

/** A user who may connect. The file holds the hash made by `loket passwd`. */
export interface MqttUser {
  readonly name: string;
  readonly role: MqttRole;
  readonly passwordFile: string;
  /** Of a device: the topics on which it speaks, with all below them. */
  readonly topics: readonly string[];
}

/** `device`: a device that speaks MQTT itself. */
export type MqttRole = 'view' | 'operate' | 'maintain' | 'device';

/**
 * The list of bookings (bookings/bookings-file.ts), and how long before and after its time a booking may be checked in.
 */
export interface CheckIn {
  /** Both paths as written: relative ones start in the folder of the site file. */
  readonly file: string;
  readonly keyFile: string;
  readonly earlyMinutes: number;
  readonly lateMinutes: number;
}

/** The central broker. Paths are as written: relative ones start in the folder of the site file. */
export interface UplinkSettings {
  readonly url: string;
  readonly username: string | undefined;
  readonly passwordFile: string | undefined;
  /** PEM files: the trusted authority, and this controller's own certificate with its key. */
  readonly caFile: string | undefined;
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
  /** Events per second. */
  readonly rate: number;
}

export interface Service {
  readonly id: string;
  readonly title: string;
  readonly rules: ServiceRules;
  /** The printer of its tickets, unless the ticket machine names another. */
  readonly printer: string | undefined;
  /** What its tickets say besides. */
  readonly ticketText: Readonly<Record<Language, string>> | undefined;
}

/** A part of the building: what is announced in it is heard in all of it and nowhere else. */
export interface Zone {
  readonly id: string;
  readonly title: string;
}

/** What the speakers say, and when. Volumes are percent of the loudest, times minutes since local midnight. */
export interface Voice {
  /** Codes of ISO 639, in the order in which they are spoken. */
  readonly languages: readonly string[];
  /** Whether `A-012` is said digit by digit or as a number. */
  readonly numbers: 'digits' | 'words';
  /** The folder of recordings, as written: a relative one starts in the folder of the site file. */
  readonly clipsFolder: string | undefined;
  readonly chime: boolean;
  readonly volume: number;
  /** Other volumes at some times of the day. */
  readonly volumes: readonly (Span & { readonly volume: number })[];
  /** When nothing is said. */
  readonly quiet: readonly Span[];
  /** Whether it is said that a counter closes. */
  readonly saysClosed: boolean;
  /** Whether it is said that a ticket machine gives no ticket, and why. */
  readonly saysRefused: boolean;
  /** How long before the last closing of the day it is said that the hall closes soon; undefined: it is not said. */
  readonly closingMinutes: number | undefined;
  readonly texts: ReadonlyMap<string, AnnouncedText>;
}

/** Words by language. */
export type SpokenWords = ReadonlyMap<string, string>;

/** A text of the site, said by command and at its times. */
export interface AnnouncedText {
  readonly id: string;
  readonly words: SpokenWords;
  readonly at: readonly DailyTime[];
}

export interface Counter {
  readonly id: string;
  readonly title: string;
  /** What it is called in announcements; empty: by its number. */
  readonly says: SpokenWords;
  /** Undefined: it is in no zone, as everything is in a hall without zones. */
  readonly zone: string | undefined;
  readonly rules: CounterRules;
}

/**
 * A device with the properties of its role, and no others: role-settings.ts says which settings of the file they come
 * from.
 */
export type Device =
  | BoardDevice
  | KeysDevice
  | RatingDevice
  | DisplayDevice
  | PrinterDevice
  | ScannerDevice
  | SpeakerDevice
  | SignalDevice;

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
  /** Where the refusals of a ticket machine are said; undefined: where the things without a zone are. */
  readonly zone: string | undefined;
  /** Where the tickets that a ticket machine asks for print. */
  readonly printer: string | undefined;
  /** What each key does. */
  readonly keys: ReadonlyMap<string, KeyActions>;
}

export interface RatingDevice extends DeviceOf<'rating'> {
  /** The counter whose visitors it asks; undefined: it stands in the hall, and asks whoever passes. */
  readonly counter: string | undefined;
  /** What it asks, where that is not what the whole site asks. */
  readonly asks: readonly ElementId[] | undefined;
  /** What each key says. */
  readonly scores: ReadonlyMap<string, PadKey>;
}

export interface DisplayDevice extends DeviceOf<'display'> {
  /** The counter whose calls it shows. It has this or a ticket machine, never both. */
  readonly counter: string | undefined;
  /** The keys or the scanner without a counter of which it shows what came of a press or a scan. */
  readonly ticketMachine: string | undefined;
}

export interface PrinterDevice extends DeviceOf<'printer'> {
  /** The printer that prints while this one cannot. */
  readonly instead: string | undefined;
  /** Whether tickets whose printing it cannot confirm enter the queue. */
  readonly acceptUnconfirmed: boolean;
}

export interface ScannerDevice extends DeviceOf<'scanner'> {
  /** Undefined for a ticket machine. */
  readonly counter: string | undefined;
  /** Where the refusals of a ticket machine are said; undefined: where the things without a zone are. */
  readonly zone: string | undefined;
  /** Where the tickets that a ticket machine asks for print. */
  readonly printer: string | undefined;
}

export interface SpeakerDevice extends DeviceOf<'speaker'> {
  /** The zone in which it is heard; undefined: where the things without a zone are. */
  readonly zone: string | undefined;
}

export interface SignalDevice extends DeviceOf<'signal'> {
  /** The counter whose calls it shows; undefined: it thanks, or shows the refusals of ticket machines. */
  readonly counter: string | undefined;
  /** How long it flashes after a call. */
  readonly flashForMs: number;
  /** The rating pad for whose answers it thanks. It has this or a counter, never both. */
  readonly thanksFor: string | undefined;
}

export const deviceNamed = ({ devices }: Site, id: string): Device | undefined =>
  devices.find((device) => device.id === id);

/** The counter of a device; undefined: it has none, like every board and printer. */
export const counterOf = (device: Device): string | undefined =>
  'counter' in device ? device.counter : undefined;

/** The functions of a key. With `short` alone, a press acts at once, on its leading edge. */
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
  /** Numpads: digits collect in an entry, which `call-entered` and `transfer-entered` use and `clear` empties. */
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

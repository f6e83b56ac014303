import type { FeedMessage } from '../../firmware-host/web/feed-messages.ts';

/**
 * What the page of a simulated hall is told. The other way go the lines that can be typed at the hall
 * (simulators/shell-line.ts), one a message.
 */
export type PageMessage =
  | { readonly type: 'layout'; readonly layout: Layout }
  | ({ readonly type: 'device'; readonly id: string } & DeviceSight)
  | { readonly type: 'ticket'; readonly ticket: TicketSight }
  /** A message of the hall itself, as any client of its broker gets it. */
  | ({ readonly type: 'mqtt' } & FeedMessage)
  | { readonly type: 'settings'; readonly settings: HallSettings }
  | { readonly type: 'press'; readonly press: TimedPress }
  | { readonly type: 'day'; readonly day: DaySight }
  /** What came of a line, or of what a person did at the console. */
  | { readonly type: 'said'; readonly lines: readonly string[] };

/** What is set, beside the devices. `wall` is Unix ms. */
export interface HallSettings {
  readonly broker: 'away' | 'there';
  readonly disk: 'hangs' | 'ok';
  readonly contacts: 'worn' | 'ok';
  /** How fast time passes: 1 as usual, 0 not at all. */
  readonly speed: number;
  readonly wall: number;
  /** How far the hall's clock is moved from the time of its machine. */
  readonly movedMs: number;
}

/** What stands where. Titles and ids are text of the site file, whatever they look like. */
export interface Layout {
  readonly site: string;
  readonly title: string;
  readonly language: 'id' | 'en';
  readonly zone: string;
  readonly mqttPort: number;
  readonly services: readonly { readonly id: string; readonly title: string }[];
  readonly counters: readonly { readonly id: string; readonly title: string; readonly number: number }[];
  readonly devices: readonly DeviceLayout[];
}

export interface DeviceLayout {
  readonly id: string;
  readonly kind: string;
  readonly role: 'board' | 'keys' | 'display' | 'printer' | 'scanner';
  readonly title: { readonly id: string; readonly en: string };
  readonly counter: string | undefined;
  /** The keys in the order of the site file, with what each press does, in the words of the site file. */
  readonly keys: readonly KeyLayout[];
  /** The cable it hangs on, which may be another device's. */
  readonly cable: string;
}

export interface KeyLayout {
  readonly key: string;
  readonly short: string | undefined;
  readonly long: string | undefined;
  readonly double: string | undefined;
}

/** What can be seen of a device by standing in front of it. */
export interface DeviceSight {
  readonly plugged: boolean;
  /** Bits 7..0 of each digit are point, a, b, c, d, e, f, g. */
  readonly segments?: readonly number[];
  /** What a person reads there. */
  readonly reads?: string;
  readonly held?: readonly string[];
  readonly printer?: {
    readonly paper: 'ok' | 'low' | 'out';
    readonly cover: 'closed' | 'open';
    readonly hung: boolean;
  };
}

/** A ticket that came out; its picture is at `picture`. */
export interface TicketSight {
  readonly printer: string;
  readonly number: number;
  readonly code: string | undefined;
  readonly text: readonly string[];
  readonly complete: boolean;
  readonly picture: string;
}

/** One press of a key, in milliseconds of the machine's own clock from the moment its contact closed. */
export interface TimedPress {
  readonly device: string;
  readonly key: string;
  /** Until the last byte for a display of the same counter; undefined: none changed. */
  readonly shownMs: number | undefined;
  /** Until the counter's state was out on MQTT. */
  readonly saidMs: number | undefined;
}

/** The business day, counted from the hall's MQTT messages. */
export interface DaySight {
  readonly date: string | undefined;
  /** How often each type of event happened, such as `ticket.issued`. */
  readonly counts: Readonly<Record<string, number>>;
  /** One entry for each five minutes of the day in which something was heard, in order. */
  readonly course: readonly DayPoint[];
  readonly play: PlaySight | undefined;
}

export interface DayPoint {
  /** Minutes since local midnight. */
  readonly minute: number;
  readonly waiting: number;
  readonly longestWaitS: number;
  /** Calls in these five minutes. */
  readonly called: number;
}

export interface PlaySight {
  readonly seed: number;
  readonly planned: number;
  readonly come: number;
  readonly over: boolean;
}

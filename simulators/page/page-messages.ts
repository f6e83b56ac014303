import type { FeedMessage } from '../../firmware-host/web/feed-messages.ts';

/**
 * The messages to the page of a simulated hall. The page sends console commands (simulators/shell-line.ts), one a
 * message.
 */
export type PageMessage =
  | { readonly type: 'layout'; readonly layout: Layout }
  | ({ readonly type: 'device'; readonly id: string } & DeviceSight)
  | { readonly type: 'ticket'; readonly ticket: TicketSight }
  /** An MQTT message of the hall, as any client of its broker receives it. `details`: the Indonesian of those in it. */
  | ({ readonly type: 'mqtt'; readonly details?: Readonly<Record<string, string>> } & FeedMessage)
  | { readonly type: 'settings'; readonly settings: SettingsSight }
  | { readonly type: 'press'; readonly press: TimedPress }
  | { readonly type: 'day'; readonly day: DaySight }
  /** The output of a command of this page, or of one typed at the console. */
  | { readonly type: 'said'; readonly lines: readonly string[] };

/** The settings of the hall as a whole. `wall` is Unix ms. */
export interface HallSettings {
  readonly broker: 'away' | 'there';
  readonly disk: 'hangs' | 'ok';
  readonly contacts: 'worn' | 'ok';
  /** How fast time is asked to pass: 1 as usual, 0 not at all. */
  readonly speed: number;
  readonly wall: number;
  /** How far the hall's clock differs from that of the machine. */
  readonly movedMs: number;
}

/** The settings, and how fast time has passed of late; undefined: not yet measured. */
export interface SettingsSight extends HallSettings {
  readonly trueSpeed: number | undefined;
}

/** A text in both languages, by code. */
export type CodeWords = Readonly<Record<string, { readonly id: string; readonly en: string }>>;

/** What the codes in MQTT messages mean. */
export interface PageWords {
  readonly faults: CodeWords;
  readonly refusals: CodeWords;
  /** By type, such as `ticket.called`. */
  readonly events: CodeWords;
}

/** The arrangement of the hall. Titles and ids come from the site file: treat them as plain text. */
export interface Layout {
  readonly site: string;
  readonly title: string;
  readonly language: 'id' | 'en';
  readonly zone: string;
  readonly mqttPort: number;
  readonly services: readonly { readonly id: string; readonly title: string }[];
  readonly counters: readonly CounterLayout[];
  readonly devices: readonly DeviceLayout[];
  readonly words: PageWords;
  /** The pages of the hall on this server; each counter has one of its own, too. */
  readonly pages: readonly PageOfHall[];
  /** What each clip of the announcements says; undefined: it is a sound without words. */
  readonly clips: Readonly<Record<string, string | undefined>>;
}

export interface CounterLayout {
  readonly id: string;
  readonly title: string;
  readonly number: number;
  /** The path of its page. */
  readonly page: string;
}

export interface PageOfHall {
  readonly path: string;
  readonly title: { readonly id: string; readonly en: string };
}

export interface DeviceLayout {
  readonly id: string;
  readonly kind: string;
  readonly role: 'board' | 'keys' | 'rating' | 'display' | 'printer' | 'scanner' | 'speaker' | 'signal';
  readonly title: { readonly id: string; readonly en: string };
  readonly counter: string | undefined;
  /** The rating pad for whose answers a lamp thanks. */
  readonly thanksFor: string | undefined;
  /** The title of the zone in which a speaker is heard. */
  readonly zone: string | undefined;
  /**
   * The keys in the order of the site file, with the functions of their presses in the words of the site file. Those of
   * a rating pad have `4` to `1`, or `complaint`, as `short`.
   */
  readonly keys: readonly KeyLayout[];
  /** The id of its cable, which may be another device's. */
  readonly cable: string;
}

export interface KeyLayout {
  readonly key: string;
  readonly short: string | undefined;
  readonly long: string | undefined;
  readonly double: string | undefined;
}

/** What a person in front of a device can see. A display or lamp without its cable is dark. */
export interface DeviceSight {
  readonly plugged: boolean;
  /** Bits 7..0 of each digit are point, a, b, c, d, e, f, g. */
  readonly segments?: readonly number[];
  /** In place of segments: rows from the top, `#` lit and `.` dark. */
  readonly dots?: readonly string[];
  /** The text that a person reads. */
  readonly reads?: string;
  readonly lamp?: 'off' | 'on' | 'flash';
  /** What was heard of a speaker last. */
  readonly speaker?: SpeakerSight;
  readonly held?: readonly string[];
  readonly printer?: {
    readonly paper: 'ok' | 'low' | 'out';
    readonly cover: 'closed' | 'open';
    readonly hung: boolean;
  };
}

/** An announcement as it was heard; `sound` is the path of its WAV, which no other announcement has. */
export interface SpeakerSight {
  /** The names of the clips it was made of; `?`: a sound that is none of them. */
  readonly words: readonly string[];
  /** False: it broke off. */
  readonly whole: boolean;
  readonly sound: string;
}

/** A printed ticket; `picture` is the path of its image. */
export interface TicketSight {
  readonly printer: string;
  readonly number: number;
  readonly code: string | undefined;
  readonly text: readonly string[];
  readonly complete: boolean;
  readonly picture: string;
}

/** The latency of one key press, in ms of the machine's clock since the contact closed. */
export interface TimedPress {
  readonly device: string;
  readonly key: string;
  /** Until the last byte for a display of the same counter; undefined: no display changed. */
  readonly shownMs: number | undefined;
  /** Until the counter's state was published over MQTT. */
  readonly saidMs: number | undefined;
}

/** The business day, counted from the hall's MQTT messages. */
export interface DaySight {
  readonly date: string | undefined;
  /** The count of each type of event, such as `ticket.issued`. */
  readonly counts: Readonly<Record<string, number>>;
  readonly calls: CallSums;
  /** One entry for each five minutes of the day in which a message came, in order. */
  readonly course: readonly DayPoint[];
  readonly play: PlaySight | undefined;
}

/**
 * What became of the calls of the day: `called` + `carried` is the sum of all the others. `carried`: at a counter when
 * the day began.
 */
export interface CallSums {
  readonly called: number;
  readonly carried: number;
  readonly served: number;
  readonly noShow: number;
  /** Put back into the queue. */
  readonly returned: number;
  readonly parked: number;
  readonly transferred: number;
  readonly cancelled: number;
  readonly atCounter: number;
  /** Called elsewhere, because their counter was removed from the site file. */
  readonly movedAway: number;
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

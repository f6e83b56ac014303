/**
 * What a device is in the hall. A role fixes the events and commands of its devices, so that the loop and the queue
 * know roles, and only a driver knows hardware.
 */

/**
 * A key of a call button, keypad, numpad or rating pad. Debounced; `key` is its name in the site file. `held`: the key
 * was already down when the device was opened, so the time of its press is unknown. It triggers nothing, but counts for
 * the detection of jammed keys.
 */
export type KeyEvent = { readonly type: 'pressed' | 'released' | 'held'; readonly key: string };

/** One complete scan that passed the scan grammar, or the reason why it did not. A refused text is not kept. */
export type ScanEvent =
  | { readonly type: 'scanned'; readonly text: string }
  | { readonly type: 'refused'; readonly reason: ScanRefusal };

export const scanRefusals = ['too-long', 'characters', 'personal-data', 'too-fast'] as const;
export type ScanRefusal = (typeof scanRefusals)[number];

export type DisplayCommand = {
  readonly type: 'show';
  /** The text to read, such as `A-012`. The driver fits it to its digits (see display/fit.ts). */
  readonly text: string;
};

/** The content of a ticket. Texts are plain; the driver reduces them to characters that its printer has. */
export interface TicketContent {
  readonly site: string;
  readonly service: string;
  readonly number: string;
  readonly class: 'regular' | 'priority';
  /** Local date and time, ready to print. */
  readonly issued: string;
  readonly waitingAhead: number;
  /** Printed as a QR code and read back by the scanners at the counters. */
  readonly code: string;
  readonly copy: boolean;
  readonly footer: string | undefined;
  readonly language: 'id' | 'en';
  /** Who gives the service: printed above the site. */
  readonly agency?: string | undefined;
  /** Where the visitor will be called; `names` are numbers of counters or names of zones. */
  readonly place?: { readonly of: 'counters' | 'zones'; readonly names: readonly string[] } | undefined;
  /** How long the wait is likely to be. Undefined: not known, or not wanted. */
  readonly estimateMinutes?: number | undefined;
  /** A text of the service. */
  readonly note?: string | undefined;
  /** An address for the visitor's phone, printed as a QR code of its own. */
  readonly link?: string | undefined;
  /** How the code is printed by a printer that has no setting of its own; `none`: by no printer. */
  readonly codeAs?: 'qr' | 'code128' | 'none' | undefined;
}

/** A sticker for a device of the hall. */
export interface LabelContent {
  readonly site: string;
  /** Its id in the site file. */
  readonly device: string;
  /** What it is, and of which counter; empty where it has none. */
  readonly what: string;
  readonly where: string;
  /** Its serial number, or where it is plugged in. */
  readonly known: { readonly by: 'serial' | 'place'; readonly text: string };
  /** What a phone reads: an address, which is printed below too, or a text. ASCII, at most 180 characters. */
  readonly code: string;
  readonly language: 'id' | 'en';
}

/** What a visitor takes along who wants to complain. */
export interface SlipContent {
  readonly site: string;
  /** The code of the complaint: ASCII. */
  readonly code: string;
  /** The name of the counter; empty where it was opened at a pad of the hall. */
  readonly where: string;
  /** Where the complaint is written: ASCII, at most 180 characters. */
  readonly link: string;
  readonly language: 'id' | 'en';
}

export type PrinterCommand =
  | { readonly type: 'slip'; readonly content: SlipContent }
  | { readonly type: 'print'; readonly content: TicketContent }
  | { readonly type: 'label'; readonly content: LabelContent };

/**
 * One announcement, which ends before the next begins. `clips`: names of clips in the order in which they are heard,
 * such as `chime`, `id/queue-number`, `id/letter-a`, `id/digit-0`. `volume`: percent of the loudest.
 */
export type SpeakerCommand = {
  readonly type: 'say';
  readonly clips: readonly string[];
  readonly volume: number;
};

/** What a lamp, buzzer or relay does until the next command. `flash`: at most three times a second. */
export type SignalCommand = { readonly type: 'signal'; readonly state: 'off' | 'on' | 'flash' };

export type Role = 'board' | 'keys' | 'rating' | 'display' | 'printer' | 'scanner' | 'speaker' | 'signal';

export interface RoleEvents {
  board: never;
  keys: KeyEvent;
  rating: KeyEvent;
  display: never;
  printer: never;
  scanner: ScanEvent;
  speaker: never;
  signal: never;
}

export interface RoleCommands {
  board: never;
  keys: never;
  rating: never;
  display: DisplayCommand;
  printer: PrinterCommand;
  scanner: never;
  speaker: SpeakerCommand;
  signal: SignalCommand;
}

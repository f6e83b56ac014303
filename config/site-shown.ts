export type Language = 'id' | 'en';

/** A web server for televisions in the hall. It shows numbers and counters, and accepts no commands. */
export interface BoardListener {
  readonly host: string;
  readonly port: number;
  /** Host names that browsers may use for it, besides those of the machine. */
  readonly hosts: readonly string[];
}

/**
 * The pages of the hall: the board, the state of the hall, an officer's stand-in, a ticket machine and a rating pad to
 * touch.
 */
export const webPages = ['board', 'status', 'counter', 'tickets', 'rating'] as const;
export type WebPage = (typeof webPages)[number];

/** The web server of the hall, for those who work in it. Its users are those of `mqtt`. */
export interface WebListener extends BoardListener {
  /** The pages that are switched on; at least one. */
  readonly pages: readonly WebPage[];
}

/** What boards show besides numbers. A reload may change it. */
export interface BoardDesign {
  /** An image, as written: a relative path starts in the folder of the site file. */
  readonly logo: string | undefined;
  /** `#rrggbb`; undefined: the board's own. */
  readonly colours: BoardColours | undefined;
  /** The running text. */
  readonly text: Readonly<Record<Language, string>> | undefined;
  /** One language, or both in turn. */
  readonly languages: readonly Language[];
}

export interface BoardColours {
  readonly background: string;
  readonly text: string;
  readonly accent: string;
}

/** What tickets have besides the number and its service. A reload may change it. */
export interface TicketDesign {
  /** A PNG image, as written: a relative path starts in the folder of the site file. */
  readonly logo: string | undefined;
  /** Who gives the service; it stands above the title of the site. */
  readonly agency: string | undefined;
  /** Whether the counters or the zones that serve the service are named. */
  readonly place: 'counter' | 'zone' | 'none';
  /** Whether the likely wait is printed, where it is known. */
  readonly estimate: boolean;
  /** How the code is printed; undefined: as a QR code. A printer's own setting goes before `qr` and `code128`. */
  readonly code: 'qr' | 'code128' | 'none' | undefined;
  /** An address for the visitor's phone, with names in braces (config/values/link.ts). */
  readonly link: string | undefined;
  readonly footer: string | undefined;
}

/** A repository of the office, read by apt: the hall itself has no use for it. */
export interface UpdateSettings {
  /** `https://...`, or a folder from `/`. */
  readonly from: string;
  /** The public key that signs it, as written: a relative path starts in the folder of the site file. */
  readonly keyFile: string;
}

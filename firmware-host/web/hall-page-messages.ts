import type { Said } from '../../config/texts/words.ts';
import type { AccessRole } from '../mqtt/commands/access-roles.ts';
import type { ElementId, Score } from '../queue/survey.ts';
import type { HallStatus } from '../status/status-types.ts';
import type { BoardLanguage, FeedMessage } from './feed-messages.ts';

/** Who has opened a page. `name`: the account; null where there is none, as on this machine without users. */
export interface PageReader {
  readonly name: string | null;
  /** Null: a kiosk, which takes tickets and nothing else. */
  readonly role: AccessRole | null;
}

/** The answer to an order: as the reply of the contract (docs/mqtt.md). `id` is null when it could not be read. */
export type OrderReply = { readonly type: 'reply'; readonly id: string | null } & (
  | { readonly ok: true; readonly result: object }
  | { readonly ok: false; readonly error: { readonly code: string; readonly text: string } }
);

/** The desk of an officer as the site file describes it, for the page of its counter. Titles are plain text. */
export interface OfficerDesk {
  readonly id: string;
  readonly title: string;
  readonly number: number;
  readonly language: 'id' | 'en';
  /** IANA zone, in which times are shown. */
  readonly zone: string;
  /** The services that the counter calls, in its order. */
  readonly serves: readonly DeskPlace[];
  /** Where a visitor can be sent on to. */
  readonly targets: { readonly services: readonly DeskPlace[]; readonly counters: readonly DeskPlace[] };
  /** The functions of all its keys, as the site file writes them: each once, in the order of the keys. */
  readonly functions: readonly string[];
  /** A number that is being typed: its most digits, and how long it is kept after the last one. */
  readonly entry: { readonly most: number; readonly ms: number };
  /** Why something was refused, by its code. */
  readonly refusals: Readonly<Record<string, Said>>;
}

interface DeskPlace {
  readonly id: string;
  readonly title: string;
}

/** How the keys on the desk are, in words. `since`: Unix ms by the controller's clock; null: not known. */
export interface Keypad {
  readonly id: string;
  readonly title: Said;
  readonly works: 'well' | 'impaired' | 'failed' | 'off' | 'unknown';
  readonly says: Said;
  readonly since: number | null;
  readonly troubles: readonly {
    readonly code: string;
    readonly says: Said;
    readonly who: Said;
    readonly since: number;
  }[];
}

/**
 * A message to a page. `reader`: first, once. `machine` to the ticket machine, `desk` and `keypads` to the page of a
 * counter: after the connection is made and after each change; the desk of a counter that the site has no more is null.
 * `beat`: the connection is up; it also says whether the broker is, and the controller's time `at` in Unix ms.
 */
export type PageMessage =
  | { readonly type: 'reader'; readonly reader: PageReader }
  | { readonly type: 'machine'; readonly machine: TicketMachine }
  | ({ readonly type: 'mqtt' } & FeedMessage)
  /** To the page of the status, instead of the messages that it is made of. `at`: as that of a beat. */
  | { readonly type: 'status'; readonly at: number; readonly status: HallStatus }
  | { readonly type: 'desk'; readonly desk: OfficerDesk | null }
  /** To a rating pad, as the desk to a counter. */
  | { readonly type: 'pad'; readonly pad: ScreenPad | null }
  | { readonly type: 'keypads'; readonly keypads: readonly Keypad[] }
  | { readonly type: 'beat'; readonly broker: boolean; readonly at: number }
  | OrderReply;

/**
 * What a page asks for, a line of JSON each. `id` is the page's own, different for each order: repeated with it, an
 * order has no second effect. `sent_at` and `expires_at` are as in the contract, by the controller's time.
 */
export type PageLine = { readonly id: string; readonly sent_at?: string; readonly expires_at?: string } & (
  | { readonly type: 'command'; readonly command: string; readonly fields: object }
  /** `action`: a function of a key as the site file writes it. */
  | { readonly type: 'press'; readonly action: string }
  /** What a visitor answers at a rating pad. `element`: what was asked; `score`: 1 to 4, the best. */
  | { readonly type: 'rate'; readonly element: ElementId; readonly score: Score }
  /** A visitor wants to complain. The result has the code, the address and the QR code of it (pad-desk.ts). */
  | { readonly type: 'complain' }
);

/** A rating pad on a screen: nothing of it is about anybody. */
export interface ScreenPad {
  /** The name of the counter. */
  readonly title: string;
  readonly language: BoardLanguage;
  /** What is asked today. */
  readonly element: ElementId;
  readonly isOpen: boolean;
  /** Whether complaints are taken. */
  readonly takesComplaints: boolean;
}

/** Minutes since local midnight: includes the first, excludes the second. */
export interface MachineSpan {
  readonly from: number;
  readonly to: number;
}

/** A service as the ticket machine on a screen shows it. How its queue is stands in `service/ID/state`. */
export interface MachineService {
  readonly id: string;
  readonly title: string;
  /** Opening spans by ISO weekday, 1 = Monday ... 7 = Sunday; a day that is missing is closed. */
  readonly hours: 'always' | Readonly<Record<string, readonly MachineSpan[]>>;
  /** Tickets end this long before the day's last closing. */
  readonly cutoffMinutes: number;
  /** The printers of which one prints its tickets; none: its numbers are given without paper. */
  readonly printers: readonly string[];
}

/** What the ticket machine on a screen knows of the site besides the messages of the contract. */
export interface TicketMachine {
  readonly title: string;
  /** IANA zone. */
  readonly zone: string;
  readonly language: BoardLanguage;
  readonly services: readonly MachineService[];
  /** Local dates (YYYY-MM-DD) on which the hall is closed. */
  readonly holidays: readonly string[];
}

import type { Said } from '../../config/texts/words.ts';
import type { Fixer, Severity } from '../../devices/fault-catalogue.ts';
import type { DeviceStateMessage } from '../mqtt/messages/device-messages.ts';
import type { CounterStateMessage, ServiceStateMessage } from '../mqtt/messages/hall-messages.ts';

/**
 * How a hall is for whoever listens to its messages. `unheard`: it has said nothing yet. `silent`: it has not spoken
 * for three times as long as it lets pass between two words, though nobody said goodbye for it. `unreachable`: the
 * broker does not answer, so that nothing of it can be heard.
 */
export type HallState = 'online' | 'stopped' | 'lost' | 'silent' | 'unheard' | 'unreachable';

/** Whether something works. `unknown`: nothing says so, or the hall is not heard. */
export type Works = 'well' | 'impaired' | 'failed' | 'off' | 'unknown';

/** Something that a person may have to mend. Times are Unix ms by the clock of the controller. */
export interface Trouble {
  /** The device; undefined: the controller itself. */
  readonly device: string | undefined;
  readonly code: string;
  readonly severity: Severity;
  readonly fix: Fixer;
  /** What is wrong and what to do. */
  readonly says: Said;
  /** What was seen in this very case. Undefined: nothing more than `says`. */
  readonly detail: Said | undefined;
  /** Who mends it. */
  readonly who: Said;
  readonly since: number;
  /** How often it was there. */
  readonly count: number;
}

export interface DeviceRow {
  readonly id: string;
  readonly title: string;
  readonly role: string;
  readonly place: string;
  /** The counter that it belongs to, by name. */
  readonly counter: string | undefined;
  /** What it hangs on: a board, a hub, a line. */
  readonly parent: string | undefined;
  readonly works: Works;
  readonly admin: DeviceStateMessage['admin'];
  readonly says: Said;
  readonly since: number | undefined;
  /** How it is known to be there. */
  readonly evidence: Said;
  /** Of a printer: what is known of its paper. */
  readonly paper: { readonly works: Works; readonly says: Said } | undefined;
  readonly troubles: readonly Trouble[];
}

export interface ServiceRow {
  readonly id: string;
  readonly title: string;
  /** Undefined where the hall is not heard: the figures of a hall that is gone are no figures. */
  readonly now: ServiceStateMessage | undefined;
  readonly says: Said;
}

export interface CounterRow {
  readonly id: string;
  readonly title: string;
  readonly now: CounterStateMessage | undefined;
  readonly says: Said;
}

/** What is known of the machine and its lines. */
export interface Fact {
  readonly name: 'clock' | 'disk' | 'power' | 'broker' | 'uplink' | 'site-file';
  readonly title: Said;
  readonly works: Works;
  readonly says: Said;
}

export interface EventLine {
  readonly sequence: string;
  /** Unix ms, by the clock of the controller. */
  readonly at: number;
  readonly says: Said;
}

/** Everything that people of the hall want to know of it, worst first. */
export interface HallStatus {
  readonly site: string;
  readonly title: string;
  readonly version: string | undefined;
  /** The language of the site. */
  readonly language: 'id' | 'en' | undefined;
  /** IANA zone, in which times are shown. */
  readonly zone: string | undefined;
  readonly hall: HallState;
  readonly says: Said;
  readonly troubles: readonly Trouble[];
  readonly devices: readonly DeviceRow[];
  readonly services: readonly ServiceRow[];
  readonly counters: readonly CounterRow[];
  readonly facts: readonly Fact[];
  /** The newest first. */
  readonly events: readonly EventLine[];
}

import { asEvent, asEventAgain, type How } from './fleet-line.ts';
import { eventText, type SiteJournal } from './site-journal.ts';
import type { Timetable } from './timetable.ts';

/** Events that the broker has not acknowledged yet. */
const windowMax = 16;
/** An event older than this when it is sent is historical. */
const historicalAfterMs = 60_000;
/** Requests of the office that wait, and events that one may bring. */
const replaysMax = 16;
const replayEventsMax = 500;
/** Whatever the office says. */
const rateLeastPerSecond = 1;
/** Unused time that may be made up for at once. */
const burstMs = 100;

export interface Asked {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

interface Replay extends Asked {
  next: number;
  first: number;
  last: number;
  events: number;
}

/** What a replay came to: the first and last sequence that were sent again, and how many; or an error's code. */
export type ReplayOutcome =
  | { readonly from: number; readonly to: number; readonly events: number }
  | { readonly error: string };

export interface SenderOptions {
  readonly site: string;
  readonly timetable: Timetable;
  readonly journal: SiteJournal;
  /** Events a second of the site's own. */
  readonly rate: number;
  /** The site's clock, Unix ms. */
  readonly wall: () => number;
  readonly publish: (topic: string, payload: string, how: How, acked: () => void) => void;
  readonly replied: (id: string, outcome: ReplayOutcome) => void;
  /** These events were never sent, and the journal no longer has them. */
  readonly dropped: (from: number, to: number) => void;
  /** One of how many events is sent twice; 0: none. */
  readonly twiceShare: number;
  readonly random: () => number;
}

/** Sends the journal of a site to the office: each event until it is acknowledged, at the rate that is allowed. */
export class SiteSender {
  readonly #of: SenderOptions;
  readonly #prefix: string;
  /** Events on the way, the oldest first: what is done when it is acknowledged. */
  #under: (number | Replay | undefined)[] = [];
  #replays: Replay[] = [];
  #acked: number;
  /** The cursor on the disk. */
  #saved: number;
  #next: number;
  #officeRate = Number.POSITIVE_INFINITY;
  #dueAt = 0;
  #isUp = false;
  #isWaiting = false;
  /** Tells answers of this connection from those of one before. */
  #line = 0;
  /** The last one that was ever sent. */
  #highest: number;
  /** Different events that were sent, without what was asked for. */
  events = 0;
  replayed = 0;
  asked = 0;

  constructor(of: SenderOptions, acked: number) {
    this.#of = of;
    this.#prefix = `loket/v1/${of.site}/event/`;
    this.#acked = acked;
    this.#saved = acked;
    this.#highest = acked;
    this.#next = acked + 1;
  }

  /** All up to here were acknowledged. */
  get acked(): number {
    return this.#acked;
  }

  get backlog(): number {
    return this.#of.journal.last - this.#acked;
  }

  up(): void {
    this.#isUp = true;
    this.#line++;
    this.#next = this.#acked + 1;
    this.pump();
  }

  down(): void {
    this.#isUp = false;
    this.#line++;
    this.#under = [];
    this.#replays = [];
    this.#officeRate = Number.POSITIVE_INFINITY;
  }

  /** Once a minute: what a process that is killed then still knows. */
  save(): void {
    this.#saved = this.#acked;
  }

  /** The process died; it goes on from the cursor on the disk, and sends some events again. */
  forget(): void {
    this.#acked = this.#saved;
  }

  /** What stands on `loket/office/state`. */
  officeSays(payload: string): void {
    const said = object(payload);
    const isRate = said.state === 'online' && typeof said.rate === 'number';
    this.#officeRate = isRate ? Math.max(rateLeastPerSecond, Number(said.rate)) : Number.POSITIVE_INFINITY;
  }

  replay({ id, from, to }: Asked): void {
    this.asked++;
    if (this.#replays.length >= replaysMax) return void this.#of.replied(id, { error: 'busy' });
    const last = Math.min(to, from + replayEventsMax - 1, this.#of.journal.last);
    const first = Math.max(from, this.#of.journal.first);
    if (first > last) return void this.#of.replied(id, { error: 'nothing-to-replay' });
    this.#replays.push({ id, from, to: last, next: first, first, last: first, events: 0 });
    this.pump();
  }

  /** Sends what may be sent now. */
  pump(): void {
    const { timetable } = this.#of;
    while (this.#isUp && !this.#isWaiting && this.#under.length < windowMax) {
      if (this.#replays.length === 0 && this.#next > this.#of.journal.last) return;
      const now = timetable.clockNow();
      this.#dueAt = Math.max(this.#dueAt, now - burstMs);
      if (this.#dueAt > now) {
        this.#isWaiting = true;
        timetable.afterOnClock(this.#dueAt - now, () => {
          this.#isWaiting = false;
          this.pump();
        });
        return;
      }
      this.#dueAt += 1_000 / Math.min(this.#of.rate, this.#officeRate);
      if (this.#replays.length > 0) this.#sendReplay();
      else this.#sendNext();
    }
  }

  #sendNext(): void {
    const { first } = this.#of.journal;
    if (this.#next < first) {
      this.#of.dropped(this.#next, first - 1);
      // The journal forgets one more for the event that tells of it.
      this.#next = this.#of.journal.first;
      this.#acked = this.#next - 1;
    }
    const sequence = this.#next++;
    if (sequence > this.#highest) this.events++;
    this.#highest = Math.max(this.#highest, sequence);
    this.#send(sequence, false, sequence);
  }

  #sendReplay(): void {
    const [replay] = this.#replays;
    if (replay === undefined) return;
    const sequence = replay.next++;
    replay.events++;
    replay.last = sequence;
    const isLast = replay.next > replay.to;
    if (isLast) this.#replays.shift();
    this.replayed++;
    this.#send(sequence, true, isLast ? replay : undefined);
  }

  #send(sequence: number, isReplay: boolean, whenAcked: number | Replay | undefined): void {
    const { journal, site, publish, random, twiceShare } = this.#of;
    const record = journal.at(sequence);
    if (record === undefined) {
      // Forgotten while the replay was under way.
      if (typeof whenAcked === 'object') this.#done(whenAcked);
      return;
    }
    const isHistorical = isReplay || this.#of.wall() - record.time > historicalAfterMs;
    const topic = this.#prefix + record.what;
    const payload = eventText(site, sequence, record, isHistorical);
    const line = this.#line;
    this.#under.push(whenAcked);
    publish(topic, payload, asEvent, () => {
      if (line === this.#line) this.#ackedOne();
    });
    if (twiceShare > 0 && random() < twiceShare) publish(topic, payload, asEventAgain, () => undefined);
  }

  #ackedOne(): void {
    const done = this.#under.shift();
    if (typeof done === 'number') this.#acked = Math.max(this.#acked, done);
    else if (done !== undefined) this.#done(done);
    this.pump();
  }

  #done({ id, first, last, events }: Replay): void {
    this.#of.replied(id, { from: first, to: last, events });
  }
}

function object(payload: string): { readonly [field: string]: unknown } {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null
      ? (value as { readonly [field: string]: unknown })
      : {};
  } catch {
    return {};
  }
}

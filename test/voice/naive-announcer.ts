import type { AnnouncementEvent } from '../../firmware-host/journal/journal-port.ts';
import type { QueueEvent } from '../../firmware-host/queue/events.ts';
import type { SpokenHall } from './spoken-hall.ts';

/** What was called and has not been said or dropped, in the order in which it was called. */
interface Call {
  readonly ticket: string;
  readonly counter: string;
  readonly zone: string | null;
  at: number;
}

const tooOldMs = 30_000;

/**
 * What a listener with a list of calls would expect of a hall. It knows the events of the queue and of announcements,
 * and what the speakers were told; it shares no code with the announcer. Each rule that is broken is a sentence.
 */
export class NaiveAnnouncer {
  readonly broken: string[] = [];
  readonly #hall: SpokenHall;
  #calls: Call[] = [];
  /** What each zone says now, by zone, and what was begun in all. */
  #saying = new Map<string | null, { readonly announcement: string; readonly words: string }>();
  #replaced: string[] = [];
  readonly #ended = new Set<string>();
  #heard = new Map<string, number>();

  constructor(hall: SpokenHall) {
    this.#hall = hall;
  }

  /** To be called for what the queue has decided, before the hall has settled. */
  queue(events: readonly QueueEvent[]): void {
    for (const event of events) {
      const isCall = event.type === 'ticket.called' && event.cause !== 'walk-in';
      if (!isCall && event.type !== 'ticket.recalled') continue;
      if (!('counter' in event) || !('ticket' in event)) continue;
      const { ticket, counter } = event;
      const zone = this.#hall.running.site().counters.get(counter)?.zone ?? null;
      if (this.#speakers(zone).length === 0) continue;
      const before = this.#calls.find((call) => call.ticket === ticket && call.counter === counter);
      if (before === undefined) this.#calls.push({ ticket, counter, zone, at: this.#hall.at });
      else {
        before.at = this.#hall.at;
        this.#replaced.push(`${ticket} ${counter}`);
      }
    }
  }

  /** To be called when the hall has settled: looks at what was said, and at what should have been. */
  look(): void {
    for (const event of this.#hall.events.splice(0)) this.#take(event);
    this.#lookAtSpeakers();
    for (const zone of ['utara', 'selatan']) {
      const plays = this.#speakers(zone).some((id) => this.#hall.speakers.get(id)?.playing !== undefined);
      if (this.#saying.has(zone) && !plays) this.#break(`nothing is heard in ${zone}, and it has not ended`);
      if (!this.#saying.has(zone) && this.#usable(zone).length > 0) {
        const kept = this.#calls.find((call) => call.zone === zone && this.#isToSay(call));
        if (kept !== undefined) this.#break(`${kept.ticket} is kept silent in ${zone}`);
      }
    }
  }

  /** The process has died: what was not said yet must not be said any more. */
  restarted(): void {
    this.#calls = [];
    this.#saying.clear();
    this.#replaced = [];
    this.#hall.events.splice(0);
  }

  #take(event: AnnouncementEvent): void {
    const { announcement, zone } = event;
    if (event.type === 'announcement.started') {
      const { ticket = '', counter = '' } = event;
      if (this.#saying.has(zone)) this.#break(`${ticket} is said in ${zone} while something else is`);
      this.#said(zone, ticket, counter);
      this.#saying.set(zone, { announcement, words: event.clips.join(' ') });
      if (event.speakers.join() !== this.#usable(zone).join())
        this.#break(`${ticket} is said on ${event.speakers.join()}`);
      const words = wordsOf(ticket, this.#hall.running.site().counters.get(counter)?.rules.number ?? 0);
      if (event.clips.join(' ') !== words) this.#break(`${ticket} is said as ${event.clips.join(' ')}`);
      return;
    }
    if (this.#ended.has(announcement)) this.#break(`${announcement} ends twice`);
    this.#ended.add(announcement);
    const wasSaid = this.#saying.get(zone)?.announcement === announcement;
    if (wasSaid) this.#saying.delete(zone);
    if (event.type === 'announcement.finished') {
      if (!wasSaid) this.#break(`${announcement} is finished without being said`);
    } else if (!wasSaid) this.#dropped(event);
  }

  #said(zone: string | null, ticket: string, counter: string): void {
    const at = this.#calls.findIndex((call) => call.ticket === ticket && call.counter === counter);
    const call = this.#calls[at];
    if (call === undefined) {
      this.#break(`${ticket} is said at ${counter} without a call, or twice`);
      return;
    }
    if (call.zone !== zone) this.#break(`${ticket} is said in ${zone}`);
    if (!this.#isCalled(call)) this.#break(`${ticket} is said at ${counter} after it was over`);
    if (this.#hall.at - call.at >= tooOldMs) this.#break(`${ticket} is said late`);
    const before = this.#calls.slice(0, at).find((one) => one.zone === zone && this.#isToSay(one));
    if (before !== undefined) this.#break(`${ticket} is said before ${before.ticket}`);
    this.#calls.splice(at, 1);
  }

  #dropped(event: Extract<AnnouncementEvent, { type: 'announcement.dropped' }>): void {
    const { ticket = '', counter = '', reason, zone } = event;
    if (reason === 'replaced') {
      const at = this.#replaced.indexOf(`${ticket} ${counter}`);
      if (at < 0) this.#break(`${ticket} is replaced by nothing`);
      else this.#replaced.splice(at, 1);
      return;
    }
    const at = this.#calls.findIndex((call) => call.ticket === ticket && call.counter === counter);
    const call = this.#calls[at];
    if (call === undefined) {
      this.#break(`${ticket} is dropped without a call`);
      return;
    }
    this.#calls.splice(at, 1);
    const right =
      (reason === 'over' && !this.#isCalled(call)) ||
      (reason === 'late' && this.#hall.at - call.at >= tooOldMs) ||
      (reason === 'no-speaker' && this.#usable(zone).length === 0) ||
      reason === 'stopped';
    if (!right) this.#break(`${ticket} is dropped as ${reason}`);
  }

  /** All speakers of a zone say what its announcement says, and no other speaker says anything. */
  #lookAtSpeakers(): void {
    for (const [id, speaker] of this.#hall.speakers) {
      const zone = id === 'bawah' ? 'selatan' : 'utara';
      if (speaker.interrupted > 0) this.#break(`${id} is interrupted`);
      const said = this.#heard.get(id) ?? 0;
      this.#heard.set(id, speaker.said.length);
      const words = this.#saying.get(zone)?.words;
      for (const { clips } of speaker.said.slice(said))
        if (speaker.playing !== undefined && clips.join(' ') !== words)
          this.#break(`${id} says ${clips.join(' ')} without an event`);
    }
  }

  #isToSay(call: Call): boolean {
    return this.#isCalled(call) && this.#hall.at - call.at < tooOldMs;
  }

  #isCalled({ ticket, counter }: Call): boolean {
    const at = this.#hall.state.counters.get(counter)?.ticket;
    return at?.id === ticket && at.state === 'called';
  }

  #speakers(zone: string | null): readonly string[] {
    return zone === 'utara' ? ['kiri', 'kanan'] : zone === 'selatan' ? ['bawah'] : [];
  }

  #usable(zone: string | null): readonly string[] {
    return this.#speakers(zone).filter((id) => this.#hall.speakers.get(id)?.usable === true);
  }

  #break(rule: string): void {
    this.broken.push(rule);
  }
}

/** The clips of a call in Indonesian, digit by digit, as a listener writes them down. */
function wordsOf(ticket: string, counter: number): string {
  const [prefix = '', digits = ''] = ticket.split('-');
  const number = [...digits].map((digit) => `id/digit-${digit}`).join(' ');
  return `chime id/queue-number id/letter-${prefix.toLowerCase()} ${number} silence id/go-to-counter id/digit-${counter}`;
}

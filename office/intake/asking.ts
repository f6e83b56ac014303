import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { replayMax } from '../../firmware-host/mqtt/commands/command-table.ts';
import type { Barrier } from './barrier.ts';
import { intakeLimits } from './intake-limits.ts';
import type { RequestPlace, Requests } from './requests.ts';
import type { Gap, Resequencer } from './resequencer.ts';

const { askAgainMs, askAgainMaxMs, answersMax } = intakeLimits;

/** A request for events `from` to `to`. */
export interface ReplayRequest extends Gap {
  readonly id: string;
}

export interface AskingOptions {
  readonly clock: Clock;
  readonly barrier: Barrier;
  readonly requests: Requests;
  readonly resequencer: () => Pick<Resequencer<unknown>, 'gap' | 'next' | 'hasHeld'>;
  /** What the site says it has sent is old: it may have sent more since. */
  readonly isOldWord: () => boolean;
  /** False: the site has so much waiting that what it sent now would be dropped. */
  readonly hasRoom: () => boolean;
  /** A unique request id. */
  readonly newId: (gap: Gap) => string;
  readonly send: (asked: ReplayRequest) => void;
  /** Called when events are newly missing. */
  readonly missing: (gap: Gap) => void;
}

/**
 * Asks one site for the events missing before the next one, repeatedly until they come. A gap is asked for once a
 * marker proves that it is one, and there is room among the requests under way. A request whose events are still
 * coming is not made again.
 */
export class Asking {
  readonly #of: AskingOptions;
  /** Everything up to here that has not come is missing. */
  #provenTo = 0;
  #asked: ReplayRequest | undefined;
  #place: RequestPlace | undefined;
  /** The next event that the request is to bring, and when the one before it came. */
  #nextDue = 0;
  #movedAt: Millis = 0;
  #silences = 0;
  /** Answers that did not bring the requested events. */
  #answers = 0;
  /** The beginning of the gap that was told. */
  #toldFrom = 0;
  #isThere = true;
  #stopped = false;
  /** What is waited for: a marker, room or an answer. */
  #waiting: Cancel | undefined;

  constructor(of: AskingOptions) {
    this.#of = of;
  }

  /** Call this when the resequencer, or the room, may have changed: a gap may have opened or closed. */
  watch(): void {
    if (this.#stopped) return;
    const resequencer = this.#of.resequencer();
    const gap = resequencer.gap();
    if (this.#asked !== undefined) this.#came(this.#asked, gap?.from ?? resequencer.next ?? 0);
    if (gap === undefined) this.#rest();
    else if (this.#waiting !== undefined || !this.#isThere || !this.#of.hasRoom()) return;
    else if (gap.from <= this.#provenTo) this.#ask(gap);
    else this.#doubt(gap);
  }

  /** Takes a reply to a request. Returns the missing events once the site has shown that it does not have them. */
  answered(reply: unknown): Gap | undefined {
    const { id, ok, error } = Object(reply) as { id?: unknown; ok?: unknown; error?: unknown };
    if (this.#asked === undefined || id !== this.#asked.id) return undefined;
    if (ok !== true && Object(error).code !== 'nothing-to-replay') return undefined;
    const gap = this.#of.resequencer().gap();
    this.#silences = 0;
    if (gap?.from !== this.#asked.from) {
      // It had a part of them: the rest is asked for at once.
      this.#rest();
      this.watch();
      return undefined;
    }
    this.#answers++;
    return this.#answers < answersMax ? undefined : gap;
  }

  /** What came was dropped for want of room: the answer to the request under way says nothing of the site. */
  dropped(): void {
    if (this.#asked === undefined) return;
    this.#rest();
    this.watch();
  }

  /** The site is there, or it is not: nobody would answer. */
  isThere(there: boolean): void {
    if (there === this.#isThere) return;
    this.#isThere = there;
    this.#silences = 0;
    if (there) this.watch();
    else this.#rest();
  }

  /** The site gives its numbers again: what was asked for is no longer wanted. */
  forget(): void {
    this.#rest();
    this.#provenTo = 0;
    this.#toldFrom = 0;
  }

  /** Ends for good: no further requests. */
  stop(): void {
    this.#stopped = true;
    this.#rest();
  }

  #rest(): void {
    this.#waiting?.();
    this.#waiting = undefined;
    this.#place?.end();
    this.#place = undefined;
    this.#asked = undefined;
  }

  #came(request: ReplayRequest, next: number): void {
    const due = Math.min(next, request.to + 1);
    if (due > this.#nextDue) {
      this.#place?.came(due - this.#nextDue);
      this.#nextDue = due;
      this.#movedAt = this.#of.clock.now();
      this.#silences = 0;
    }
    if (due > request.to) this.#rest();
  }

  #doubt({ to }: Gap): void {
    this.#waiting = this.#of.barrier.whenDelivered(() => {
      this.#waiting = undefined;
      this.#provenTo = to;
      this.watch();
    });
  }

  #ask(gap: Gap): void {
    const events = Math.min(gap.to, this.#provenTo, gap.from + replayMax - 1) - gap.from + 1;
    this.#waiting = this.#of.requests.wait(events, (place) => {
      this.#waiting = undefined;
      const now = this.#of.resequencer().gap();
      if (now !== undefined && now.from <= this.#provenTo) {
        this.#place = place;
        this.#send({ from: now.from, to: this.#end(now, events) }, now);
      } else {
        // Meanwhile they came.
        place.end();
        this.watch();
      }
    });
  }

  /** The last event to ask for. A site sends what it has, so one request is enough for all that came since its word. */
  #end({ from, to }: Gap, events: number): number {
    if (this.#of.isOldWord() && !this.#of.resequencer().hasHeld) return from + replayMax - 1;
    return Math.min(to, this.#provenTo, from + events - 1);
  }

  #send({ from, to }: Gap, gap: Gap): void {
    if (this.#toldFrom !== from) {
      this.#answers = 0;
      this.#silences = 0;
      this.#of.missing(gap);
    }
    this.#toldFrom = from;
    this.#asked = { id: this.#of.newId(gap), from, to };
    this.#nextDue = from;
    this.#movedAt = this.#of.clock.now();
    this.#listen();
    this.#of.send(this.#asked);
  }

  #listen(): void {
    const { clock } = this.#of;
    const patienceMs = Math.min(askAgainMaxMs, askAgainMs * 2 ** this.#silences);
    const again = () => {
      if (clock.now() - this.#movedAt < patienceMs) return this.#listen();
      this.#silences++;
      // The answer may stand in the queue of the broker: a marker has to prove that it does not.
      this.#provenTo = 0;
      this.#rest();
      this.watch();
    };
    this.#waiting = clock.after(this.#movedAt + patienceMs - clock.now(), again, 'office: ask again');
  }
}

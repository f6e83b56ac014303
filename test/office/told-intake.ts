import { Fault } from '../../devices/fault.ts';
import { eventMessage } from '../../firmware-host/mqtt/messages/outgoing.ts';
import type { ReadyBatch } from '../../office/intake/followed-site.ts';
import { Intake, type IntakeOptions } from '../../office/intake/office-intake.ts';
import type { Gap } from '../../office/intake/resequencer.ts';
import type { Applied } from '../../office/store/store-port.ts';
import type { Heard } from '../../office/verdict/heard-message.ts';
import { calls } from '../journal/records.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { OfficeLine } from './office-line.ts';

/** How the store behaves: it fails by a code of its own or by some error, hangs, or takes this long. */
export type StoreMood = { readonly fails: Error } | 'hangs' | { readonly ms: number };

export const away = {
  fails: Object.assign(new Fault('journal.stopped', 'no store'), { code: 'store.away' }),
};

/** A store that keeps what it is given in memory, and can be in any mood. */
export class MoodyStore {
  readonly kept = new Map<string, { applied: Applied; events: string[] }>();
  /** The sites and the number of events of each transaction. */
  readonly transactions: { readonly sites: readonly string[]; readonly events: number }[] = [];
  reads: string[] = [];
  mood: StoreMood = { ms: 0 };
  readMood: StoreMood = { ms: 0 };
  /** Events that it refuses, whatever its mood: `{site} {boot}{sequence}`. */
  readonly poison = new Set<string>();
  tries = 0;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  async #behave(mood: StoreMood): Promise<void> {
    if (mood === 'hangs') return new Promise(() => undefined);
    if ('fails' in mood) throw mood.fails;
    if (mood.ms > 0) await new Promise<void>((done) => void this.#clock.after(mood.ms, done));
  }

  async read(site: string): Promise<Applied | undefined> {
    this.reads.push(site);
    await this.#behave(this.readMood);
    return this.kept.get(site)?.applied;
  }

  async apply(batches: readonly ReadyBatch[]): Promise<void> {
    this.tries++;
    await this.#behave(this.mood);
    const named = batches.flatMap(({ site, events }) =>
      events.map(({ boot, sequence }) => `${site} ${boot}${sequence}`),
    );
    if (named.some((name) => this.poison.has(name))) throw new Error('cannot be kept');
    this.transactions.push({ sites: batches.map(({ site }) => site), events: named.length });
    for (const { site, events, applied, backTo } of batches) {
      const before = this.kept.get(site)?.events ?? [];
      const stays = backTo === undefined ? before : before.filter((one) => Number(one.slice(1)) < backTo);
      this.kept.set(site, {
        applied,
        events: [...stays, ...events.map(({ boot, sequence }) => `${boot}${sequence}`)],
      });
    }
  }

  events(site: string): readonly string[] {
    return this.kept.get(site)?.events ?? [];
  }
}

/** An intake on virtual time, with a line and a store that can go wrong. */
export class ToldIntake {
  readonly clock = new VirtualClock();
  readonly line = new OfficeLine(this.clock);
  readonly store = new MoodyStore(this.clock);
  readonly heard: Heard[] = [];
  readonly lost: string[] = [];
  readonly again: string[] = [];
  readonly twice: string[] = [];
  readonly refusals: unknown[] = [];
  mute = 0;
  intake: Intake;

  constructor(more: Partial<IntakeOptions> = {}) {
    this.intake = this.start(more);
  }

  /** Starts it, or starts it anew on what the store has. */
  start(more: Partial<IntakeOptions> = {}): Intake {
    const span = (site: string, { from, to }: Gap) => `${site} ${from}-${to}`;
    this.intake = new Intake({
      ...{ connection: this.line, account: 'kantor', boot: 'o', store: this.store, clock: this.clock },
      wall: () => 1_760_000_000_000 + this.clock.now(),
      heard: (message) => this.heard.push(message),
      from: 1,
      told: {
        lost: (site, gap) => this.lost.push(span(site, gap)),
        again: (site, gap) => this.again.push(span(site, gap)),
        twice: (site, boots) => this.twice.push(`${site} ${boots.join(' ')}`),
        notStored: (why) => this.refusals.push(why),
        noMarkers: () => this.mute++,
      },
      ...more,
    });
    return this.intake;
  }

  /** Events `from` to `to` of one run arrive. */
  come(site: string, boot: string, from: number, to = from): this {
    for (const { topic, payload } of messages(site, boot, from, to)) this.line.deliver(topic, payload);
    return this;
  }

  /** The same, into the queue of the broker to the office. */
  queue(site: string, boot: string, from: number, to = from): this {
    this.line.queueAll(messages(site, boot, from, to));
    return this;
  }

  says(site: string, what: string, payload: unknown, retain = false): this {
    this.line.deliver(`loket/v1/${site}/${what}`, JSON.stringify(payload), retain);
    return this;
  }

  /** Sites answer replays: those of `has` events, of one run; the others are silent. */
  answer(has: (site: string) => { readonly boot: string; readonly upTo: number } | undefined): this {
    this.line.readers.push(({ topic, payload }) => {
      const site = /^loket\/v1\/(.*)\/command\/replay$/.exec(topic)?.[1];
      const here = site === undefined ? undefined : has(site);
      if (site === undefined || here === undefined) return;
      const { id, from, to } = JSON.parse(payload);
      const last = Math.min(to, here.upTo);
      if (last >= from) this.queue(site, here.boot, from, last);
      const reply =
        last >= from ? { id, ok: true } : { id, ok: false, error: { code: 'nothing-to-replay', text: '' } };
      this.line.queue(`loket/v1/${site}/reply/replay`, JSON.stringify(reply), false);
    });
    return this;
  }

  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
  }

  /** Replays that were asked for, as `{site} {from}-{to}`. */
  asked(): readonly string[] {
    return this.line.published
      .filter(({ topic }) => topic.endsWith('/command/replay'))
      .map(({ topic, payload }) => {
        const { from, to } = JSON.parse(payload);
        return `${topic.split('/')[2]} ${from}-${to}`;
      });
  }

  markers(): number {
    return this.line.published.filter(({ topic }) => topic.startsWith('loket/office/marker/')).length;
  }
}

/** The messages of events `from` to `to`. */
export function messages(site: string, boot: string, from: number, to: number) {
  return calls(from, to - from + 1).map((record) => eventMessage(site, { ...record, boot }));
}

export const run = (boot: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => `${boot}${from + at}`);

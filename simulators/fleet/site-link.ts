import { between } from '../day/day-plan.ts';
import { type Session, willText } from './controller-words.ts';
import { asEvent, asState, type FleetLine, type How, type OpenLine } from './fleet-line.ts';
import { readReplay, replyText } from './replay-request.ts';
import type { SiteJournal } from './site-journal.ts';
import type { SitePlan } from './site-plan.ts';
import { SiteSender } from './site-sender.ts';
import type { Timetable } from './timetable.ts';

const officeStateTopic = 'loket/office/state';
const keepAliveMs = 20_000;
/** A process notices a frozen line by what is not answered. */
const noticeMs = [20_000, 40_000] as const;
const backAfterMs = [500, 3_000] as const;
/** Who was put out by another controller with its id waits longer. */
const afterRivalMs = [20_000, 45_000] as const;
/** Attempts on a line that is dead, each after twice as long. */
const retryFirstMs = 1_000;
const retryMaxMs = 60_000;
/** A loss of the line stays in the reasons for so long after it. */
const downToldMs = 30_000;

export interface LinkOptions {
  readonly timetable: Timetable;
  readonly open: OpenLine;
  readonly rate: number;
  readonly twiceShare: number;
  readonly random: () => number;
}

/** What the line has to know of its site. */
export interface LinkedSite {
  readonly plan: SitePlan;
  readonly journal: SiteJournal;
  /** Its process does something. */
  readonly isRunning: boolean;
  readonly hasRival: boolean;
  readonly session: Session;
  /** Unix ms of its clock. */
  stamp(): number;
  event(what: string, subject: string | undefined, data: string): void;
  readonly voice: { everything(): void; state(): void };
}

/** The line of a site to the central office: connections one after the other, and the events that go over them. */
export class SiteLink {
  readonly #site: LinkedSite;
  readonly #of: LinkOptions;
  readonly #root: string;
  #sender: SiteSender;
  #line: FleetLine | undefined;
  #cable: 'whole' | 'cut' | 'frozen' = 'whole';
  /** Attempts and connections of this run. */
  connection = 0;
  isUp = false;
  /** Since when it had no line, Unix ms of the site's clock; for half a minute after its return. */
  downSince: number | undefined;
  /** Counts plans to connect: only the last one counts. */
  #plans = 0;
  messages = 0;
  /** Attempts that failed, one after the other. */
  #failures = 0;

  constructor(site: LinkedSite, of: LinkOptions) {
    this.#site = site;
    this.#of = of;
    this.#root = `loket/v1/${site.plan.id}/`;
    this.#sender = this.#createSender(0);
  }

  /** `acked`: the office has had the events up to there. */
  begin(acked: number): void {
    this.#sender = this.#createSender(acked);
  }

  #createSender(acked: number): SiteSender {
    const { timetable, rate, twiceShare, random } = this.#of;
    const site = this.#site;
    const publish = (topic: string, payload: string, how: How, acked: () => void) =>
      this.publish(topic, payload, how, acked);
    return new SiteSender(
      {
        ...{ timetable, rate, twiceShare, random, publish, site: site.plan.id, journal: site.journal },
        wall: () => site.stamp(),
        replied: (id, outcome) => this.publish(`${this.#root}reply/replay`, replyText(id, outcome), asEvent),
        dropped: (from, to) => site.event('journal/dropped', undefined, `{"from":${from},"to":${to}}`),
      },
      acked,
    );
  }

  /** Sequence up to which the broker has all. */
  get sent(): number {
    return this.#sender.acked;
  }

  get backlog(): number {
    return this.#sender.backlog;
  }

  /** How often it was asked for events. */
  get replays(): number {
    return this.#sender.asked;
  }

  get figures() {
    const { events, replayed, asked } = this.#sender;
    return { events, replayed, asked, messages: this.messages };
  }

  journaled(): void {
    if (this.isUp && this.#site.isRunning) this.#sender.pump();
  }

  /** The cursor is saved. */
  save(): void {
    this.#sender.save();
  }

  publish(topic: string, payload: string, how: How, acked?: () => void): void {
    if (!this.isUp || this.#line === undefined) return;
    this.messages++;
    this.#line.publish(topic, payload, how, acked);
  }

  connect(): void {
    const { open, timetable } = this.#of;
    const site = this.#site;
    if (!site.isRunning || this.#line !== undefined) return;
    this.connection++;
    if (this.#cable !== 'whole') {
      const waitMs = Math.min(retryMaxMs, retryFirstMs * 2 ** Math.min(10, this.#failures++));
      return void this.#connectIn(waitMs * (0.5 + this.#of.random() / 2));
    }
    const line: FleetLine = open(
      {
        clientId: `loket-${site.plan.id}`,
        will: { topic: `${this.#root}controller/state`, payload: willText(site.session, site.stamp()) },
        keepAliveMs: keepAliveMs / timetable.speed,
        filters: [`${this.#root}command/replay`, officeStateTopic],
      },
      {
        up: () => line === this.#line && this.#up(),
        lost: () => line === this.#line && this.#lost(),
        message: (topic, payload, isRetained) => this.#heard(topic, payload, isRetained),
      },
    );
    this.#line = line;
  }

  #up(): void {
    const site = this.#site;
    this.isUp = true;
    this.#failures = 0;
    site.voice.everything();
    this.#sender.up();
    if (this.downSince === undefined) return;
    const since = this.downSince;
    this.#of.timetable.after(downToldMs, () => {
      if (this.downSince !== since || !this.isUp) return;
      this.downSince = undefined;
      if (site.isRunning) site.voice.state();
    });
  }

  #lost(): void {
    const { random } = this.#of;
    this.#gone();
    const [leastMs, mostMs] = this.#site.hasRival ? afterRivalMs : backAfterMs;
    this.#connectIn(between(random, leastMs, mostMs));
  }

  #gone(): void {
    this.#line = undefined;
    if (this.isUp) this.downSince = this.#site.stamp();
    this.isUp = false;
    this.#sender.down();
  }

  #connectIn(ms: number): void {
    const plan = ++this.#plans;
    this.#of.timetable.after(ms, () => {
      if (plan === this.#plans) this.connect();
    });
  }

  #heard(topic: string, payload: string, isRetained: boolean): void {
    if (!this.#site.isRunning) return;
    if (topic === officeStateTopic) return void this.#sender.officeSays(payload);
    const read = readReplay(payload, isRetained, this.#site.stamp());
    if ('error' in read) this.publish(`${this.#root}reply/replay`, replyText(read.id, read), asEvent);
    else this.#sender.replay(read);
  }

  /** The process is gone, and its connection with it. */
  died(): void {
    this.#line?.reset();
    this.#forgotten();
    this.#sender.forget();
  }

  /** The process ends in order, with a last word. */
  stopped(lastWord: string): void {
    this.publish(`${this.#root}controller/state`, lastWord, asState);
    this.#line?.close();
    this.#forgotten();
  }

  /** Ends it in order, for good. */
  close(): void {
    this.#line?.close();
    this.#forgotten();
  }

  #forgotten(): void {
    this.#plans++;
    this.#gone();
    this.downSince = undefined;
    this.connection = 0;
  }

  /** The process hangs: nothing is read or written any more. */
  freeze(): void {
    this.#line?.freeze();
  }

  thaw(): void {
    if (this.#cable === 'frozen') return;
    if (this.#line === undefined) this.#connectIn(between(this.#of.random, ...backAfterMs));
    else this.#line.thaw();
  }

  /** A router forgets the connection: it is made again at once. */
  reset(): void {
    if (this.#line === undefined) return;
    this.#line.reset();
    this.#lost();
  }

  /** The line is cut: the network says so to both ends. */
  cut(): void {
    this.#cable = 'cut';
    this.reset();
  }

  /** Nothing passes any more, and neither end is told. */
  freezeCable(): void {
    this.#cable = 'frozen';
    const line = this.#line;
    line?.freeze();
    this.#of.timetable.after(between(this.#of.random, ...noticeMs), () => {
      if (this.#cable !== 'frozen' || line === undefined || line !== this.#line) return;
      if (!this.#site.isRunning) return;
      line.abandon();
      this.#lost();
    });
  }

  mend(): void {
    const was = this.#cable;
    this.#cable = 'whole';
    if (!this.#site.isRunning) return;
    if (this.#line === undefined) this.#connectIn(between(this.#of.random, ...backAfterMs));
    else if (was === 'frozen') this.#line.thaw();
  }
}

import { between, type Random, type VirtualTime } from './virtual-time.ts';

/** A message on its way to the office. */
export interface Delivery {
  readonly site: string;
  readonly topic: string;
  readonly payload: object;
  readonly retain: boolean;
}

/** A connection of a site as the broker sees it. */
export interface BrokerSession {
  readonly site: string;
  readonly will: object;
  lastPacketAt: number;
  isAlive: boolean;
  /** The broker has closed it; `isTaken`: for another one of the same id. */
  readonly dropped: (isTaken?: boolean) => void;
  /** Something else stands on the site's own topic: it says its state again. */
  readonly restate: () => void;
}

/** A broker like mosquitto, with its habits: wills come late, retained messages in any order, messages twice. */
export class SimBroker {
  isUp = true;
  readonly sessions = new Map<string, BrokerSession>();
  readonly #time: VirtualTime;
  readonly #random: Random;
  #retained = new Map<string, Delivery>();
  #saved = new Map<string, Delivery>();
  /** Connections that a crash has cut, kept on the disk. */
  #remembered: readonly BrokerSession[] = [];
  /** The office's subscription. */
  office: ((delivery: Delivery) => void) | undefined;
  officeClosed: (() => void) | undefined;
  /** Delivered in order: nothing overtakes what was sent before. */
  #lastAt = 0;

  constructor(time: VirtualTime, random: Random) {
    this.#time = time;
    this.#random = random;
  }

  /** Keeps what is retained on the disk, as every half an hour. */
  save(): void {
    this.#saved = new Map(this.#retained);
  }

  connect(session: BrokerSession): void {
    const old = this.sessions.get(session.site);
    this.sessions.set(session.site, session);
    if (old === undefined) return;
    // A take-over: the will of the old connection goes out before, or some time after, the first word on the new one.
    const isLate = this.#random() < 0.5;
    old.isAlive = false;
    old.dropped(true);
    if (isLate) this.#time.after(between(this.#random, 50, 1_500), () => this.#will(old));
    else this.#will(old);
  }

  receive(session: BrokerSession, topic: string, payload: object): void {
    if (!session.isAlive || !this.isUp) return;
    session.lastPacketAt = this.#time.now;
    this.publish(session.site, topic, payload);
  }

  /** The connection has ended without a goodbye, or with one. */
  closed(session: BrokerSession, isGoodbye: boolean): void {
    if (!session.isAlive) return;
    session.isAlive = false;
    if (this.sessions.get(session.site) === session) this.sessions.delete(session.site);
    const ms = between(this.#random, 10, 60);
    if (!isGoodbye && this.isUp) this.#time.after(ms, () => this.#will(session));
  }

  /** Nothing comes any more on a connection that nobody closes: the broker gives it up after 1.5 keepalives. */
  silent(session: BrokerSession): void {
    const last = session.lastPacketAt;
    this.#time.after(last + between(this.#random, 30_000, 32_000) - this.#time.now, () => {
      if (!session.isAlive || session.lastPacketAt > last) return;
      this.closed(session, false);
      session.dropped();
    });
  }

  /** Says goodbye for a connection; a site that is there by another one hears it and speaks again. */
  #will({ site, will }: BrokerSession): void {
    this.publish(site, 'controller/state', will);
    this.#time.after(between(this.#random, 20, 100), () => {
      const present = this.sessions.get(site);
      if (this.isUp && present?.isAlive) present.restate();
    });
  }

  publish(site: string, topic: string, payload: object): void {
    if (!this.isUp) return;
    const delivery = { site, topic, payload, retain: false };
    if (!topic.startsWith('event/')) this.#retained.set(`${site}/${topic}`, { ...delivery, retain: true });
    this.#deliver(delivery);
    if (this.#random() < 0.01)
      this.#time.after(between(this.#random, 100, 1_500), () => this.#deliver(delivery));
  }

  #deliver(delivery: Delivery): void {
    const office = this.office;
    if (office === undefined) return;
    this.#lastAt = Math.max(this.#lastAt, this.#time.now + between(this.#random, 2, 40));
    this.#time.after(this.#lastAt - this.#time.now, () => {
      if (this.office === office) office(delivery);
    });
  }

  subscribe(office: (delivery: Delivery) => void): void {
    this.office = office;
    for (const delivery of this.#retained.values())
      this.#time.after(between(this.#random, 1, 2_000), () => {
        if (this.office === office) office(delivery);
      });
  }

  /** `term`: in order. `crash`: comes back with what was saved. `empty`: comes back with nothing. */
  goDown(how: 'term' | 'crash' | 'empty'): void {
    const gone = [...this.sessions.values()];
    const closeAll = (): void => {
      this.isUp = false;
      this.sessions.clear();
      for (const session of gone) {
        session.isAlive = false;
        session.dropped();
      }
      this.office = undefined;
      this.officeClosed?.();
    };
    if (how === 'crash') {
      this.#retained = new Map(this.#saved);
      this.#remembered = gone;
    }
    if (how === 'empty') this.#retained = new Map();
    if (how === 'term') {
      for (const { site, will } of gone) this.publish(site, 'controller/state', will);
      this.#time.after(100, closeAll);
    } else closeAll();
  }

  comeUp(): void {
    this.isUp = true;
    // A broker that had crashed may say goodbye for the connections it remembers, when the sites are back already.
    for (const session of this.#remembered)
      if (this.#random() < 0.3)
        this.#time.after(between(this.#random, 500, 6_000), () => this.isUp && this.#will(session));
    this.#remembered = [];
  }
}

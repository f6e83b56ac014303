import type { BrokerSession, SimBroker } from './sim-broker.ts';
import { type SimDevice, simDevices, stateOf } from './sim-device.ts';
import { between, type Random, type VirtualTime } from './virtual-time.ts';

export interface SimOptions {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly broker: SimBroker;
  readonly wall0: number;
}

interface Journalled {
  readonly type: string;
  readonly time: number;
  readonly boot: string;
  readonly data: object;
}

/** Why a site cannot be heard, as it really is. */
export type Trouble = 'killed' | 'power' | 'cut' | 'frozen' | 'hung' | 'stopped' | 'broker';

/** A hall as the central broker sees it: process, line, devices, clock. */
export class SimSite {
  readonly id: string;
  readonly region: string;
  /** Of a version before the office: no numbers of connections, no times in health, no parents, no region. */
  readonly isOld: boolean;
  readonly devices: readonly SimDevice[];
  readonly eventEveryMs: number;
  clockOffMs = 0;
  boot = '';
  process: 'running' | 'dead' | 'hung' = 'dead';
  line: 'ok' | 'frozen' | 'cut' = 'ok';
  gone: { readonly trouble: Trouble; readonly since: number } | undefined;
  connectedAt = Number.POSITIVE_INFINITY;
  /** What really happened while it was away, for the marks of the episode. */
  absences: {
    from: number;
    to: number;
    trouble: Trouble;
    events: number;
    noticedAt: number | undefined;
    attempts: number;
  }[] = [];
  readonly #of: SimOptions;
  #session: BrokerSession | undefined;
  #connection = 0;
  #bootAt = 0;
  #isUnclean = false;
  #downSince: number | undefined;
  #sayDownUntil = 0;
  #tries = 0;
  #journal: Journalled[] = [];
  #sent = 0;
  #health: object | undefined;
  #buffer: (() => void)[] = [];
  #life = 0;
  readonly #starts: number[] = [];

  constructor(id: string, region: string, of: SimOptions) {
    this.id = id;
    this.region = region;
    this.#of = of;
    this.isOld = of.random() < 0.25;
    this.eventEveryMs = of.random() < 0.3 ? 120_000 : between(of.random, 4_000, 15_000);
    this.devices = simDevices();
  }

  get isConnected(): boolean {
    return this.#session?.isAlive === true && this.line === 'ok' && this.process === 'running';
  }

  get #now(): number {
    return this.#of.time.now;
  }

  #iso(at = this.#now): string {
    return new Date(Math.round(this.#of.wall0 + at + this.clockOffMs)).toISOString();
  }

  #rnd(low: number, high: number): number {
    return between(this.#of.random, low, high);
  }

  /** Whether the process was started anew shortly before then. */
  hasNewBoot(before: number): boolean {
    return this.#starts.some((at) => at > before - 70_000 && at <= before && at > 10_000);
  }

  #went(trouble: Trouble): void {
    this.gone ??= { trouble, since: this.#now };
  }

  start(isUnclean: boolean): void {
    this.#starts.push(this.#now);
    this.process = 'running';
    this.boot = Math.floor(this.#of.random() * 2 ** 48)
      .toString(16)
      .padStart(16, '0');
    this.#connection = 0;
    this.#bootAt = this.#now;
    this.#isUnclean = isUnclean;
    this.#downSince = undefined;
    this.#tries = 0;
    const life = ++this.#life;
    this.#journal.push({
      type: 'host.started',
      time: this.#now,
      boot: this.boot,
      data: { version: '1', clean: !isUnclean },
    });
    for (const device of this.devices) {
      if (device.state !== 'offline') {
        device.state = 'starting';
        this.#of.time.after(this.#rnd(300, 2_500), () => life === this.#life && this.#opened(device));
      }
    }
    this.#of.time.after(this.#rnd(500, 3_000), () => this.#connect(life));
    this.#every(30_000, life, () => this.#measure());
    this.#nextEvent(life);
  }

  #opened(device: SimDevice): void {
    if (device.state === 'starting') device.state = 'online';
    this.sayDevice(device);
  }

  #every(ms: number, life: number, work: () => void): void {
    this.#of.time.after(ms, () => {
      if (life !== this.#life) return;
      if (this.process === 'running') work();
      this.#every(ms, life, work);
    });
  }

  #nextEvent(life: number): void {
    this.#of.time.after(-Math.log(1 - this.#of.random()) * this.eventEveryMs, () => {
      if (life !== this.#life) return;
      if (this.process === 'running') {
        this.#journal.push({ type: 'ticket.called', time: this.#now, boot: this.boot, data: {} });
        if (this.gone !== undefined && this.#now - this.gone.since > 6_000) this.#note().events++;
        this.#sendEvents();
      }
      this.#nextEvent(life);
    });
  }

  /** The marks of the absence that is under way. */
  #marks: SimSite['absences'][number] | undefined;
  #note(): SimSite['absences'][number] {
    const { since = this.#now, trouble = 'cut' } = this.gone ?? {};
    this.#marks ??= {
      from: since,
      to: Number.POSITIVE_INFINITY,
      trouble,
      events: 0,
      noticedAt: undefined,
      attempts: 0,
    };
    return this.#marks;
  }

  #measure(): void {
    const uptime_s = Math.floor((this.#now - this.#bootAt) / 1_000);
    this.#health = { uptime_s, ...(this.isOld ? {} : { at: this.#iso(), every_s: 30 }) };
    this.#send('controller/health', this.#health);
  }

  #connect(life: number): void {
    if (life !== this.#life || this.process !== 'running' || this.#session !== undefined) return;
    this.#connection++;
    if (this.gone !== undefined) this.#note().attempts++;
    if (this.line !== 'ok' || !this.#of.broker.isUp) {
      const backoff = Math.min(60_000, 1_000 * 2 ** this.#tries++) * this.#rnd(0.5, 1);
      this.#of.time.after(backoff, () => this.#connect(life));
      return;
    }
    this.#tries = 0;
    const number = this.isOld ? {} : { connection: this.#connection };
    const will = {
      state: 'offline',
      reason: 'lost',
      since: this.isOld ? null : this.#iso(),
      boot: this.boot,
      ...number,
    };
    const session: BrokerSession = {
      ...{ site: this.id, will, lastPacketAt: this.#now, isAlive: true },
      dropped: (isTaken = false) => this.#dropped(session, isTaken),
      restate: () => this.#session === session && this.#sayState(),
    };
    this.#session = session;
    this.#of.broker.connect(session);
    this.#sayDownUntil = this.#downSince === undefined ? 0 : this.#now + 30_000;
    this.#back();
    this.#sayAll();
  }

  #back(): void {
    if (this.gone !== undefined) this.absences.push({ ...this.#note(), to: this.#now });
    this.#marks = undefined;
    this.gone = undefined;
    this.connectedAt = this.#now;
  }

  #sayState(): void {
    const down = this.#downSince;
    const reason = (code: string, since: number) => ({
      code,
      severity: 'warn',
      fix: 'technician',
      text: '',
      since: this.#iso(since),
      count: 1,
    });
    const reasons = [
      ...(this.#isUnclean ? [reason('restart.unclean', this.#bootAt)] : []),
      ...(down !== undefined && this.#now < this.#sayDownUntil ? [reason('uplink.down', down)] : []),
    ];
    const number = this.isOld ? {} : { connection: this.#connection };
    this.#send('controller/state', {
      state: 'online',
      reason: null,
      since: this.#iso(this.#bootAt),
      boot: this.boot,
      ...number,
      reasons,
    });
  }

  #sayAll(): void {
    this.#sayState();
    const life = this.#life;
    if (this.#sayDownUntil > 0)
      this.#of.time.after(30_000, () => {
        if (life !== this.#life || !this.isConnected) return;
        this.#downSince = undefined;
        this.#sayState();
      });
    this.#send('controller/info', { title: this.id, ...(this.isOld ? {} : { region: this.region }) });
    if (this.#health !== undefined) this.#send('controller/health', this.#health);
    // What hangs on something may be said before what it hangs on.
    for (const device of this.#of.random() < 0.5 ? this.devices : this.devices.toReversed()) {
      const parent = this.isOld ? {} : { parent: device.parent };
      this.#send(`device/${device.id}/info`, {
        kind: 'x',
        role: device.role,
        title: '',
        place: device.place,
        counter: null,
        serial: null,
        ...parent,
      });
      this.sayDevice(device);
    }
    this.#of.time.after(100, () => this.#sendEvents());
  }

  sayDevice(device: SimDevice): void {
    this.#send(`device/${device.id}/state`, stateOf(device, this.#iso(device.since)));
  }

  #sendEvents(): void {
    if (this.#session === undefined || this.process !== 'running') return;
    // An event that was sent just before the end is sent again.
    for (; this.#sent < this.#journal.length; this.#sent++) {
      const one = this.#journal[this.#sent];
      if (one === undefined) continue;
      this.#send(`event/${one.type.replace('.', '/')}`, {
        ...{
          type: `loket.${one.type}.v1`,
          time: this.#iso(one.time),
          boot: one.boot,
          clock: 'synced',
          data: one.data,
        },
        ...{ sequence: String(this.#sent + 1).padStart(12, '0'), historical: this.#now - one.time > 60_000 },
      });
    }
  }

  #send(topic: string, payload: object): void {
    const session = this.#session;
    if (session === undefined || this.process !== 'running') return;
    const go = (): void => this.#of.broker.receive(session, topic, payload);
    if (this.line === 'ok') go();
    else this.#buffer.push(go);
  }

  /** The last packet before now: a ping every 20 s where nothing else was sent. */
  #pinged(): void {
    const session = this.#session;
    if (session === undefined) return;
    const idle = this.#now - session.lastPacketAt;
    session.lastPacketAt += Math.floor(idle / 20_000) * 20_000;
  }

  #silent(): void {
    if (this.#session?.isAlive) this.#of.broker.silent(this.#session);
  }

  /** The broker closed the connection; a site behind a dead line, or that hangs, does not know. */
  #dropped(session: BrokerSession, isTaken: boolean): void {
    if (this.#session !== session || this.process !== 'running') return;
    if (!this.#of.broker.isUp) this.#went('broker');
    if (this.line === 'frozen') return;
    // Who was put out by another controller waits before it takes its place back.
    this.#noticed(isTaken ? this.#rnd(20_000, 40_000) : this.#rnd(500, 1_000));
  }

  #noticed(waitMs: number): void {
    this.#session = undefined;
    this.#buffer = [];
    this.#downSince = this.#now;
    if (this.gone !== undefined) this.#note().noticedAt = this.#now;
    const life = this.#life;
    this.#of.time.after(waitMs, () => this.#connect(life));
  }

  /** Its router forgets the connection: it makes another one while the broker still has the old. */
  reconnect(): void {
    if (this.isConnected) this.#noticed(this.#rnd(500, 1_000));
  }

  kill(): void {
    this.#went('killed');
    this.#end();
    if (this.#session !== undefined && this.line === 'ok') this.#of.broker.closed(this.#session, false);
    this.#session = undefined;
  }

  /** The power is gone: nobody closes the connection. */
  powerOff(): void {
    this.#went('power');
    this.#pinged();
    this.#silent();
    this.#end();
    this.#session = undefined;
  }

  stop(): void {
    const number = this.isOld ? {} : { connection: this.#connection };
    this.#send('controller/state', {
      state: 'offline',
      reason: 'stopped',
      since: this.#iso(),
      boot: this.boot,
      ...number,
    });
    this.#went('stopped');
    this.#end();
    if (this.#session !== undefined) this.#of.broker.closed(this.#session, true);
    this.#session = undefined;
  }

  #end(): void {
    this.process = 'dead';
    this.#life++;
    this.#buffer = [];
  }

  hang(): void {
    this.#went('hung');
    this.#pinged();
    this.process = 'hung';
    this.#silent();
  }

  resume(): void {
    this.process = 'running';
    if (this.#session?.isAlive) this.#back();
    else {
      this.#noticed(this.#rnd(100, 1_000));
      // Mostly it is back before anything has noticed.
      if (this.#of.random() < 0.5) this.#downSince = undefined;
    }
  }

  setLine(line: 'ok' | 'frozen' | 'cut'): void {
    if (line === this.line) return;
    const was = this.line;
    if (line !== 'ok') this.#went(line);
    this.#pinged();
    this.line = line;
    const session = this.#session;
    if (session === undefined) return;
    if (line === 'cut') {
      this.#of.broker.closed(session, false);
      if (this.process === 'running') this.#noticed(this.#rnd(500, 1_000));
    }
    if (line === 'frozen') this.#freeze(session);
    if (line === 'ok' && was === 'frozen') this.#thaw(session);
  }

  #freeze(session: BrokerSession): void {
    this.#silent();
    this.#of.time.after(this.#rnd(20_000, 40_000), () => {
      if (this.#session === session && this.line === 'frozen' && this.process === 'running')
        this.#noticed(this.#rnd(500, 1_000));
    });
  }

  #thaw(session: BrokerSession): void {
    if (!session.isAlive) {
      if (this.process === 'running') this.#noticed(this.#rnd(500, 1_000));
      return;
    }
    const waiting = this.#buffer;
    this.#buffer = [];
    this.#back();
    for (const go of waiting) go();
    this.#measure();
  }
}

import type { Site } from '../../config/site.ts';
import { Fault } from '../../devices/fault.ts';
import type { Millis } from '../../devices/ports.ts';
import { createBoards } from '../../firmware-host/edge/boards.ts';
import type { HostNotification } from '../../firmware-host/host.ts';
import type { Record } from '../../firmware-host/journal/journal-port.ts';
import { contractRoot, topicOf } from '../../firmware-host/mqtt/topics.ts';
import type { DeviceStatus } from '../../firmware-host/supervise/device-status.ts';
import { seededRandom } from '../../simulators/random.ts';
import { type SimulatedHall, simulatedHall } from '../../simulators/simulated-hall.ts';
import type { SimulatedDevice } from '../../simulators/simulator.ts';
import { worldBookings } from './bookings.ts';
import { WorldBroker } from './broker.ts';
import { ProcessClock, WorldClock } from './clock.ts';
import { judge } from './contract.ts';
import { WorldDisk } from './disk.ts';
import { Health } from './health.ts';
import { lampRules } from './lamp-rules.ts';
import { Ledger } from './ledger.ts';
import { type Life, startLife } from './life.ts';
import { type LinkRules, linkRules } from './link-rules.ts';
import { Office, officeName } from './office.ts';
import { slowestMs } from './paper-faults.ts';
import { Reach } from './reach.ts';
import { openRules } from './rules.ts';
import type { FaultKind, Script } from './script.ts';
import type { Traits } from './site.ts';
import { patienceMs, siteFile, siteWith } from './site.ts';
import { badOf } from './verdict-device-rules.ts';
import { type VerdictRules, verdictRules } from './verdict-rules.ts';
import { worldClips } from './voice-clips.ts';
import { type VoiceRules, voiceRules } from './voice-rules.ts';

/** A Tuesday morning in Indonesia. */
const morning = Date.parse('2026-11-24T02:00:00Z');
/** Jakarta's, all year round. */
/** The hall looks at its clock at least so often. */
const lookMs: Millis = 2_000;
const zoneMs = 7 * 3_600_000;
/** A journal that is taken away is noticed by then. */
const numbersStopMs: Millis = 2_000;
/** After a finger has left a key, its contact may bounce and the debouncer look once more for this long. */
const contactMs: Millis = 100;

/** A hall, its people, its wires and its office, as one thing that a script can be played in. */
export class World {
  readonly clock = new WorldClock();
  readonly rules = openRules();
  readonly traits: Traits;
  readonly site: Site;
  /** Edits of the site file so far, and whether it is one that cannot be read. */
  edits = 0;
  wrongFile = false;
  readonly random: () => number;
  readonly disk: WorldDisk;
  readonly broker: WorldBroker;
  readonly central: WorldBroker;
  readonly ledger: Ledger;
  readonly health: Health;
  readonly office: Office;
  readonly links: LinkRules;
  readonly reach: Reach;
  readonly verdicts: VerdictRules;
  readonly voice: VoiceRules;
  readonly lamps: { look(): void };
  /** The dates that a person has put the day back to. */
  readonly wentBack = new Set<string>();
  readonly injected = new Map<FaultKind, number>();
  /** Told of everything worth reading, when somebody reads. */
  readonly tell: ((line: string) => void) | undefined;
  hall!: SimulatedHall;
  life: Life | undefined;
  /** How often the process has started. */
  boots = 0;
  #wallOffset = morning;
  #movedAt: Millis = Number.NEGATIVE_INFINITY;
  trusted = true;
  /** The clock as this life found it, or as it was when it was first known to be right: nobody can know it better. */
  #foundOffset = morning;
  #foundRight = false;
  /** The clock when this life's system first knew its time; undefined before. */
  #syncedOffset: number | undefined;
  /** What was handed to the journal by this life, durable or not. */
  appended: Record[] = [];
  /** What was told last of each device, since the process started. */
  readonly statuses = new Map<string, DeviceStatus>();
  /** What the hall knows to be wrong with each device, and since when it knows just that. */
  readonly known = new Map<string, { readonly bad: string; readonly since: Millis }>();
  /** What was refused, with the device it was asked at. */
  refused: { readonly device: string | undefined; readonly code: string; readonly cause: string }[] = [];
  /** Replies to commands, by their id. */
  readonly replies = new Map<string, { readonly ok: boolean; readonly times: number }>();
  /** Commands that must not be carried out. */
  readonly hostile = new Set<string>();
  /** The events that the office's broker has taken: all up to `#sent`, and these. */
  readonly #sentBeyond = new Set<number>();
  #sent = 0;
  /** Until when each printer does not hear what it is sent. */
  readonly #deafUntil = new Map<string, Millis>();
  /** Until when each printer may say late how it is. */
  readonly #slowUntil = new Map<string, Millis>();
  readonly #held = new Map<string, number>();
  readonly #lastDown = new Map<string, Millis>();
  readonly #lastTested = new Map<string, Millis>();
  readonly #keyBusy = new Map<string, Millis>();

  constructor(script: Script, tell?: (line: string) => void) {
    this.tell = tell;
    this.traits = script.traits;
    this.site = siteWith(script.traits, 0);
    this.random = seededRandom(script.seed ^ 0x5eed);
    this.ledger = new Ledger(this.site.hall, this.rules, () => this.clock.now(), {
      datesAsFound: () => this.#offsetsAsFound().map((offset) => this.#dateBy(offset)),
      wentBack: this.wentBack,
    });
    this.health = new Health(this.site);
    this.disk = new WorldDisk(this.clock, {
      durable: (records) => this.#durable(records),
      cursor: (sequence) => this.#cursorSaved(sequence),
    });
    this.broker = new WorldBroker(
      this.clock,
      (message, by) => this.#published('broker', message, by),
      (of, by, isTold) => this.links.replaced('broker', of, by, isTold),
    );
    this.central = new WorldBroker(
      this.clock,
      (message, by) => this.#published('central', message, by),
      (of, by, isTold) => this.links.replaced('central', of, by, isTold),
    );
    this.links = linkRules(this);
    const { clock, rules, random } = this;
    this.office = new Office({
      ...{ site: this.site.id, clock, wall: this.officeWall, broker: this.central, random, rules },
      records: this.disk.records,
      judged: (judged) => this.verdicts.judged(judged),
    });
    this.reach = new Reach(this);
    this.verdicts = verdictRules(this);
    this.voice = voiceRules(this);
    this.lamps = lampRules(this);
  }

  async open(): Promise<void> {
    // The edge loads it at the first board, which takes real time and no virtual time: have it loaded by then.
    if (this.traits.board) await import('johnny-five/lib/board.js');
    this.hall = await simulatedHall({
      site: this.site,
      clock: this.clock,
      seed: 7,
      openBoards: createBoards,
      ...(this.traits.voice ? { clips: worldClips(this.site) } : {}),
      announced: (speaker, heard) => {
        this.tell?.(
          `  ${speaker} said ${heard.words.join(' ')} from ${heard.startedAt} ms on${heard.whole ? '' : ', and broke off'}`,
        );
        this.voice.heard(speaker, heard);
      },
      printed: (printer, paper) => {
        this.tell?.(`  ${printer} ${paper.complete ? 'printed' : 'tore'} ${paper.code ?? '?'}`);
        this.ledger.paper(printer, paper, this.#deafUntil.get(printer) ?? Number.NEGATIVE_INFINITY);
      },
    });
    if (this.traits.processIds) this.device('printer-2')?.printer?.behave({ processIds: 'right' });
    this.office.start();
    await this.start();
  }

  wall = (): number => this.wallOffset + this.clock.now();

  /** The clock of the office is right. */
  officeWall = (): number => morning + this.clock.now();

  /** How far the hall's clock is ahead. */
  get clockOffMs(): Millis {
    return this.#wallOffset - morning;
  }

  /** By when the hall, which waits whether a jump stands, goes by its clock as it was moved last. */
  get clockBelievedAt(): Millis {
    return this.#movedAt + patienceMs + lookMs;
  }

  localDate(): string {
    return this.#dateBy(this.wallOffset);
  }

  #dateBy(offset: number): string {
    return new Date(offset + this.clock.now() + zoneMs).toISOString().slice(0, 10);
  }

  /** The date on every calendar but that of the hall. */
  realDate(): string {
    return this.#dateBy(morning);
  }

  get wallOffset(): number {
    return this.#wallOffset;
  }

  set wallOffset(offset: number) {
    this.#wallOffset = offset;
    this.#movedAt = this.clock.now();
  }

  /** Whether the clock is as this life found it, and has been for so long that the hall believes it. */
  clockAsFound(): boolean {
    const stood = this.clock.now() - this.#movedAt > patienceMs + lookMs;
    return this.#foundRight && this.wallOffset === this.#foundOffset && stood;
  }

  /** The system knows its time again. The hall looks at it within two seconds. */
  synchronised(): void {
    this.trusted = true;
    if (this.#foundRight) return;
    this.#syncedOffset ??= this.wallOffset;
    this.clock.after(lookMs, () => this.#found());
  }

  /** In the two seconds in which the hall looks at it, the clock may be put right. */
  #offsetsAsFound(): readonly number[] {
    const found = this.#foundRight ? this.#foundOffset : this.wallOffset;
    return this.#syncedOffset === undefined ? [found] : [found, this.#syncedOffset];
  }

  #found(): void {
    if (this.#foundRight || !this.trusted) return;
    this.#foundOffset = this.wallOffset;
    this.#foundRight = true;
  }

  /** A fault lasts for so long. */
  until(ms: Millis, end: () => void): void {
    this.hold('faults', 1);
    this.clock.after(ms, () => {
      this.hold('faults', -1);
      end();
    });
  }

  async start(): Promise<void> {
    // A mark without its journal: the process refuses to start until the journal has been put back.
    if (this.life !== undefined || this.disk.awaySince !== undefined) return;
    this.boots++;
    this.voice.starts();
    this.statuses.clear();
    this.known.clear();
    this.appended = [];
    const { disk, broker, central, random, traits } = this;
    const clock = new ProcessClock(this.clock);
    const { clean } = disk;
    this.#foundOffset = this.wallOffset;
    this.#foundRight = this.trusted;
    this.#syncedOffset = undefined;
    const recovered = disk.tail();
    const site = siteWith(traits, this.edits);
    const log = (context: object, text: string) => this.tell?.(`  log ${text} ${JSON.stringify(context)}`);
    try {
      this.life = await startLife({
        ...{ site, clock, recovered, clean, broker, central, random },
        startedAt: this.clock.now(),
        journal: disk.journal(clock, (records) => this.#appended(records)),
        store: disk.store(),
        ...{ memory: disk.memory, memoryStore: disk.memoryStore() },
        hardware: this.hall.ports,
        wall: this.wall,
        trusted: () => this.trusted,
        readSite: () => siteFile(traits, this.edits, this.wrongFile),
        bookings: worldBookings(() => this.localDate()),
        openPort: () => this.#openPort(),
        boot: `boot-${this.boots}`,
        log: { info: log, warn: log, error: log },
        saw: (sight) => this.#saw(sight),
      });
      this.#comesBackAsItWas(this.life);
    } catch (thrown) {
      this.rules.breaks('start', String((thrown as Error).stack));
    }
  }

  async #openPort(): Promise<{ close(): Promise<void> }> {
    if (this.held('port')) throw new Fault('broker.port_busy', 'port 1883 is in use by another program');
    return { close: async () => undefined };
  }

  /** The process ends in the middle of its work. `reaches`: whether the commit under way gets to the disk. */
  kill(noticed: boolean, reaches: boolean): void {
    if (this.life !== undefined) this.reach.ended(this.life.boot);
    this.life?.kill(noticed);
    this.life = undefined;
    this.disk.cut(reaches);
  }

  /** Time passes. `each` is called now and then, and at the end. */
  async pass(ms: Millis, each?: () => void): Promise<void> {
    await this.clock.advance(ms, each);
  }

  /** One more fault, or one less, holds this; how many do now. Only the last one to end lets go. */
  hold(what: string, by: 1 | -1): number {
    const now = (this.#held.get(what) ?? 0) + by;
    this.#held.set(what, now);
    return now;
  }

  /** Whether any fault holds this. */
  held(what: string): boolean {
    return (this.#held.get(what) ?? 0) > 0;
  }

  /** Faults that have not ended yet. */
  get faultsLeft(): number {
    return this.#held.get('faults') ?? 0;
  }

  /** A printer hears nothing for so long. */
  deafened(printer: string, ms: Millis): void {
    this.#deafUntil.set(printer, Math.max(this.#deafUntil.get(printer) ?? 0, this.clock.now() + ms));
  }

  /** A printer says late how it is for so long. */
  slowed(printer: string, ms: Millis): void {
    this.#slowUntil.set(printer, Math.max(this.#slowUntil.get(printer) ?? 0, this.clock.now() + ms));
  }

  /** How old at most what a printer says of itself is by now. */
  lateness(printer: string): Millis {
    const until = this.#slowUntil.get(printer) ?? Number.NEGATIVE_INFINITY;
    return this.clock.now() <= until + slowestMs ? slowestMs : 0;
  }

  /** A key is moved for so long. */
  touched(device: string, key: string, ms: Millis): void {
    const name = `${device} ${key}`;
    this.#lastDown.set(device, this.clock.now());
    this.#keyBusy.set(name, Math.max(this.#keyBusy.get(name) ?? 0, this.clock.now() + ms + contactMs));
  }

  /** Whether a key of that device went down within the last `ms`. */
  pressedWithin(device: string, ms: Millis): boolean {
    return this.clock.now() - (this.#lastDown.get(device) ?? Number.NEGATIVE_INFINITY) <= ms;
  }

  /** Somebody asks for a test of that device. */
  tested(device: string): void {
    this.#lastTested.set(device, this.clock.now());
  }

  testedWithin(device: string, ms: Millis): boolean {
    return this.clock.now() - (this.#lastTested.get(device) ?? Number.NEGATIVE_INFINITY) <= ms;
  }

  /** Whether nobody has a finger on that key. */
  rested(device: string, key: string): boolean {
    return this.clock.now() >= (this.#keyBusy.get(`${device} ${key}`) ?? 0);
  }

  device(id: string): SimulatedDevice | undefined {
    return this.hall.devices.get(id);
  }

  count(kind: FaultKind): void {
    this.injected.set(kind, (this.injected.get(kind) ?? 0) + 1);
  }

  #appended(records: readonly Record[]): void {
    this.appended.push(...records);
    this.#numbersStopped(records);
    this.ledger.decided(records);
    this.voice.decided(records);
    for (const { sequence, hall, event } of records)
      this.tell?.(`  decided ${sequence} at ${hall} ${JSON.stringify(event)}`);
  }

  /** Two seconds after the journal was taken away nobody is given a number any more. */
  #numbersStopped(records: readonly Record[]): void {
    const awayMs = this.disk.awayMs();
    const given = records.find(({ event }) => event.type === 'ticket.reserved');
    if (given !== undefined && awayMs > numbersStopMs)
      this.rules.breaks(
        'numbers',
        `record ${given.sequence} gives one, and the journal is gone for ${awayMs} ms`,
      );
  }

  #durable(records: readonly Record[]): void {
    this.ledger.durable(records);
    if (this.tell !== undefined) this.tell(`  durable up to ${records.at(-1)?.sequence}`);
  }

  #saw(sight: HostNotification): void {
    if (sight.type === 'refused') {
      this.tell?.(`  refused ${sight.asked}: ${sight.code} (${sight.device ?? sight.cause})`);
      this.refused.push(sight);
    } else if (sight.type === 'device') {
      const { state, reasons } = sight.status;
      this.statuses.set(sight.device, sight.status);
      this.#knows(sight.device, badOf(sight.status));
      this.tell?.(`  ${sight.device} ${state} ${reasons.map(({ code }) => code).join(' ')}`);
    }
  }

  #knows(device: string, bad: string): void {
    if (this.known.get(device)?.bad !== bad) this.known.set(device, { bad, since: this.clock.now() });
  }

  #published(
    where: 'broker' | 'central',
    message: { topic: string; payload: string; retain: boolean; qos: 0 | 1 },
    by: string,
  ): void {
    const { topic, payload } = message;
    if (where === 'central') this.#saidToOffice(topic, payload, by);
    if (by !== `loket-${this.site.id}`) return;
    judge(this.site.id, message, this.rules);
    const address = topic.slice(`${contractRoot}/${this.site.id}/`.length);
    if (address.startsWith('event/')) {
      const sequence = Number(/"sequence":"(\d+)"/.exec(payload)?.[1]);
      if (sequence > this.disk.records.length)
        this.rules.breaks('durable first', `${where} heard of event ${sequence} before the disk`);
      if (where === 'central' && sequence > this.#sent) this.#sentBeyond.add(sequence);
    } else if (where === 'broker' && address.startsWith('reply/')) {
      this.#replied(JSON.parse(payload) as { id: string | null; ok: boolean });
    }
  }

  #saidToOffice(topic: string, payload: string, by: string): void {
    if (by === officeName || by === 'somebody') return;
    if (topic === topicOf(this.site.id, 'controller/state')) this.reach.saidState(payload, by);
    else this.reach.spoke();
  }

  /** What the cursor has passed is not sent again: the office's broker must have taken all of it. */
  #cursorSaved(cursor: number): void {
    while (this.#sentBeyond.delete(this.#sent + 1)) this.#sent++;
    if (cursor > this.#sent)
      this.rules.breaks('cursor', `is at ${cursor}, and the office's broker took ${this.#sent}`);
  }

  #replied({ id, ok }: { readonly id: string | null; readonly ok: boolean }): void {
    if (id === null) return;
    this.replies.set(id, { ok, times: (this.replies.get(id)?.times ?? 0) + 1 });
    if (ok && this.hostile.has(id)) this.rules.breaks('commands', `${id} was carried out`);
  }

  /** Before anything new happens, every ticket of the day is where the journal says. */
  #comesBackAsItWas({ host }: Life): void {
    const known = new Map(host.tickets().map(({ ticket, state }) => [ticket, state as string]));
    for (const { ticket, state } of this.ledger.today.values())
      if (known.get(ticket) !== state)
        this.rules.breaks('restart', `${ticket} is ${known.get(ticket)}, and ${state} in the journal`);
    if (known.size !== this.ledger.today.size) this.rules.breaks('restart', 'tickets from nowhere');
  }
}

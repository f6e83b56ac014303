import { readFileSync } from 'node:fs';
import { loadSite } from '../../config/load.ts';
import { createRunningSite, type RunningSite } from '../../config/running-site.ts';
import type { Site } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';
import type { Clips } from '../../devices/ports.ts';
import type { Bookings } from '../../firmware-host/bookings/bookings.ts';
import { type DeviceMemory, nothingRemembered, upToDate } from '../../firmware-host/device-memory.ts';
import { createBoards } from '../../firmware-host/edge/boards.ts';
import type { ServiceManager } from '../../firmware-host/edge/systemd.ts';
import type { FolderFound } from '../../firmware-host/health/conditions.ts';
import type { Host, HostNotification } from '../../firmware-host/host.ts';
import type { HostJournal, Record } from '../../firmware-host/journal/journal-port.ts';
import { openMemoryJournal } from '../../firmware-host/journal/memory.ts';
import type { Log } from '../../firmware-host/log.ts';
import { startHost } from '../../firmware-host/main.ts';
import type { BrokerConnection, Delivery, Incoming } from '../../firmware-host/mqtt/broker-connection.ts';
import { filterTakes } from '../../firmware-host/mqtt/filter.ts';
import type { PrintedTicket } from '../../simulators/escpos-printer/ticket.ts';
import type { HeardAnnouncement } from '../../simulators/heard-announcement.ts';
import { seededRandom } from '../../simulators/random.ts';
import { type SimulatedHall, simulatedHall } from '../../simulators/simulated-hall.ts';
import type { SimulatedDevice } from '../../simulators/simulator.ts';
import { VirtualClock } from '../virtual-clock.ts';

// The edge loads johnny-five at the first board, which takes real time and no virtual time: have it loaded by then.
await import('johnny-five/lib/board.js');

/** A Tuesday morning in Indonesia, when every service is open. */
const morning = Date.parse('2026-11-24T02:00:00Z');

export interface Message extends Delivery {
  readonly topic: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads messages as they come.
  readonly payload: any;
}

export interface PlayedWith {
  readonly journal?: HostJournal;
  /** What the clock says at the start, such as `2026-11-24T08:00+07:00`. */
  readonly at?: string;
  readonly bookings?: Bookings;
  /** The clips of its speakers. */
  readonly clips?: Clips;
  /** What is watched over this hall by; see HostParts. */
  readonly service?: ServiceManager;
  /** What was found out about its data folder. */
  readonly folder?: FolderFound;
  /** Changes the site as it was read, such as the driver of one device. */
  readonly change?: (site: Site) => Site;
}

/** A whole hall on virtual time: the real host and drivers on simulated hardware, and a broker that only listens. */
export class PlayedHall {
  readonly clock = new VirtualClock();
  readonly messages: Message[] = [];
  /** Paper that came out. `ticket.code` is its number, `scans` all that a scanner reads. */
  readonly printed: { readonly printer: string; readonly ticket: PrintedTicket; readonly scans: string }[] =
    [];
  /** What was heard of the speakers, in the order in which it ended. */
  readonly announced: ({ readonly speaker: string } & HeardAnnouncement)[] = [];
  readonly records: Record[] = [];
  readonly logged: string[] = [];
  /** The codes of what was refused. */
  readonly refused: string[] = [];
  readonly sights: HostNotification[] = [];
  readonly log: Log & { level: string };
  readonly site: Site;
  /** What stands in the site file now: `host.reload()` reads it. */
  siteText = '';
  hall!: SimulatedHall;
  host!: Host;
  /** What the host has in force. */
  running!: RunningSite;
  journal!: HostJournal;
  bookings: Bookings | undefined;
  clips: Clips | undefined;
  /** What is remembered of the devices, as the data folder has it. */
  memory: DeviceMemory = nothingRemembered;
  service: ServiceManager | undefined;
  folder: FolderFound | undefined;
  /** The system's clock. A change of it alone is a jump. */
  wallOffset = morning;
  /** What the system says of its own clock. */
  trusted = true;
  connected = true;
  connection = 1;
  #asleepMs = 0;
  readonly #reconnected = new Set<() => void>();
  readonly #subscribed = new Map<string, (message: Incoming) => void>();

  constructor(site: Site) {
    this.site = site;
    const log = (context: object, text: string) =>
      void this.logged.push(`${text} ${JSON.stringify(context)}`);
    this.log = { level: 'info', info: log, warn: log, error: log };
  }

  static async open(text = exampleText('simulated-hall'), more: PlayedWith = {}): Promise<PlayedHall> {
    const site = siteOf(text);
    const played = new PlayedHall(more.change?.(site) ?? site);
    played.service = more.service;
    played.folder = more.folder;
    played.siteText = text;
    if (more.at !== undefined) played.clockSays(more.at);
    played.bookings = more.bookings;
    played.clips = more.clips;
    await played.start(more.journal ?? openMemoryJournal());
    return played;
  }

  /** The power fails and comes back after `offMs`: another process on the same journal. */
  async powerCut(offMs = 60_000): Promise<PlayedHall> {
    const after = new PlayedHall(this.site);
    after.bookings = this.bookings;
    after.clips = this.clips;
    after.memory = this.memory;
    after.wallOffset = this.wallOffset + this.clock.now() + offMs;
    await after.start(this.journal, await this.journal.tail());
    return after;
  }

  /** It is that time by now, and the machine was asleep until then: durations are measured with another clock. */
  clockSays(time: string): void {
    const before = this.wallOffset;
    this.wallOffset = Date.parse(time) - this.clock.now();
    this.#asleepMs += this.wallOffset - before;
  }

  /** Powers the hall on and lets its devices open. `recovered` is what the journal holds of the day. */
  async start(journal: HostJournal, recovered: readonly Record[] = []): Promise<void> {
    await this.powerOn(journal, recovered);
    await this.pass(3_000);
  }

  async powerOn(journal: HostJournal, recovered: readonly Record[]): Promise<void> {
    const { site, clock } = this;
    this.journal = journal;
    const ended = recovered.at(-1)?.event.type;
    this.hall = await simulatedHall({
      site,
      clock,
      seed: 7,
      openBoards: createBoards,
      printed: (printer, ticket) => this.printed.push({ printer, ...withNumber(ticket) }),
      announced: (speaker, heard) => this.announced.push({ speaker, ...heard }),
      ...(this.clips === undefined ? {} : { clips: this.clips }),
    });
    this.running = createRunningSite(site);
    this.host = startHost({
      running: this.running,
      ports: this.hall.ports,
      wall: () => this.wallOffset + clock.now(),
      trusted: () => this.trusted,
      asleepMs: () => this.#asleepMs,
      random: seededRandom(3),
      soon: setImmediate,
      readSite: async () => loadSite(this.siteText, 'site.yaml', kinds),
      journal,
      recovered,
      bookings: this.bookings,
      service: this.service,
      folder: this.folder,
      clean: ended === undefined || ended === 'host.stopped',
      connection: this.#connection(),
      boot: 'boot-1',
      remembered: await upToDate(this.memory, journal, recovered),
      memoryStore: {
        save: async (memory) => {
          this.memory = memory;
        },
      },
      version: 'test',
      platform: { node: 'test', os: 'test' },
      dataFolder: '.',
      log: this.log,
    });
    this.host.watch((sight) => {
      this.sights.push(sight);
      if (sight.type === 'event') this.records.push(sight.record);
      if (sight.type === 'refused') this.refused.push(sight.code);
    });
  }

  /** Time passes. */
  pass(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  device(id: string): SimulatedDevice {
    const device = this.hall.devices.get(id);
    if (device === undefined) throw new Error(`there is no ${id}`);
    return device;
  }

  async press(device: string, key: string, ms = 100): Promise<void> {
    this.device(device).press?.(key, ms);
    await this.pass(ms + 500);
  }

  async pressTwice(device: string, key: string): Promise<void> {
    this.device(device).press?.(key, 80);
    await this.pass(180);
    await this.press(device, key, 80);
  }

  async hold(device: string, key: string): Promise<void> {
    await this.press(device, key, 900);
  }

  async scan(device: string, text: string): Promise<void> {
    this.device(device).scan?.(text);
    await this.pass(3_000);
  }

  /** A visitor takes a ticket; its number. */
  async ticket(service: string): Promise<string | undefined> {
    const asked = this.host.issue(service, 'regular');
    await this.pass(2_000);
    const outcome = await asked;
    const reserved = outcome.ok
      ? outcome.events.find((event) => event.type === 'ticket.reserved')
      : undefined;
    return reserved?.ticket;
  }

  reads(display: string): string | undefined {
    return this.device(display).reads?.();
  }

  /** The last retained payload below `loket/v1/SITE/`. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads messages as they come.
  state(address: string): any {
    return this.messages.findLast(
      ({ topic, retain }) => retain && topic === `loket/v1/${this.site.id}/${address}`,
    )?.payload;
  }

  events(type: string): readonly Message[] {
    return this.messages.filter(
      ({ topic }) => topic === `loket/v1/${this.site.id}/event/${type.replace('.', '/')}`,
    );
  }

  /** A client sends a command; `payload` is sent as it is, an object as JSON. */
  command(name: string, payload: object | string | Uint8Array, retain = false): void {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const bytes = payload instanceof Uint8Array ? payload : Buffer.from(text);
    const topic = `loket/v1/${this.site.id}/command/${name}`;
    for (const [filter, listener] of this.#subscribed)
      if (filterTakes(filter, topic)) listener({ topic, payload: bytes, retain });
  }

  /** What was replied to a command so far, in order. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads messages as they come.
  replies(name: string): readonly any[] {
    const topic = `loket/v1/${this.site.id}/reply/${name}`;
    return this.messages.filter((message) => message.topic === topic).map(({ payload }) => payload);
  }

  reconnect(): void {
    this.connected = true;
    this.connection++;
    for (const listener of this.#reconnected) listener();
  }

  async stop(): Promise<void> {
    const stopping = this.host.stop();
    await this.pass(5_000);
    await stopping;
  }

  #connection(): BrokerConnection {
    const hall = this;
    return {
      get connected() {
        return hall.connected;
      },
      get number() {
        return hall.connection;
      },
      async publish(topic, payload, delivery) {
        hall.messages.push({ topic, payload: payload === '' ? '' : JSON.parse(payload), ...delivery });
      },
      subscribe: (filter, listener) => void hall.#subscribed.set(filter, listener),
      unsubscribe: (filter) => void hall.#subscribed.delete(filter),
      onConnected(listener) {
        hall.#reconnected.add(listener);
        if (hall.connected) listener();
        return () => hall.#reconnected.delete(listener);
      },
      close: async () => undefined,
    };
  }
}

export function exampleText(name: string): string {
  return readFileSync(new URL(`../../config/examples/${name}.yaml`, import.meta.url), 'utf8');
}

/** The site of a text that must be right. */
export function siteOf(text: string): Site {
  const { site, problems } = loadSite(text, 'site.yaml', kinds);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (site === undefined || errors.length > 0) throw new Error(JSON.stringify(problems, null, 1));
  return site;
}

/** The day of a code, its last three characters, is for the scanners. Without a code, its number is read by people. */
function withNumber(ticket: PrintedTicket): { readonly ticket: PrintedTicket; readonly scans: string } {
  const scans = ticket.code ?? '';
  if (ticket.code === undefined) {
    const code = ticket.text.map((line) => line.trim()).find((line) => /^[A-Z]{1,3}-\d{1,5}$/.test(line));
    return { ticket: code === undefined ? ticket : { ...ticket, code }, scans };
  }
  const code = scans.replace(/-[0-9A-Z]{3}$/, (day, at: number) => (scans.indexOf('-') < at ? '' : day));
  return { ticket: { ...ticket, code }, scans };
}

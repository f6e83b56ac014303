import { randomBytes } from 'node:crypto';
import { watchFile } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { platform, release } from 'node:os';
import { dirname, join } from 'node:path';
import { type Logger, pino } from 'pino';
import type { Loaded } from '../../config/load.ts';
import type { RunningSite, SettledSite } from '../../config/running-site.ts';
import type { Site } from '../../config/site.ts';
import type { Fault } from '../../devices/fault.ts';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import type { Clips, Clock, Ports } from '../../devices/ports.ts';
import { type Opened, openAll } from '../async/open-all.ts';
import { type ClipStore, openClipStore } from '../clips/clip-store.ts';
import { upToDate } from '../device-memory.ts';
import { createMemoryFile, findMemory } from '../device-memory-file.ts';
import { openSystemd } from '../edge/systemd.ts';
import { whatWaits } from '../health/what-waits.ts';
import { discoveryPrefixes } from '../homeassistant/discovery.ts';
import type { Host, HostParts } from '../host.ts';
import type { HostJournal, Record } from '../journal/journal-port.ts';
import { openJournal, type SqliteJournal } from '../journal/sqlite/open.ts';
import type { Log } from '../log.ts';
import { treeAt } from '../machine/tree.ts';
import { startHost } from '../main.ts';
import type { BrokerConnection } from '../mqtt/broker-connection.ts';
import { readSite } from '../requests/config-check.ts';
import { type Feed, openFeed } from '../web/feed.ts';
import { announcedIn } from './announced-topics.ts';
import { DEVICE_MEMORY } from './data-folder.ts';
import { explain } from './explain-failure.ts';
import { fenceFound } from './fence-found.ts';
import { takeLastEnd } from './last-end.ts';
import { type OpenMqtt, openMqtt } from './mqtt-listener.ts';
import { keepPastDays } from './past-days.ts';
import { openRefusalLog } from './refusal-log.ts';
import { openBookings } from './site-bookings.ts';
import { openSiteUplink } from './site-uplink.ts';
import { storageFound } from './storage-found.ts';
import { takenBackOn } from './taken-back.ts';
import { openSiteTickets } from './ticket-pictures.ts';

const watchEveryMs = 2_000;

export interface StartOptions {
  /** The path of the site file; paths in it are relative to its folder. */
  readonly siteFile: string;
  /** The data folder; it belongs to one site. */
  readonly data: string;
  /** Overrides the port of the site file. */
  readonly mqttPort?: number;
  readonly logLevel: string;
  /** Changes the site for this run, if it should differ from the file. */
  readonly asRun?: (site: Site) => Site;
  /** Whether the site file is read again when it changes. */
  readonly watch?: boolean;
  readonly version: string;
}

/** The parts that a simulation inserts between the host and the world. */
export interface Between {
  /** The clock for disks, sockets and other parts of this machine. */
  readonly machine: Clock;
  connection(connection: BrokerConnection, boot: string): BrokerConnection;
  journal(journal: HostJournal, recovered: readonly Record[]): HostJournal;
  /** Adds clips for words that were never built, so that a hall can be tried before. */
  clips(clips: Clips): Clips;
}

export interface Started {
  readonly host: Host;
  /** The hall's MQTT messages, for pages. */
  readonly feed: Feed | undefined;
  readonly mqtt: Pick<OpenMqtt, 'url' | 'port' | 'listenerFaults' | 'accounts' | 'tls'>;
  /** What the speakers say. */
  readonly voice: Pick<ClipStore, 'clips' | 'fault' | 'loaded'>;
  readonly log: Log;
  /** Adds a listener of this machine whose faults the controller also reports. */
  watchListener(faults: () => readonly Fault[]): void;
  /** Stops everything; the second call does nothing. */
  stop(): Promise<void>;
}

/**
 * Starts a hall on these ports. Undefined when it could not start: the problem and its remedy have been printed, and
 * the exit code is set.
 */
export async function start(
  running: RunningSite,
  ports: Ports,
  time: Pick<HostParts, 'wall' | 'trusted' | 'asleepMs'>,
  options: StartOptions,
  between?: Between,
): Promise<Started | undefined> {
  const site: SettledSite = running.site();
  const log = pino(
    { level: options.logLevel, base: { site: site.id } },
    pino.destination({ fd: 2, sync: false }),
  );
  try {
    await mkdir(options.data, { recursive: true, mode: 0o750 });
    const fence = fenceFound(options.data, site, log);
    const announced = announcedIn(options.data, site.id, log);
    const boot = randomBytes(8).toString('hex');
    const listener =
      site.mqtt.broker === 'embedded'
        ? { ...site.mqtt, port: options.mqttPort ?? site.mqtt.port }
        : site.mqtt;
    return await openAll(async (opened) => {
      const broker = opened(
        await openMqtt({
          ...{ site, listener, boot, clock: between?.machine ?? ports.clock, wall: time.wall },
          discovery: discoveryPrefixes(site, announced.announced),
          random: Math.random,
          folder: dirname(options.siteFile),
          report: ({ code, message, hint }) => log.warn({ code, hint }, message),
          opened: (port) => log.info({ port }, 'the MQTT port is open now'),
          refused: openRefusalLog(between?.machine ?? ports.clock, log, 'an MQTT client was refused'),
        }),
        (one) => one.close(),
      );
      const asked = { running, ports, time, options, between };
      return await startOn({ ...asked, broker, announced, boot, fence, log, opened });
    });
  } catch (thrown) {
    explain(thrown);
    return undefined;
  }
}

interface Begun {
  readonly broker: OpenMqtt;
  readonly announced: Pick<HostParts, 'announced' | 'announcedStore'>;
  readonly boot: string;
  readonly fence: Fault | undefined;
  readonly running: RunningSite;
  readonly ports: Ports;
  readonly time: Pick<HostParts, 'wall' | 'trusted' | 'asleepMs'>;
  readonly options: StartOptions;
  readonly between: Between | undefined;
  readonly log: Logger;
  readonly opened: Opened;
}

async function startOn(of: Begun): Promise<Started> {
  const { broker, boot, fence, running, ports, time, options, between, log, opened } = of;
  const site: SettledSite = running.site();
  const dir = options.data;
  const clock = between?.machine ?? ports.clock;
  const journal = opened(await journalOf(site, dir, clock, log), (one) => one.close());
  const bookings = opened(
    openBookings(site, options.siteFile, clock, ({ code, message, hint }) =>
      log.error({ code, hint }, message),
    ),
    (one) => one?.close(),
  );
  const voice = opened(openClipStore({ dataFolder: dir, site: running.site, clock }), (one) => one.close());
  const tickets = opened(await openSiteTickets(of, clock), (one) => one.close());
  const recovered = await journal.tail();
  const uplink = opened(
    await openSiteUplink({
      ...{ site: running.site, siteFile: options.siteFile, data: options.data, boot, journal },
      ...{ ...time, clock, last: recovered.at(-1), fenced: fence !== undefined },
      report: ({ code, message, hint }) => log.warn({ code, hint }, message),
    }),
    (one) => one?.close(),
  );
  // The feed subscribes before the hall publishes anything.
  const feed = site.board || site.web || between ? openFeed(broker.listen(), site.id) : undefined;
  const listeners: (() => readonly Fault[])[] = [];
  const host = startHost({
    running,
    readSite: () => siteAsRun(options, clock),
    ports: { ...ports, clips: between?.clips(voice.clips) ?? voice.clips, pictures: tickets.pictures },
    clipFault: voice.fault,
    ...time,
    ...{ ...of.announced, recovered, bookings, uplink, boot, log },
    random: Math.random,
    soon: setImmediate,
    journal: between?.journal(journal, recovered) ?? journal,
    ...(await foundHere(dir, journal.opened, between === undefined, log, fence)),
    ...(await rememberedIn(dir, site.id, journal, recovered, log)),
    connection: between?.connection(broker.connection, boot) ?? broker.connection,
    listenerFaults: () => [broker.listenerFaults, tickets.faults, ...listeners].flatMap((faults) => faults()),
    version: options.version,
  });
  const pastDays = keepPastDays({ dir, site, journal, recovered, clock, log });
  let stopping: Promise<void> | undefined;
  // Journal, uplink and connection belong to the host, which closes them (close-hall.ts); the rest to this function.
  const stop = () => {
    for (const one of [voice, bookings]) one?.close();
    stopping ??= pastDays
      .stop()
      .then(() => host.stop())
      .then(() => Promise.all([feed?.close(), tickets.close()]))
      .then(() => broker.close());
    return stopping;
  };
  return {
    ...{ host, feed, mqtt: broker, voice, log, stop },
    watchListener: (faults) => void listeners.push(faults),
  };
}

/** Opens the journal in the data folder. Logs when its mark had to be written anew, and when the disk fails later. */
async function journalOf(site: SettledSite, dir: string, clock: Clock, log: Logger): Promise<SqliteJournal> {
  const broken = ({ code, message }: Fault) => log.error({ code, hint: faultCatalogue[code].en }, message);
  const journal = await openJournal({ dir, site: site.id, clock, broken });
  const { markRenewed } = journal.opened;
  const renewed = 'journal.mark_renewed';
  if (markRenewed !== undefined)
    log.warn({ code: renewed, hint: faultCatalogue[renewed].en }, `${markRenewed}; it was made anew`);
  return journal;
}

/** What is remembered of the devices, and why that begins anew where it does: the log says so, too. */
async function rememberedIn(
  dir: string,
  site: string,
  journal: SqliteJournal,
  recovered: readonly Record[],
  log: Logger,
): Promise<Pick<HostParts, 'remembered' | 'memoryStore' | 'countsRenewed'>> {
  const path = join(dir, DEVICE_MEMORY);
  const { memory, isNew, unreadable } = findMemory(path, site);
  const code = 'counts.renewed';
  if (unreadable !== undefined) log.warn({ code, hint: faultCatalogue[code].en }, unreadable);
  if (isNew && recovered.length > 0) log.info(`there is no ${path}: the counts of devices begin at 0`);
  return {
    remembered: await upToDate(memory, journal, recovered),
    memoryStore: createMemoryFile(path, site),
    countsRenewed: unreadable,
  };
}

/** The site file as it is now, and the site as it is run. */
async function siteAsRun({ siteFile, asRun }: StartOptions, clock: Clock): Promise<Loaded> {
  const loaded = await readSite(siteFile, clock);
  if (loaded.site === undefined || asRun === undefined) return loaded;
  return { ...loaded, site: asRun(loaded.site) };
}

/** What the hall needs to know about this machine, its data folder, and the end of the previous run. */
async function foundHere(
  dir: string,
  { clean, taken, markRenewed }: SqliteJournal['opened'],
  isReal: boolean,
  log: Logger,
  fenced: Fault | undefined,
): Promise<
  Pick<
    HostParts,
    'clean' | 'taken' | 'folder' | 'lastEnd' | 'takenBack' | 'service' | 'platform' | 'dataFolder'
  >
> {
  return {
    ...{ clean, taken },
    folder: { storage: storageFound(dir, isReal, log), markRenewed, fenced },
    lastEnd: await takeLastEnd(dir),
    takenBack: isReal ? takenBackOn(treeAt('/'), log) : undefined,
    service: openSystemd(process.env, (why) => log.warn({ cause: why.message }, 'systemd was not told')),
    platform: { node: process.version, os: `${platform()} ${release()}` },
    dataFolder: dir,
  };
}

/** Reloads the site file at SIGHUP and, if it is watched, whenever it changes; the log shows the result. */
export function reloadOnSignal(host: Pick<Host, 'reload'>, watched: string | undefined): void {
  process.on('SIGHUP', () => void host.reload());
  if (watched === undefined) return;
  // The file is polled, because editors replace the old file by a new one.
  watchFile(watched, { interval: watchEveryMs }, (now, before) => {
    if (now.mtimeMs !== before.mtimeMs) void host.reload();
  });
}

/** Logs the pending waits of the process at SIGUSR2, for a maintainer. */
export function tellWaitsOnSignal(clock: Clock, log: Log): void {
  process.on('SIGUSR2', () => log.warn(whatWaits(clock), 'what the process waits for'));
}

/** Runs `stop` once at SIGINT or SIGTERM, then ends the process normally. A second signal ends it at once. */
export function stopOnSignals(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void stop().then(() => {
        process.exitCode = 0;
        // Libraries may hold handles of their own; everything of ours is closed by now.
        process.exit();
      });
    });
  }
}

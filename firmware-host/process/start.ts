import { randomBytes } from 'node:crypto';
import { watchFile } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { platform, release } from 'node:os';
import { dirname, join } from 'node:path';
import { type Logger, pino } from 'pino';
import type { Loaded } from '../../config/load.ts';
import type { RunningSite, SettledSite } from '../../config/running-site.ts';
import type { Site } from '../../config/site.ts';
import type { Fault } from '../../devices/fault.ts';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import type { Clock, Ports } from '../../devices/ports.ts';
import { type Opened, openAll } from '../async/open-all.ts';
import { openSystemd } from '../edge/systemd.ts';
import { whatWaits } from '../health/what-waits.ts';
import type { Host, HostParts } from '../host.ts';
import type { HostJournal, Record } from '../journal/journal-port.ts';
import { retain } from '../journal/retain.ts';
import { openJournal, type SqliteJournal } from '../journal/sqlite/open.ts';
import type { Log } from '../log.ts';
import { startHost } from '../main.ts';
import type { BrokerConnection } from '../mqtt/broker-connection.ts';
import { readSite } from '../requests/config-check.ts';
import { type Feed, openFeed } from '../web/feed.ts';
import { LAST_END } from './data-folder.ts';
import { explain } from './explain-failure.ts';
import { type OpenMqtt, openMqtt } from './mqtt-listener.ts';
import { openRefusalLog } from './refusal-log.ts';
import { openBookings } from './site-bookings.ts';
import { openSiteUplink } from './site-uplink.ts';
import { storageFound } from './storage-found.ts';

const watchEveryMs = 2_000;

export interface StartOptions {
  /** The path of the site file, which the paths in it start from. */
  readonly siteFile: string;
  /** The data folder; it belongs to one site. */
  readonly data: string;
  /** In place of the site file's. */
  readonly mqttPort?: number;
  readonly logLevel: string;
  /** The site as it is run, where that is not quite what the file says. */
  readonly asRun?: (site: Site) => Site;
  /** Whether the site file is read again when it changes. */
  readonly watch?: boolean;
  readonly version: string;
}

/** What a simulation puts between the host and the world. */
export interface Between {
  /** What disks, sockets and other things of this machine are timed with. */
  readonly machine: Clock;
  connection(connection: BrokerConnection, boot: string): BrokerConnection;
  journal(journal: HostJournal, recovered: readonly Record[]): HostJournal;
}

export interface Started {
  readonly host: Host;
  /** What the hall says over MQTT, for pages. */
  readonly feed: Feed | undefined;
  readonly mqtt: Pick<OpenMqtt, 'url' | 'port' | 'listenerFaults'>;
  readonly log: Log;
  /** Has the controller say, too, why this listener of the machine is not open. */
  watchListener(fault: () => Fault | undefined): void;
  /** Stops everything; the second call does nothing. */
  stop(): Promise<void>;
}

/**
 * Starts a hall on these ports. Undefined when it could not start; what to do has been
 * printed, and the exit code is set.
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
    const boot = randomBytes(8).toString('hex');
    const listener =
      site.mqtt.broker === 'embedded'
        ? { ...site.mqtt, port: options.mqttPort ?? site.mqtt.port }
        : site.mqtt;
    return await openAll(async (opened) => {
      const broker = opened(
        await openMqtt({
          ...{ site, listener, boot, clock: between?.machine ?? ports.clock, random: Math.random },
          folder: dirname(options.siteFile),
          report: ({ code, message, hint }) => log.warn({ code, hint }, message),
          opened: (port) => log.info({ port }, 'the MQTT port is open now'),
          refused: openRefusalLog(between?.machine ?? ports.clock, log, 'an MQTT client was refused'),
        }),
        (one) => one.close(),
      );
      return await startOn({ broker, boot, running, ports, time, options, between, log, opened });
    });
  } catch (thrown) {
    explain(thrown);
    return undefined;
  }
}

async function startOn(of: {
  readonly broker: OpenMqtt;
  readonly boot: string;
  readonly running: RunningSite;
  readonly ports: Ports;
  readonly time: Pick<HostParts, 'wall' | 'trusted' | 'asleepMs'>;
  readonly options: StartOptions;
  readonly between: Between | undefined;
  readonly log: Logger;
  readonly opened: Opened;
}): Promise<Started> {
  const { broker, boot, running, ports, time, options, between, log, opened } = of;
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
  const recovered = await journal.tail();
  const uplink = opened(
    await openSiteUplink({
      ...{ site: running.site, siteFile: options.siteFile, data: options.data, boot, journal },
      last: recovered.at(-1),
      ...{ ...time, clock },
      report: ({ code, message, hint }) => log.warn({ code, hint }, message),
    }),
    (one) => one?.close(),
  );
  // It listens before the hall says anything.
  const feed = site.board || between ? openFeed(broker.listen(), site.id) : undefined;
  const listeners: (() => Fault | undefined)[] = [];
  const host = startHost({
    running,
    readSite: () => siteAsRun(options, clock),
    ports,
    ...time,
    ...{ recovered, bookings, uplink, boot, log },
    random: Math.random,
    soon: setImmediate,
    journal: between?.journal(journal, recovered) ?? journal,
    ...(await foundHere(dir, journal.opened, between === undefined, log)),
    connection: between?.connection(broker.connection, boot) ?? broker.connection,
    listenerFaults: () => [...broker.listenerFaults(), ...listeners.flatMap((fault) => fault() ?? [])],
    version: options.version,
  });
  const stopRetaining = retain({
    ...{ journal, keep: site.keep, clock },
    removed: (records) => log.info({ records }, 'records of old days were removed'),
    failed: (fault) => log.warn({ code: fault.code }, `old days are still there: ${fault.message}`),
  });
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopRetaining();
    bookings?.close();
    stopping ??= host
      .stop()
      .then(() => feed?.close())
      .then(() => broker.close());
    return stopping;
  };
  return { host, feed, mqtt: broker, log, watchListener: (fault) => void listeners.push(fault), stop };
}

/** The journal in the data folder; the log says where its mark had to be made anew, and when the disk fails later. */
async function journalOf(site: SettledSite, dir: string, clock: Clock, log: Logger): Promise<SqliteJournal> {
  const broken = ({ code, message }: Fault) => log.error({ code, hint: faultCatalogue[code].en }, message);
  const journal = await openJournal({ dir, site: site.id, clock, broken });
  const { markRenewed } = journal.opened;
  const renewed = 'journal.mark_renewed';
  if (markRenewed !== undefined)
    log.warn({ code: renewed, hint: faultCatalogue[renewed].en }, `${markRenewed}; it was made anew`);
  return journal;
}

/** The site file as it is now, and the site as it is run. */
async function siteAsRun({ siteFile, asRun }: StartOptions, clock: Clock): Promise<Loaded> {
  const loaded = await readSite(siteFile, clock);
  if (loaded.site === undefined || asRun === undefined) return loaded;
  return { ...loaded, site: asRun(loaded.site) };
}

/** What the hall is told of this machine, its data folder, and how the run before ended there. */
async function foundHere(
  dir: string,
  { clean, taken, markRenewed }: SqliteJournal['opened'],
  isReal: boolean,
  log: Logger,
): Promise<
  Pick<HostParts, 'clean' | 'taken' | 'folder' | 'lastEnd' | 'service' | 'platform' | 'dataFolder'>
> {
  return {
    ...{ clean, taken },
    folder: { storage: storageFound(dir, isReal, log), markRenewed },
    lastEnd: await takeLastEnd(dir),
    service: openSystemd(process.env, (why) => log.warn({ cause: why.message }, 'systemd was not told')),
    platform: { node: process.version, os: `${platform()} ${release()}` },
    dataFolder: dir,
  };
}

/** What the service manager says the run before ended with. Taken away, so that it is not told of a later start. */
async function takeLastEnd(dir: string): Promise<string | undefined> {
  const file = join(dir, LAST_END);
  try {
    const said = (await readFile(file, 'utf8')).trim();
    await rm(file);
    return said;
  } catch {
    return undefined; // Nobody said anything, or the disk cannot be written to, which the journal reports.
  }
}

/** Reads the site file again at SIGHUP and, where it is watched, whenever it changes; the log says what came of it. */
export function reloadOnSignal(host: Pick<Host, 'reload'>, watched: string | undefined): void {
  process.on('SIGHUP', () => void host.reload());
  if (watched === undefined) return;
  // Asked again and again, because editors put a new file in the place of the old one.
  watchFile(watched, { interval: watchEveryMs }, (now, before) => {
    if (now.mtimeMs !== before.mtimeMs) void host.reload();
  });
}

/** Writes what the process waits for into the log at SIGUSR2, for a maintainer. */
export function tellWaitsOnSignal(clock: Clock, log: Log): void {
  process.on('SIGUSR2', () => log.warn(whatWaits(clock), 'what the process waits for'));
}

/** Runs `stop` once at SIGINT or SIGTERM, then ends the process well. A second signal ends it at once. */
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

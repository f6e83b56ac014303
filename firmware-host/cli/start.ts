import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { platform, release } from 'node:os';
import { type Logger, pino } from 'pino';
import type { MqttDoor, Site } from '../../config/site.ts';
import { Fault } from '../../devices/fault.ts';
import type { Ports } from '../../devices/ports.ts';
import { openJournal } from '../journal/sqlite/open.ts';
import { type Host, startHost } from '../main.ts';
import { type OpenMqtt, openMqtt } from './mqtt-door.ts';

export interface StartOptions {
  readonly data: string;
  /** In place of the site file's. */
  readonly mqttPort?: number;
  readonly logLevel: string;
  readonly version: string;
}

export interface Started {
  readonly host: Host;
  readonly mqtt: { readonly url: string; readonly port: number };
  /** Stops everything; the second call does nothing. */
  stop(): Promise<void>;
}

/**
 * Starts a hall on these ports, with `door` for its MQTT clients. Names of files in it count from `folder`. Undefined when it could not start; what to do has been
 * printed, and the exit code is set.
 */
export async function start(
  site: Site,
  ports: Ports,
  time: { readonly wall: () => number; readonly trusted: () => boolean },
  options: StartOptions,
  mqtt: { readonly door: MqttDoor; readonly folder: string },
): Promise<Started | undefined> {
  const log = pino(
    { level: options.logLevel, base: { site: site.id } },
    pino.destination({ fd: 2, sync: false }),
  );
  try {
    await mkdir(options.data, { recursive: true, mode: 0o750 });
    const boot = randomBytes(8).toString('hex');
    const { door, folder } = mqtt;
    const broker = await openMqtt({
      ...{ site, folder, boot, clock: ports.clock, random: Math.random },
      door: door.broker === 'embedded' ? { ...door, port: options.mqttPort ?? door.port } : door,
      report: (fault) => log.warn({ code: fault.code }, fault.message),
      refused: (refusal, more) => log.warn({ refusal, more }, 'an MQTT client was refused'),
    });
    return await startOn(broker, boot, site, ports, time, options, log);
  } catch (thrown) {
    explain(thrown);
    process.exitCode = 1;
    return undefined;
  }
}

async function startOn(
  broker: OpenMqtt,
  boot: string,
  site: Site,
  ports: Ports,
  time: { readonly wall: () => number; readonly trusted: () => boolean },
  options: StartOptions,
  log: Logger,
): Promise<Started> {
  const journal = await openJournal({ dir: options.data, clock: ports.clock }).catch(
    async (thrown: unknown) => {
      await broker.close();
      throw thrown;
    },
  );
  const host = startHost({
    site,
    ports,
    ...time,
    random: Math.random,
    soon: setImmediate,
    journal,
    recovered: await journal.tail(),
    clean: journal.opened.clean,
    session: broker.session,
    boot,
    version: options.version,
    platform: { node: process.version, os: `${platform()} ${release()}` },
    dataFolder: options.data,
    log,
  });
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= host.stop().then(() => broker.close());
    return stopping;
  };
  return { host, mqtt: broker, stop };
}

/** Says an error to a person at the console: what, and what to do. */
function explain(thrown: unknown): void {
  if (thrown instanceof Fault) {
    console.error(`loket: ${thrown.message}`);
    if (thrown.hint !== undefined) console.error(`       ${thrown.hint}`);
  } else console.error(`loket: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
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

import { onTestFinished } from 'vitest';
import { createRunningSite } from '../../config/running-site.ts';
import type { Site } from '../../config/site.ts';
import { createBoards } from '../../firmware-host/edge/boards.ts';
import type { Host, HostParts } from '../../firmware-host/host.ts';
import { openMemoryJournal } from '../../firmware-host/journal/memory.ts';
import { startHost } from '../../firmware-host/main.ts';
import type { BrokerConnection } from '../../firmware-host/mqtt/broker-connection.ts';
import { lastWill } from '../../firmware-host/mqtt/last-will.ts';
import { openUplink, type Uplink } from '../../firmware-host/mqtt/uplink/uplink.ts';
import { seededRandom } from '../../simulators/random.ts';
import { type SimulatedHall, simulatedHall } from '../../simulators/simulated-hall.ts';
import { realClock } from '../real-clock.ts';
import { keptCursor } from './office.ts';

/** A line to the office at a broker on this machine, with nothing in its journal. */
export function toOffice(site: string, port: number, boot = 'boot-1'): Uplink {
  return openUplink({
    ...{ site, url: `mqtt://127.0.0.1:${port}`, language: () => 'id', last: 0, cursor: 0, clock: realClock },
    will: lastWill(site, boot, () => 0),
    journal: openMemoryJournal(),
    store: keptCursor(),
    time: { wall: Date.now, trusted: () => true, floor: () => 0 },
    random: () => 0,
    report: () => undefined,
  });
}

/** A whole hall on real time, for real brokers: the host and its drivers on simulated hardware. */
export async function realHall(of: {
  readonly site: Site;
  readonly connection: BrokerConnection;
  readonly boot: string;
  readonly uplink?: Uplink;
  readonly metrics?: HostParts['metrics'];
  /** What is plugged in, where that is not what the site file says. */
  readonly plugged?: Site;
  /** Devices that speak MQTT are those at the broker, and not simulated ones. */
  readonly realThings?: boolean;
  readonly journal?: HostParts['journal'];
  readonly readSite?: NonNullable<HostParts['readSite']>;
  readonly announced?: HostParts['announced'];
  readonly announcedStore?: HostParts['announcedStore'];
}): Promise<{ readonly host: Host; readonly hall: SimulatedHall; stop(): Promise<void> }> {
  const hall = await simulatedHall({
    site: of.plugged ?? of.site,
    clock: realClock,
    seed: 7,
    openBoards: createBoards,
    printed: () => undefined,
  });
  const log = { level: 'info', info: () => {}, warn: () => {}, error: () => {} };
  const host = startHost({
    ...of,
    running: createRunningSite(of.site),
    ports: of.realThings === true ? { ...hall.ports, things: undefined } : hall.ports,
    wall: Date.now,
    trusted: () => true,
    random: seededRandom(3),
    soon: setImmediate,
    journal: of.journal ?? openMemoryJournal(),
    recovered: [],
    clean: true,
    version: 'test',
    platform: { node: 'test', os: 'test' },
    dataFolder: '.',
    log,
  });
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= host.stop();
    return stopping;
  };
  onTestFinished(stop);
  return { host, hall, stop };
}

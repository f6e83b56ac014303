import type { Loaded } from '../../config/load.ts';
import { createRunningSite } from '../../config/running-site.ts';
import type { Site } from '../../config/site.ts';
import type { Fault } from '../../devices/fault.ts';
import type { Millis, Ports } from '../../devices/ports.ts';
import type { Bookings } from '../../firmware-host/bookings/bookings.ts';
import { type DeviceMemory, type MemoryStore, upToDate } from '../../firmware-host/device-memory.ts';
import type { Host, HostNotification } from '../../firmware-host/host.ts';
import type { HostJournal, Record } from '../../firmware-host/journal/journal-port.ts';
import { keepOpening } from '../../firmware-host/keep-opening.ts';
import type { Log } from '../../firmware-host/log.ts';
import { startHost } from '../../firmware-host/main.ts';
import { openBrokerConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { lastWill } from '../../firmware-host/mqtt/last-will.ts';
import type { CursorStore } from '../../firmware-host/mqtt/uplink/cursor.ts';
import { openUplink } from '../../firmware-host/mqtt/uplink/uplink.ts';
import type { WorldBroker } from './broker.ts';
import type { ProcessClock } from './clock.ts';
import { processPorts } from './ports.ts';

/** As in external-connection.ts: the longest wait for the hall's own broker. */
const hallBackoffMaxMs: Millis = 2_000;

export interface LifeParts {
  readonly site: Site;
  /** Of this life. */
  readonly clock: ProcessClock;
  /** World time. */
  readonly startedAt: number;
  readonly hardware: Omit<Ports, 'clock' | 'boards'>;
  /** The journal, what it holds of the day, and whether the life before ended in order. */
  readonly journal: HostJournal;
  readonly recovered: readonly Record[];
  readonly clean: boolean;
  /** Where the cursor of the line to the office is kept. */
  readonly store: CursorStore;
  /** What is remembered of the devices, and where that is kept. */
  readonly memory: DeviceMemory;
  readonly memoryStore: MemoryStore;
  readonly broker: WorldBroker;
  readonly central: WorldBroker;
  readonly wall: () => number;
  readonly trusted: () => boolean;
  readonly random: () => number;
  readonly bookings: Bookings;
  /** Opens the port for others on this machine: rejects while another program has it. */
  readonly openPort: () => Promise<{ close(): Promise<void> }>;
  readonly readSite: () => Loaded;
  readonly boot: string;
  readonly log: Log;
  readonly saw: (sight: HostNotification) => void;
}

/** One life of the process, from its start to its end. */
export interface Life {
  readonly host: Host;
  readonly journal: HostJournal;
  readonly boot: string;
  /** World time. */
  readonly startedAt: number;
  readonly stopping: boolean;
  /** Why the port for others is not open. */
  readonly portFault: Fault | undefined;
  /** Whether it says that another controller has its place at that broker. */
  namesTwin(where: 'broker' | 'central'): boolean;
  /** Ends in the middle of whatever it does; `noticed`: the kernel still closes its connections. */
  kill(noticed: boolean): void;
  /** Ends in order. */
  stop(): Promise<void>;
}

/** Starts the process on what its disk holds. Nothing but ports, clock, disk and brokers is not the real thing. */
export async function startLife(parts: LifeParts): Promise<Life> {
  const { site, clock, journal, recovered, clean, store, broker, central, boot, startedAt } = parts;
  const { wall, trusted, random, log } = parts;
  const running = createRunningSite(site);
  const { ports, hangUp } = processPorts(parts.hardware, clock);
  const id = `loket-${site.id}`;
  const will = lastWill(site.id, boot, wall);
  const report = ({ code, message }: { readonly code: string; readonly message: string }) =>
    log.warn({ code }, message);
  const last = recovered.at(-1);
  const connection = openBrokerConnection({
    open: (told, connection) => broker.connect({ id, will: will(connection), clock }, told),
    ...{ clock, random, report, backoffMaxMs: hallBackoffMaxMs },
  });
  const uplink = openUplink({
    ...{
      site: site.id,
      language: () => running.site().language,
      url: 'mqtt://office',
      will,
      journal,
      store,
      clock,
      random,
      report,
    },
    connect: (told, connection) =>
      central.connect({ id, will: will(connection), clock, party: 'uplink' }, told),
    protocol: 5,
    last: last?.sequence ?? 0,
    cursor: await store.load(),
    time: { wall, trusted, floor: () => 0 },
  });
  const port = await keepOpening({
    open: parts.openPort,
    clock,
    code: 'broker.port_failed',
    told: (fault) => log.warn({ code: fault?.code }, fault?.message ?? 'the port is open'),
  });
  const host = startHost({
    ...{ running, ports, wall, trusted, random, journal, recovered, clean, connection, uplink, boot, log },
    bookings: parts.bookings,
    remembered: await upToDate(parts.memory, journal, recovered),
    memoryStore: parts.memoryStore,
    listenerFaults: () => [port.fault ?? [], connection.trouble?.() ?? []].flat(),
    readSite: async () => parts.readSite(),
    soon: (run) => void clock.after(0, run),
    version: 'world',
    platform: { node: 'world', os: 'world' },
    dataFolder: '.',
    metrics: { read: async () => ({ rss_mb: 100 }), close: () => undefined },
  });
  host.watch(parts.saw);
  let stopping = false;

  function kill(noticed: boolean): void {
    clock.kill();
    hangUp();
    broker.died(id, noticed);
    central.died(id, noticed);
  }

  return {
    host,
    journal,
    boot,
    startedAt,
    get stopping() {
      return stopping;
    },
    get portFault() {
      return port.fault;
    },
    namesTwin: (where) =>
      where === 'broker'
        ? connection.trouble?.()?.code === 'broker.duplicate'
        : uplink.troubles().includes('uplink.duplicate'),
    kill,
    async stop() {
      stopping = true;
      await host.stop();
      await port.close();
      kill(true);
    },
  };
}

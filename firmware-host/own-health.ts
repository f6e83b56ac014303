import type { Cancel } from '../devices/ports.ts';
import { repeat } from './async/interval.ts';
import type { Observed } from './health/conditions.ts';
import { createControllerReasons } from './health/controller-reasons.ts';
import { feedWatchdog } from './health/feed-watchdog.ts';
import { type HostMetrics, openHostMetrics } from './health/host-metrics.ts';
import { createLateness, type Lateness } from './health/lateness.ts';
import { reportService } from './health/service.ts';
import { devicesThere, statusLine } from './health/status-line.ts';
import type { HostParts } from './host.ts';
import type { HallTime } from './loop/hall-time.ts';
import type { Latency } from './loop/latency.ts';
import type { Loop } from './loop/loop.ts';
import type { ControllerHealth } from './mqtt/messages/controller-messages.ts';
import type { Publisher } from './mqtt/publisher.ts';
import type { Messages } from './perform/messages.ts';
import { dayAtOdds } from './queue/day.ts';
import type { ReadState } from './queue/state.ts';
import type { Reload } from './requests/reload.ts';
import type { TakenCommands } from './requests/take-commands.ts';
import type { Equipment } from './supervise/equipment.ts';

const measureEveryMs = 30_000;
/** How often the controller checks itself for faults. */
const reasonsEveryMs = 1_000;

/** Publishes the controller's health: over MQTT, and to the service manager that watches it. */
export interface OwnHealth {
  /** Publishes `controller/state` with the current active faults. */
  online(): void;
  /** Starts to measure and to feed the watchdog. */
  start(): void;
  /** Measures, and publishes the health of every device and of the controller. */
  say(): void;
  stopping(): void;
}

/** The parts that the controller's health is made of. */
interface Parts extends HostParts {
  readonly state: ReadState;
  readonly time: HallTime;
  readonly all: Equipment;
  readonly loop: Loop;
  readonly publisher: Publisher;
  readonly say: Messages;
  readonly latency: Latency;
  /** The counts of commands. */
  readonly commands: Pick<TakenCommands, 'counts'>;
  readonly reloading: Pick<Reload, 'figures'>;
}

/** Builds the controller's own health, as main.ts builds the hall. */
export function createOwnHealth(of: Parts): OwnHealth {
  const { ports, all, say } = of;
  const { clock } = ports;
  const metrics = of.metrics ?? openHostMetrics(of.dataFolder);
  let beats: readonly Cancel[] = [];

  const reasons = createControllerReasons({
    ...{ clock, wall: of.wall, changed: say.online },
    observe: () => observed(of),
  });
  const service =
    of.service &&
    reportService({
      notify: of.service.notify,
      keysWork: () =>
        all.all().every(([{ role }, one]) => role !== 'keys' || one.status().state !== 'starting'),
      status: () =>
        statusLine(
          all.all().map(([{ id }, one]) => [id, one.status()]),
          reasons.list(),
        ),
    });

  async function measure(): Promise<void> {
    for (const [device, one] of all.all()) say.device(device, one.status());
    const measured = await metrics.read();
    reasons.measured(measured);
    say.health({ ...measured, ...figures(of) });
  }

  return {
    online() {
      reasons.check();
      say.online(reasons.list());
    },
    start() {
      const lateness = createLateness({ clock, everyMs: reasonsEveryMs, log: of.log });
      const look = () => {
        lateness.beat();
        reasons.check();
        service?.check();
      };
      beats = [
        repeat(clock, reasonsEveryMs, look, 'health: reasons'),
        repeat(clock, measureEveryMs, () => void measure(), 'health: measure'),
        feeding(of, lateness),
      ];
      void measure();
    },
    say: () => void measure(),
    stopping() {
      for (const cancel of beats) cancel();
      service?.stopping();
      metrics.close();
    },
  };
}

/** The observations from which the controller's active faults are derived. */
function observed(of: Parts): Omit<Observed, 'now' | 'metrics' | 'stepped'> {
  const { journal, loop, time, uplink } = of;
  return {
    clockSynced: of.trusted(),
    doubtedByMs: time.doubt()?.byMs,
    day: dayAtOdds(of.state, time.now()),
    clean: of.clean,
    lastEnd: of.lastEnd,
    journal: {
      fault: loop.failed?.code ?? journal.pressure().fault,
      oldestMs: journal.pressure().oldestMs,
    },
    folder: of.folder,
    countsRenewed: of.countsRenewed,
    takenBack: of.takenBack,
    listeners: of.listenerFaults?.() ?? [],
    clips: of.clipFault?.(),
    brokerConnected: of.connection.connected,
    uplink: uplink?.troubles() ?? [],
    siteFile: of.reloading.figures().config_fault,
    inboxOverflows: loop.figures.overflows,
  };
}

/** `controller/health`, without the measurements of the machine. */
function figures(of: Parts): Omit<ControllerHealth, keyof HostMetrics> {
  const { connection, loop, journal } = of;
  const decided = of.latency.read('decided');
  const lag = of.publisher.status();
  const disk = journal.pressure();
  return {
    at: new Date(of.time.wall()).toISOString(),
    every_s: measureEveryMs / 1_000,
    uptime_s: Math.round(of.ports.clock.now() / 1000),
    inbox_depth: loop.figures.depth,
    ...devicesThere(of.all.all().map(([, one]) => one.status())),
    clock_synced: of.trusted(),
    journal_ok: loop.failed === undefined && (disk.fault === undefined || disk.fault === 'disk.low'),
    journal_waiting: disk.waiting,
    journal_commit_p99_ms: Math.round(disk.p99Ms * 10) / 10,
    ...(connection.clients === undefined ? {} : { mqtt_clients: connection.clients }),
    ...(connection.refusals === undefined ? {} : { mqtt_refused: connection.refusals }),
    mqtt_dropped: lag.dropped,
    mqtt_depth: lag.depth,
    mqtt_lag_ms: Math.round(lag.lagMs),
    ...of.uplink?.figures(),
    ...of.commands.counts(),
    ...of.reloading.figures(),
    ...(decided.p50 === undefined ? {} : { dispatch_p50_ms: decided.p50 }),
    ...(decided.p99 === undefined ? {} : { dispatch_p99_ms: decided.p99 }),
  };
}

/**
 * Feeds the service manager's watchdog, if there is one, twice in each interval that it allows, as
 * sd_watchdog_enabled(3) advises.
 */
function feeding(
  { service, ports, loop, journal, connection, publisher }: Parts,
  { starved }: Lateness,
): Cancel {
  if (service?.watchdogMs === undefined) return () => undefined;
  return feedWatchdog({
    clock: ports.clock,
    everyMs: service.watchdogMs / 2,
    turns: () => loop.figures.turns,
    askJournal: () => journal.read(loop.sequence, 1),
    brokerLagMs: () => (connection.connected ? publisher.status().lagMs : 0),
    feed: () => service.notify('WATCHDOG=1'),
    starved,
  });
}

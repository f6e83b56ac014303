import { controllerReasons } from './health/controller.ts';
import { reportService } from './health/service.ts';
import { devicesThere, statusLine } from './health/status-line.ts';
import { openVitals } from './health/vitals.ts';
import { feedWatchdog } from './health/watchdog.ts';
import type { HostParts } from './host.ts';
import type { HallTime } from './loop/hall-time.ts';
import type { Latency } from './loop/latency.ts';
import type { Loop } from './loop/loop.ts';
import { repeat } from './loop/repeat.ts';
import type { Lane } from './mqtt/lane.ts';
import type { takeCommands } from './perform/commands.ts';
import type { Messages } from './perform/messages.ts';
import type { Reload } from './perform/reload.ts';
import { dayAtOdds } from './queue/day.ts';
import type { ReadState } from './queue/state.ts';
import type { Equipment } from './supervise/equipment.ts';

const measureEveryMs = 30_000;
/** How often the controller looks whether something is wrong with itself. */
const reasonsEveryMs = 1_000;

/** What the controller says of itself: to MQTT, and to the service manager that watches over it. */
export interface OwnHealth {
  /** `controller/state`, with what is wrong by now. */
  online(): void;
  /** Begins to measure and to feed the watchdog. */
  start(): void;
  /** Measures, and says every device's and its own health. */
  say(): void;
  stopping(): void;
}

/** Puts the controller's own health together, as main.ts does with the hall. */
export function ownHealth(
  of: HostParts & {
    readonly state: ReadState;
    readonly time: HallTime;
    readonly all: Equipment;
    readonly loop: Loop;
    readonly lane: Lane;
    readonly say: Messages;
    readonly latency: Latency;
    /** The counts of commands. */
    readonly commands: ReturnType<typeof takeCommands>;
    readonly reloading: Pick<Reload, 'figures'>;
  },
): OwnHealth {
  const { ports, journal, uplink, session, state, time, all, loop, lane, say, latency, commands, reloading } =
    of;
  const { clock } = ports;
  const vitals = of.vitals ?? openVitals(of.dataFolder);
  let beats: readonly (() => void)[] = [];

  const reasons = controllerReasons({
    clock,
    wall: of.wall,
    observe: () => ({
      clockSynced: of.trusted(),
      doubtedByMs: time.doubt()?.byMs,
      day: dayAtOdds(state, time.now()),
      clean: of.clean,
      lastEnd: of.lastEnd,
      journal: {
        fault: loop.failed?.code ?? journal.pressure().fault,
        oldestMs: journal.pressure().oldestMs,
      },
      folder: of.folder,
      doors: of.doorFaults?.() ?? [],
      brokerConnected: of.session.connected,
      uplink: uplink?.troubles() ?? [],
      siteFile: reloading.figures().config_fault,
      inboxOverflows: loop.figures.overflows,
    }),
    changed: say.online,
  });
  const service =
    of.service &&
    reportService({
      notify: of.service.notify,
      keysWork: () =>
        all.all().every(([{ kind }, one]) => kind.role !== 'keys' || one.status().state !== 'starting'),
      status: () =>
        statusLine(
          all.all().map(([{ id }, one]) => [id, one.status()]),
          reasons.list(),
        ),
    });

  async function measure(): Promise<void> {
    for (const [device, one] of all.all()) say.device(device, one.status());
    const measured = await vitals.read();
    reasons.measured(measured);
    const decided = latency.read('decided');
    const devices = devicesThere(all.all().map(([, one]) => one.status()));
    const lag = lane.status();
    const disk = journal.pressure();
    say.health({
      uptime_s: Math.round(clock.now() / 1000),
      ...measured,
      inbox_depth: loop.figures.depth,
      ...devices,
      clock_synced: of.trusted(),
      journal_ok: loop.failed === undefined && (disk.fault === undefined || disk.fault === 'disk.low'),
      journal_waiting: disk.waiting,
      journal_commit_p99_ms: Math.round(disk.p99Ms * 10) / 10,
      ...(session.clients === undefined ? {} : { mqtt_clients: session.clients }),
      ...(session.refusals === undefined ? {} : { mqtt_refused: session.refusals }),
      mqtt_dropped: lag.dropped,
      mqtt_depth: lag.depth,
      mqtt_lag_ms: Math.round(lag.lagMs),
      ...uplink?.figures(),
      ...commands(),
      ...reloading.figures(),
      ...(decided.p50 === undefined ? {} : { dispatch_p50_ms: decided.p50 }),
      ...(decided.p99 === undefined ? {} : { dispatch_p99_ms: decided.p99 }),
    });
  }

  /** Half of what the watchdog allows, as sd_watchdog_enabled(3) advises. */
  function feeding(watchdogMs: number, notify: (told: string) => void): () => void {
    return feedWatchdog({
      clock,
      everyMs: watchdogMs / 2,
      turns: () => loop.figures.turns,
      askJournal: () => journal.read(loop.sequence, 1),
      brokerLagMs: () => (session.connected ? lane.status().lagMs : 0),
      feed: () => notify('WATCHDOG=1'),
    });
  }

  return {
    online() {
      reasons.check();
      say.online(reasons.list());
    },
    start() {
      const { watchdogMs, notify } = of.service ?? {};
      beats = [
        repeat(clock, reasonsEveryMs, () => {
          reasons.check();
          service?.check();
        }),
        repeat(clock, measureEveryMs, () => void measure()),
        ...(watchdogMs === undefined || notify === undefined ? [] : [feeding(watchdogMs, notify)]),
      ];
      void measure();
    },
    say: () => void measure(),
    stopping() {
      for (const cancel of beats) cancel();
      service?.stopping();
      vitals.close();
    },
  };
}

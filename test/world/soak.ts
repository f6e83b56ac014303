import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Millis } from '../../devices/ports.ts';
import { nothingRemembered } from '../../firmware-host/device-memory.ts';
import { createMemoryFile } from '../../firmware-host/device-memory-file.ts';
import { createBoards } from '../../firmware-host/edge/boards.ts';
import type { HostJournal } from '../../firmware-host/journal/journal-port.ts';
import { openJournal } from '../../firmware-host/journal/sqlite/open.ts';
import { openBrokerConnection } from '../../firmware-host/mqtt/external-connection.ts';
import { createCursorFile } from '../../firmware-host/mqtt/uplink/cursor.ts';
import { followSites } from '../../office/intake/follow-sites.ts';
import { seededRandom } from '../../simulators/random.ts';
import { simulatedHall } from '../../simulators/simulated-hall.ts';
import { WorldBroker } from './broker.ts';
import { ProcessClock, WorldClock } from './clock.ts';
import { startLife } from './life.ts';
import { soakServices, soakSite } from './soak-hall.ts';

const { values } = parseArgs({
  options: { days: { type: 'string', default: '30' }, tickets: { type: 'string', default: '3400' } },
});
const days = Number(values.days);
const ticketsADay = Number(values.tickets);

/** A visit takes seconds and not minutes, and the nights are left out: a day's events in so much of its time. */
const apartMs: Millis = 1_000;
const visitMs: Millis = 7_000;
const wholeDayMs = 24 * 3_600_000;
const minuteMs = 60_000;
const daysKept = 7;
/** By the end of this day every cache, transcript and list of latencies is as full as it ever gets. */
const firstDay = 3;
/**
 * The heap at the end of a day holds that day's tickets, and each day has as many. Of the 27 days after the third,
 * with some 376,000 events, not even a pointer for each event (3 MB) may be left.
 */
const growMaxMb = 2;

/** When a day is over, a few messages and the timers of some time limits wait. */
const waitMax = 500;

const clock = new WorldClock();
const random = seededRandom(1);
const { site, read } = soakSite();
/** Eight in the morning of the first day. */
const firstMorning = Date.parse('2026-11-01T01:00:00Z');
let wallOffset = firstMorning;
const wall = () => wallOffset + clock.now();
const broker = new WorldBroker(clock, () => undefined);
const central = new WorldBroker(clock, () => undefined);
let papers = 0;
let applied = 0;
let events = 0;
let tickets = 0;
let warnings = 0;
process.on('warning', (warning) => {
  warnings++;
  console.log(String(warning));
});

const dir = mkdtempSync(join(tmpdir(), 'loket-soak-'));
const hall = await simulatedHall({ site, clock, seed: 7, openBoards: createBoards, printed: () => papers++ });
const life = await startSoak();
const { host } = life;

/** The hall on the real journal: while the disk works, the hall's time stands. */
async function startSoak() {
  const own = new ProcessClock(clock);
  const real = await openJournal({ dir, site: site.id, clock: own });
  const journal: HostJournal & Pick<typeof real, 'prune'> = {
    ...real,
    append(records) {
      events += records.length;
      tickets += records.filter(({ event }) => event.type === 'ticket.reserved').length;
      return clock.standsFor(real.append(records));
    },
    read: (from, limit) => clock.standsFor(real.read(from, limit)),
    prune: (keep) => clock.standsFor(real.prune(keep)),
    close: () => clock.standsFor(real.close()),
  };
  const store = createCursorFile(join(dir, 'uplink.cursor'));
  const memoryStore = createMemoryFile(join(dir, 'device-memory.json'), site.id);
  const quiet = () => undefined;
  const started = await startLife({
    ...{ site, wall, random, broker, central, journal, clock: own },
    startedAt: clock.now(),
    hardware: hall.ports,
    recovered: await real.tail(),
    clean: real.opened.clean,
    store: { load: store.load, save: (sequence) => clock.standsFor(store.save(sequence)) },
    memory: nothingRemembered,
    memoryStore: { save: (memory) => clock.standsFor(memoryStore.save(memory)) },
    trusted: () => true,
    readSite: read,
    bookings: { find: () => 'booking-unknown' },
    openPort: async () => ({ close: async () => undefined }),
    boot: 'soak',
    log: { info: quiet, warn: quiet, error: quiet },
    saw: quiet,
  });
  return { ...started, prune: journal.prune };
}

function startOffice(): void {
  const own = new ProcessClock(clock);
  const connection = openBrokerConnection({
    open: (told) => central.connect({ id: 'office', clock: own }, told),
    clock: own,
    random,
    report: () => undefined,
  });
  followSites({
    ...{ connection, account: 'office', boot: 'office' },
    clock: own,
    from: 1,
    cursors: {
      read: async () => (applied === 0 ? undefined : { sequence: applied, runs: [] }),
      apply: async (batches, work) => {
        for (const { events } of batches) work(events);
      },
    },
    apply(batch) {
      for (const { sequence } of batch) {
        if (sequence !== applied + 1) throw new Error(`event ${sequence} follows ${applied} at the office`);
        applied = sequence;
      }
    },
  });
}

/** Does something again and again until the day is over. */
function every(ms: Millis, untilMs: Millis, work: (time: number) => void): void {
  const times = Math.floor(untilMs / ms);
  for (let time = 1; time <= times; time++) clock.after(time * ms, () => work(time));
}

const one = <T>(of: readonly T[], time: number): T => of[time % of.length] as T;
const counters = [...site.counters.keys()];
const cables = [...hall.devices.values()].map(({ cable }) => cable);
const printers = [...hall.devices.values()].flatMap(({ printer }) => printer ?? []);
let asked = 0;
function ask(command: string, fields: object): void {
  broker.publish(
    `loket/v1/soak/command/${command}`,
    JSON.stringify({ id: `soak-${++asked}`, ...fields }),
    false,
  );
}

function visitors(dayMs: Millis): void {
  every(apartMs, dayMs, (time) => hall.devices.get('mesin')?.press?.(one(soakServices, time), 80));
  every(10_000, dayMs, (time) => {
    const ticket = host.counter(one(['loket-1', 'loket-2'], time))?.ticket;
    if (ticket !== undefined) hall.devices.get(one(['pemindai-1', 'pemindai-2'], time))?.scan?.(ticket);
  });
}

function officers(forMs: Millis): void {
  for (const [place] of counters.entries())
    clock.after(place * 500, () =>
      every(visitMs, forMs, () => hall.devices.get(`tombol-${place + 1}`)?.press?.('next', 80)),
    );
}

function troubles(dayMs: Millis): void {
  every(7 * minuteMs, dayMs, (time) => {
    const cable = one(cables, time);
    cable.unplug();
    clock.after(8_000, () => cable.plug());
  });
  every(15 * minuteMs, dayMs, (time) => {
    const printer = one(printers, time);
    printer.set({ paper: 'out' });
    clock.after(15_000, () => printer.set({ paper: 'ok' }));
  });
  every(20 * minuteMs, dayMs, (time) => {
    const away = one([broker, central], time);
    away.kill(time % 4 < 2);
    clock.after(minuteMs, () => away.start());
  });
  every(9 * minuteMs, dayMs, () => {
    broker.cutConnections();
    central.cutConnections();
  });
  every(10 * minuteMs, dayMs, () => void host.reload());
  every(minuteMs, dayMs, (time) => ask('recall', { counter: one(counters, time) }));
}

/** Somebody sees to what the printers could not confirm. */
function seeToDoubts(): void {
  for (const { ticket, state } of host.tickets())
    if (state === 'unconfirmed') ask('reprint-ticket', { ticket });
}

async function playDay(): Promise<void> {
  const dayMs = ticketsADay * apartMs;
  visitors(dayMs);
  officers(dayMs);
  troubles(dayMs);
  every(minuteMs, dayMs, seeToDoubts);
  await clock.advance(dayMs + minuteMs);
  for (let round = 0; round < 100 && left() > 0; round++) {
    seeToDoubts();
    officers(visitMs);
    await clock.advance(2 * visitMs);
  }
  await clock.advance(2 * minuteMs);
  if (left() > 0) throw new Error(`${left()} tickets were left over`);
  if (applied !== events) throw new Error(`the office has ${applied} of ${events} events`);
}

const open = ['reserved', 'unconfirmed', 'waiting', 'called', 'serving'];
const left = () => host.tickets().filter(({ state }) => open.includes(state)).length;

/** What is left of a day when everything unreachable has been collected. */
async function look() {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('run with --expose-gc');
  for (let time = 0; time < 3; time++) {
    collect();
    await new Promise(setImmediate);
  }
  const { heapUsed, rss } = process.memoryUsage();
  const health = JSON.parse(broker.retained.get('loket/v1/soak/controller/health') ?? '{}') as {
    readonly [figure: string]: unknown;
  };
  return {
    heapMb: heapUsed / 2 ** 20,
    rssMb: Math.round(rss / 2 ** 20),
    diskMb: Math.round(
      readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0) / 2 ** 20,
    ),
    /** These are the same at the end of every day. */
    flat: {
      handles: process.getActiveResourcesInfo().length,
      ...hall.open(),
      retained: broker.retained.size,
      retained_central: central.retained.size,
    },
    /** What waits, as the controller says it itself. */
    waits: {
      timers: clock.waiting,
      inbox: Number(health.inbox_depth),
      publisher: Number(health.mqtt_depth),
      journal: Number(health.journal_waiting),
      backlog: Number(health.uplink_backlog),
    },
  };
}

startOffice();
await clock.advance(5_000);
const looks: Awaited<ReturnType<typeof look>>[] = [];
try {
  for (let day = 1; day <= days; day++) {
    const startedAt = Date.now();
    await playDay();
    const seen = await look();
    looks.push(seen);
    const { heapMb, rssMb, diskMb, flat, waits } = seen;
    console.log(
      `day ${day}: ${tickets} tickets, ${papers} papers, ${events} events; heap ${heapMb.toFixed(2)} MB, ` +
        `rss ${rssMb} MB, disk ${diskMb} MB, ${JSON.stringify({ ...flat, ...waits })}; ` +
        `${Math.round((Date.now() - startedAt) / 1000)} s`,
    );
    wallOffset = firstMorning + day * wholeDayMs - clock.now();
    await clock.advance(minuteMs);
    await life.prune({ days: daysKept, bytes: Number.MAX_SAFE_INTEGER, from: Number.MAX_SAFE_INTEGER });
  }
  judge();
} finally {
  void life.stop();
  await clock.advance(minuteMs);
  rmSync(dir, { recursive: true });
}

function judge(): void {
  const first = looks[firstDay - 1];
  const last = looks.at(-1);
  if (first === undefined || last === undefined) throw new Error(`a soak takes ${firstDay} days and more`);
  const grown = last.heapMb - first.heapMb;
  const unlike = Object.entries(first.flat).filter(([name, size]) => Reflect.get(last.flat, name) !== size);
  const problems = [
    ...(grown > growMaxMb ? [`the heap grew by ${grown.toFixed(2)} MB`] : []),
    ...unlike.map(([name, size]) => `${name} was ${size} and is ${Reflect.get(last.flat, name)}`),
    ...looks.flatMap(({ waits }, place) =>
      Object.entries(waits).flatMap(([name, size]) =>
        size <= waitMax ? [] : [`${name} was ${size} on day ${place + 1}`],
      ),
    ),
    ...(warnings > 0 ? [`${warnings} warnings`] : []),
  ];
  console.log(
    `${looks.length} days, ${tickets} tickets: the heap grew by ${grown.toFixed(2)} MB from day ${firstDay} on ` +
      `(at most ${growMaxMb}); ${problems.length === 0 ? 'nothing else grew' : problems.join('; ')}`,
  );
  if (problems.length > 0) process.exitCode = 1;
}

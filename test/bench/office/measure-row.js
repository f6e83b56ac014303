import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processorSeconds, spread } from '../figures.js';
import { ended } from '../press/mosquitto.js';
import { startCentralBroker } from './central-broker.js';

const fleetFile = fileURLToPath(new URL('fleet-child.js', import.meta.url));
/** A hall that says as much as a real one of twelve devices did: 0.69 events, 1.1 states and 0.43 health a second. */
const busyness = { counters: 14, visitorsPerHour: 500, visitSeconds: 50 };
const warmUpMs = 300_000;
const connectMs = 180_000;
const pollMs = 250;

/**
 * Measures a consumer on one row. `consumer.open({ dir, port })`: what it has applied, and its command; `dir` is a
 * folder that outlives the consumer, `port` the broker's. Everything is on loopback and is ended at the end.
 */
export async function measureRow(row, { consumer, calmMs, drainMaxMs, say }) {
  const dir = mkdtempSync(join(tmpdir(), 'loket-office-bench-'));
  const ends = [];
  process.once('exit', killAll);
  try {
    const broker = await startCentralBroker(dir);
    ends.push(broker.stop);
    pids.add(broker.pid);
    const { applied, command, environment } = await consumer.open({ dir, port: broker.port });
    ends.push(() => applied.close());
    const office = createConsumer(command, environment, applied);
    ends.push(office.stop);
    await office.start();
    const fleet = startFleet(row, broker.port);
    ends.push(fleet.stop);
    pids.add(fleet.pid);
    return await measure(row, { broker, fleet, office, applied, calmMs, drainMaxMs, say });
  } finally {
    for (const end of ends.reverse()) await end();
    process.off('exit', killAll);
    pids.clear();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function measure(row, { broker, fleet, office, applied, calmMs, drainMaxMs, say }) {
  const { sites, backlog } = row;
  let began = performance.now();
  // It answers once it has played what was before the beginning.
  await fleet.ask('figures');
  const pidOf = { office: office.pid(), fleet: fleet.pid, broker: broker.pid };
  const spent = () => mapValues(pidOf, processorSeconds);
  const spentBefore = spent();
  await until(async () => (await fleet.ask('figures')).connected === sites, connectMs, 'sites to connect');
  say(`connected after ${seconds(began)} s`);
  if (backlog === undefined) {
    // Connecting is another load than being connected.
    await pause(3_000);
    began = performance.now();
  }
  const before = { fleet: processorSeconds(fleet.pid), broker: processorSeconds(broker.pid) };
  const messages = (await fleet.ask('figures')).messages;
  if (backlog === undefined) {
    office.mark();
    applied.watch();
    await play(row, { office, applied, say });
    applied.unwatch();
  }
  const played = performance.now();
  const used = {
    fleet: (processorSeconds(fleet.pid) - before.fleet) / ((played - began) / 1_000),
    broker: (processorSeconds(broker.pid) - before.broker) / ((played - began) / 1_000),
  };
  const perSecond = ((await fleet.ask('figures')).messages - messages) / ((played - began) / 1_000);
  const cpu = backlog === undefined ? office.share() : undefined;
  await fleet.ask('quiet');
  const lasts = await fleet.ask('lasts');
  const missingNow = () => applied.missing(lasts);
  say(`played for ${seconds(began)} s; waits for ${missingNow()} events`);
  const { missing, changed } = await drained(missingNow, { calmMs, drainMaxMs });
  const figures = await fleet.ask('figures');
  const spentAfter = spent();
  return {
    ...{ name: row.name, sites, backlog, speed: row.speed ?? 1, perSecond },
    ...{ sent: figures.events, applied: applied.applied, twice: applied.twice },
    ...{ asked: figures.asked, replayed: figures.replayed, dropped: broker.dropped() },
    missing,
    said: applied.said?.(),
    seconds: (performance.now() - began) / 1_000,
    drainSeconds: (changed - played) / 1_000,
    lag: applied.lags.length === 0 ? undefined : spread(applied.lags),
    cpu: cpu ?? office.share(),
    fleetCpu: backlog === undefined ? used.fleet : undefined,
    brokerCpu: backlog === undefined ? used.broker : undefined,
    mostMb: office.mostMb(),
    spentSeconds: mapValues(spentAfter, (after, name) => after - spentBefore[name]),
  };
}

const mapValues = (object, map) =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value, name)]));

/** Waits until nothing is missing, or nothing more comes; `changed`: when the last one came. */
async function drained(missingNow, { calmMs, drainMaxMs }) {
  const end = performance.now() + drainMaxMs;
  let changed = performance.now();
  let missing = missingNow();
  while (missing > 0 && performance.now() < Math.min(end, changed + calmMs)) {
    await pause(pollMs);
    const now = missingNow();
    if (now !== missing) changed = performance.now();
    missing = now;
  }
  return { missing, changed };
}

/** Processes of the row under way: whoever ends this program ends them too. */
const pids = new Set();

function killAll() {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
}

/** Lets time pass; kills the consumer for a part of it, where the row says so. */
async function play({ seconds, killedSeconds }, { office, applied, say }) {
  if (killedSeconds === undefined) return pause(seconds * 1_000);
  await pause(seconds * 1_000);
  applied.unwatch();
  say(`the consumer is killed for ${killedSeconds} s`);
  await office.kill();
  await pause(killedSeconds * 1_000);
  await office.start();
}

function startFleet({ sites, speed, backlog }, port) {
  const past =
    backlog === undefined
      ? { ms: warmUpMs, isSent: true }
      : {
          ms: (2 * 3_600_000 * backlog) / (sites * 5 * busyness.visitorsPerHour),
          isSent: false,
          events: backlog,
        };
  const options = {
    ...{ port, sites, speed, busyness, past, hours: { isAlways: true }, isQuiet: backlog !== undefined },
    ...{ rampMs: sites * 4 * (speed ?? 1), journalMax: 20_000, rate: 1_000 },
  };
  const child = fork(fleetFile, [JSON.stringify(options)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return {
    pid: child.pid,
    async ask(what) {
      if (!child.connected) throw new Error('the fleet has ended');
      child.send(what);
      const [{ answer }] = await once(child, 'message');
      return answer;
    },
    stop: () => ended(child),
  };
}

function createConsumer([program, ...args], environment, applied) {
  const env = { ...process.env, ...environment };
  let child;
  let most = 0;
  let marked;
  const look = () => {
    most = Math.max(most, peakMb(child.pid) ?? 0);
  };
  let looking;
  return {
    async start() {
      child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
      pids.add(child.pid);
      applied.reads?.(child.stdout);
      child.stdout.resume();
      child.once('error', (error) => {
        throw error;
      });
      child.once('exit', (code) => {
        if (code !== null && code !== 0) throw new Error(`${program} ended with code ${code}`);
      });
      looking ??= setInterval(look, pollMs);
      marked = { at: performance.now(), cpu: 0 };
      // Long enough to be subscribed.
      await pause(2_000);
    },
    mark() {
      marked = { at: performance.now(), cpu: processorSeconds(child.pid) };
    },
    /** Of a core, since it was started or marked. */
    share: () => (processorSeconds(child.pid) - marked.cpu) / ((performance.now() - marked.at) / 1_000),
    mostMb: () => most,
    pid: () => child.pid,
    async kill() {
      look();
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      pids.delete(child.pid);
    },
    async stop() {
      clearInterval(looking);
      await ended(child);
    },
  };
}

/** The most memory that a process has ever had (proc(5), VmHWM); undefined when it has ended. */
function peakMb(pid) {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return undefined;
  }
}

const seconds = (since) => Math.round((performance.now() - since) / 1_000);

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds, mostMs, what) {
  const end = performance.now() + mostMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await pause(pollMs);
  }
}

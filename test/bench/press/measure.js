import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { environment, nodeOptions } from '../../../dist/firmware-host/cli/install/unit.js';
import { processorSeconds, residentMb, spread } from '../figures.js';
import { sides } from '../start/sides.js';
import { writeHallFile } from './hall-file.js';
import { ended, listens, startMosquitto } from './mosquitto.js';
import { openPageKeys } from './page-keys.js';
import { watchVitals } from './process-figures.js';
import { openRig } from './rig.js';
import { letWait } from './waiting.js';

/** A press whose display, state or event has not come by then is not waited for any longer. */
const waitedForMs = 1_000;
/** A finger is on a key for so long; a contact may bounce for 40 ms of it. */
const heldMs = 50;
const readyMaxMs = 60_000;
const settleMs = 1_500;

const here = (name) => new URL(name, import.meta.url).pathname;

/**
 * Plays `seconds` of presses at `rate` a second over the keys of `counters` counters, and measures each one from the
 * moment its bytes leave the rig: to the display's bytes, to the state and to the event at an MQTT subscriber.
 * `side` is `loket` or `bare`; `from` is `key`, or `page`: then it is measured from the moment the page of the counter
 * sends its line; `broker` is `embedded` or `mosquitto`; `fsyncMs` delays every sync of the journal;
 * `pressMs` is the shortest press of the hall: 0, or each press takes so much longer. `watched`: with what the hall
 * says of itself meanwhile. `entry`: the program.
 */
export async function measurePresses({
  side,
  from = 'key',
  broker,
  counters,
  rate,
  seconds,
  fsyncMs = 0,
  pressMs = 0,
  watched = false,
  entry = sides.bundle,
  folder = tmpdir(),
}) {
  const dir = mkdtempSync(join(folder, 'loket-bench-'));
  const mqttPort = await freePort();
  const webPort = from === 'page' ? await freePort() : undefined;
  const outside = broker === 'mosquitto' ? await startMosquitto(dir, mqttPort) : undefined;
  const pending = new Array(counters).fill(undefined);
  const seen = new Set();
  const figures = { display: [], state: [], event: [] };
  let twice = 0;
  let measuring = false;
  const arrived = (place, what, at) => {
    const press = pending[place];
    if (press === undefined || press[what] !== undefined) return;
    press[what] = at;
    if (measuring && press.counts) figures[what].push(at - press.at);
    if (press.display !== undefined && press.state !== undefined && press.event !== undefined)
      pending[place] = undefined;
  };
  const rig = await openRig(counters, (place, text, at) => {
    if (!/\d/.test(text)) return;
    if (seen.has(text)) twice++;
    seen.add(text);
    arrived(place, 'display', at);
  });
  const hall = {
    boards: rig.boards,
    displays: rig.displays,
    mqttPort,
    webPort,
    broker: outside?.url ?? 'embedded',
    pressMs,
  };
  const total = counters * 2 + rate * seconds;
  const child = side === 'bare' ? startBare(hall) : await startLoket(dir, hall, total, fsyncMs, entry);
  let pages;
  try {
    await listens(mqttPort);
    const client = await subscriber(mqttPort, arrived);
    await client.ready;
    if (webPort !== undefined) {
      await listens(webPort);
      pages = await openPageKeys(webPort, counters);
    }
    await pause(settleMs);
    // The first press of a counter opens it, and every path is warm before the clock counts.
    await play(counters, Math.min(rate, 100), false);
    await pause(settleMs);
    measuring = true;
    const pid = workerOf(child);
    const metrics = watched ? await watchVitals(mqttPort, pid) : undefined;
    const before = processorSeconds(pid);
    const behind = await play(rate * seconds, rate, true);
    await pause(settleMs);
    const lost = rate * seconds - behind - figures.display.length;
    const result = {
      ...{ side, from, broker, counters, rate, seconds, fsyncMs, pressMs },
      presses: rate * seconds - behind,
      ...{ skipped: behind, lost, twice },
      display: spread(figures.display),
      state: spread(figures.state),
      event: spread(figures.event),
      processorMsPerPress: ((processorSeconds(pid) - before) * 1_000) / (rate * seconds),
      residentMb: residentMb(pid),
    };
    if (metrics !== undefined) result.metrics = await metrics.end();
    await client.end();
    return result;
  } finally {
    pages?.close();
    await ended(child, workerOf(child));
    await rig.close();
    await outside?.stop();
    rmSync(dir, { recursive: true, force: true });
  }

  /**
   * Presses at an even pace, counter after counter. A counter whose press is still under way is passed over: a key that
   * is pressed again while the process stands still is taken for a bounce, since its edges arrive in the same moment.
   */
  async function play(presses, pace, counts) {
    const start = performance.now();
    let skipped = 0;
    for (let press = 0; press < presses; press++) {
      const due = start + (press * 1_000) / pace;
      while (performance.now() < due) await pause(Math.max(0, due - performance.now() - 0.5));
      const place = press % counters;
      if (counts && performance.now() - pending[place]?.at < waitedForMs) {
        skipped++;
        continue;
      }
      pending[place] = { at: 0, counts };
      pending[place].at = pages?.press(place) ?? rig.press(place, heldMs);
    }
    return skipped;
  }
}

function pause(ms) {
  return new Promise((resolve) => (ms < 1 ? setImmediate(resolve) : setTimeout(resolve, ms)));
}

function startBare(hall) {
  return spawn(process.execPath, [here('bare.js'), JSON.stringify(hall)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

async function startLoket(dir, hall, visitors, fsyncMs, entry) {
  const siteFile = writeHallFile(dir, hall);
  const data = join(dir, 'data');
  mkdirSync(data);
  await letWait(visitors, siteFile, data);
  const program = [process.execPath, ...nodeOptions, entry, 'run', siteFile];
  program.push('--data', data, '--log-level', 'error');
  const syncs = 'fsync,fdatasync';
  const slowed = ['strace', '-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', '-e', `trace=${syncs}`];
  slowed.push('-e', `inject=${syncs}:delay_enter=${fsyncMs * 1_000}`);
  const [command, ...args] = fsyncMs > 0 ? [...slowed, ...program] : program;
  const env = { ...process.env, ...environment };
  return spawn(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The process that does the work: the child, or what strace started. */
function workerOf(child) {
  if (child.exitCode !== null) return child.pid;
  const name = readFileSync(`/proc/${child.pid}/comm`, 'utf8').trim();
  if (name !== 'strace') return child.pid;
  return Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')[0]);
}

/** Subscribes to the hall; `ready` resolves when the controller and every device are online. */
async function subscriber(port, arrived) {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, {
    clientId: 'bench',
    resubscribe: false,
  });
  const waiting = new Set();
  const ready = new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`not ready after ${readyMaxMs} ms: ${[...waiting].slice(0, 5).join(' ')}`)),
      readyMaxMs,
    );
    client.on('message', (topic, payload) => {
      const at = performance.now();
      const [, , , noun, id, verb] = topic.split('/');
      if (noun === 'counter') {
        const { ticket } = JSON.parse(payload.toString());
        if (ticket !== null) arrived(Number(id.slice(6)) - 1, 'state', at);
      } else if (noun === 'event' && id === 'ticket' && verb === 'called') {
        arrived(Number(JSON.parse(payload.toString()).data.counter.slice(6)) - 1, 'event', at);
      } else if (noun === 'device' && verb === 'state') {
        if (JSON.parse(payload.toString()).state === 'online') waiting.delete(id);
        else waiting.add(id);
      } else if (topic === 'loket/v1/bench/controller/state') waiting.delete('controller');
      if (waiting.size > 0) return;
      clearTimeout(timer);
      resolve();
    });
  });
  waiting.add('controller');
  await client.subscribeAsync(
    ['counter/+/state', 'device/+/state', 'event/ticket/called', 'controller/state'].map(
      (topic) => `loket/v1/bench/${topic}`,
    ),
    { qos: 1 },
  );
  return { ready, end: () => client.endAsync(true) };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

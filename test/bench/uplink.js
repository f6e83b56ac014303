/**
 * U1: what an outage costs. The journal holds so many events when the office's broker comes back; they are drained by
 * the real uplink from the real journal, to mosquitto, and followed by `loket follow`. Broker, consumer and site are
 * processes of their own, with the options of Node that the service has, so that the memory is the site's alone:
 * resident, after collecting garbage, against the same once a twentieth of the events has gone and everything is loaded
 * and compiled. Prints one line of JSON.
 *
 *   npm run bench:uplink                                          # 100,000 events
 *   npm run build && node test/bench/uplink.js [--events N] [--rate PER_SECOND]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { clock } from '../crash/clock.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    rate: { type: 'string', default: '10000' },
    // Given to the processes that this program starts of itself.
    part: { type: 'string', default: 'all' },
    dir: { type: 'string' },
    port: { type: 'string' },
  },
});
const events = Number(values.events);
const site = 'mpp-batam';
const sampleMs = 500;
const self = fileURLToPath(import.meta.url);
const loket = fileURLToPath(new URL('../../dist/firmware-host/cli/loket.js', import.meta.url));

const parts = { all, fill, site: drain };
await parts[values.part]();

async function journalIn(dir) {
  const { openJournal } = await import('../../dist/firmware-host/journal/sqlite/open.js');
  return openJournal({ dir, site, clock });
}

/** Writes the events of the outage. */
async function fill() {
  const journal = await journalIn(values.dir);
  const wall = Date.now() - events * 100;
  for (let from = 1; from <= events; from += 1_000) {
    const batch = Array.from({ length: Math.min(1_000, events - from + 1) }, (_, at) => ({
      sequence: from + at,
      boot: 'outage',
      wall: wall + (from + at) * 100,
      clock: 'synced',
      hall: (from + at) * 100,
      event: {
        type: 'ticket.called',
        ticket: `A-${from + at}`,
        service: 'paspor',
        class: 'regular',
        counter: `loket-${at % 40}`,
        waited_s: at,
        cause: 'next',
      },
    }));
    await journal.append(batch);
  }
  await journal.close();
}

/** The site: drains the journal, and says what that took. */
async function drain() {
  const { openUplink } = await import('../../dist/firmware-host/mqtt/uplink/uplink.js');
  const { createCursorFile } = await import('../../dist/firmware-host/mqtt/uplink/cursor.js');
  const { stateMessage } = await import('../../dist/firmware-host/mqtt/messages/outgoing.js');
  const states = await import('../../dist/firmware-host/mqtt/states.js');
  const { lastWill } = await import('../../dist/firmware-host/mqtt/last-will.js');
  const journal = await journalIn(values.dir);
  const uplink = openUplink({
    ...{ site, language: () => 'id', journal, clock, last: events, cursor: 0, rate: Number(values.rate) },
    url: `mqtt://127.0.0.1:${values.port}`,
    will: lastWill(site, 'bench', Date.now),
    store: createCursorFile(join(values.dir, 'uplink.cursor')),
    time: { wall: Date.now, trusted: () => true, floor: () => 0 },
    random: () => 0,
    report: () => {},
  });
  uplink.publisher.enqueue(
    stateMessage(site, 'controller/state', states.controllerOnline('bench', Date.now())),
  );
  const resident = () => {
    globalThis.gc();
    return process.memoryUsage.rss() / 2 ** 20;
  };
  const sent = () => uplink.figures().uplink_sequence;
  let began;
  let warm;
  let most = 0;
  while (sent() < events) {
    await new Promise((resolve) => setTimeout(resolve, sampleMs));
    if (sent() > 0) began ??= performance.now() - sampleMs;
    if (warm === undefined && sent() > events / 20) warm = resident();
    else if (warm !== undefined) most = Math.max(most, resident());
  }
  const seconds = (performance.now() - began) / 1_000;
  most = Math.max(most, resident());
  const health = { uplink_sequence: events };
  uplink.publisher.enqueue({ ...stateMessage(site, 'controller/health', health), qos: 1 });
  console.log(JSON.stringify({ drained_s: seconds, warm_mb: warm, most_mb: most, grown_mb: most - warm }));
  // The consumer may still ask for what it missed.
  process.stdin.resume();
  await once(process.stdin, 'end');
  await uplink.close();
  await journal.close();
}

async function all() {
  // As the service runs it: a nursery of its usual size grows by tens of MB before it is worth collecting.
  const { nodeOptions } = await import('../../dist/firmware-host/cli/install/unit.js');
  const dir = mkdtempSync(join(tmpdir(), 'loket-u1-'));
  const children = [];
  const run = (program, args, stdio = ['pipe', 'pipe', 'inherit']) => {
    const child = spawn(program, args, { stdio });
    children.push(child);
    return child;
  };
  const part = (name, port) => {
    const place = ['--events', String(events), '--rate', values.rate, '--dir', dir, '--port', String(port)];
    return run(process.execPath, [...nodeOptions, '--expose-gc', self, '--part', name, ...place]);
  };
  try {
    await once(part('fill', 0), 'exit');
    const port = await freePort();
    const measured = createInterface({ input: part('site', port).stdout })[Symbol.asyncIterator]();
    run('mosquitto', ['-p', String(port)], 'ignore');
    while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 20));
    const place = ['--broker', `mqtt://127.0.0.1:${port}`, '--data', join(dir, 'follow'), '--from', '1'];
    const consumer = run(process.execPath, [loket, 'follow', ...place], ['ignore', 'pipe', 'ignore']);
    let applied = 0;
    let wrong = 0;
    for await (const line of createInterface({ input: consumer.stdout })) {
      applied++;
      if (JSON.parse(line).sequence !== applied) wrong++;
      if (applied >= events) break;
    }
    const { value } = await measured.next();
    console.log(JSON.stringify({ events, applied, wrong, ...JSON.parse(value) }));
  } finally {
    for (const child of children) child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

async function answers(port) {
  const socket = connect(port, '127.0.0.1');
  const up = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return up;
}

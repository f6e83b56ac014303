/**
 * Whether trouble with MQTT reaches the keys: from the edge of a key to the last byte of the display, in a whole hall
 * on simulated hardware, first in peace and then with each trouble, in one run. Prints figures and judges nothing.
 *
 *   npm run bench:mqtt                                      # 200 presses each
 *   npm run build && node test/bench/mqtt-trouble.js [--presses N]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { parseArgs } from 'node:util';
import mqtt from 'mqtt';
import { loadSite } from '../../dist/config/load.js';
import { kinds } from '../../dist/devices/index.js';
import { openEmbeddedBroker } from '../../dist/firmware-host/mqtt/embedded-broker.js';
import { openExternalConnection } from '../../dist/firmware-host/mqtt/external-connection.js';
import { lastWill } from '../../dist/firmware-host/mqtt/last-will.js';
import { clock } from '../crash/clock.js';
import { openHall } from './simulated-hall.js';

const { values } = parseArgs({ options: { presses: { type: 'string', default: '200' } } });
const presses = Number(values.presses);
const everyMs = 50;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const text = readFileSync(new URL('../../config/examples/simulated-hall.yaml', import.meta.url), 'utf8');
const { site } = loadSite(text, 'simulated-hall.yaml', kinds);
const topic = `loket/v1/${site.id}`;

/** Presses the call button of counter 3, with visitors enough, and measures the way to its display. */
async function measure(what, { hall, host }) {
  const times = [];
  const display = hall.devices.get('loket-3-display');
  for (let press = 0; press < presses; press++) {
    await host.ask({ type: 'issue', service: 'izin-tinggal', class: 'regular', printer: null }, 'console');
    const before = display.reads();
    const from = performance.now();
    hall.devices.get('loket-3-button').press('next', 30);
    while (display.reads() === before && performance.now() - from < 5_000) await new Promise(setImmediate);
    times.push(performance.now() - from);
    // Longer than a press that is taken for a repetition of the one before.
    await pause(400 + everyMs);
  }
  times.sort((a, b) => a - b);
  const at = (part) => (times[Math.trunc(part * (times.length - 1))] ?? 0).toFixed(1);
  console.log(`${what.padEnd(44)} p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`);
}

async function inside() {
  const report = () => {};
  const broker = await openEmbeddedBroker({ site: site.id, host: '127.0.0.1', port: 0, clock, report });
  const running = await openHall({ site, connection: broker.connection() });
  const url = `mqtt://127.0.0.1:${broker.port}`;
  const client = () => mqtt.connectAsync(url, { reconnectPeriod: 0 });
  await measure('inside, in peace', running);

  const frozen = await client();
  frozen.on('error', () => {});
  await frozen.subscribeAsync('loket/#', { qos: 1 });
  frozen.stream.pause();
  // What the host says alone would take an hour to fill the sockets.
  const connection = broker.connection();
  const padding = 'x'.repeat(60_000);
  const filling = setInterval(
    () => void connection.publish(`${topic}/event/x/y`, padding, { retain: false, qos: 1 }).catch(report),
    20,
  );
  await measure('inside, a subscriber that has stopped reading', running);
  clearInterval(filling);
  frozen.end(true);

  const flooding = await client();
  flooding.on('error', () => {});
  const flood = setInterval(() => {
    // Close to the 200 packets a second at which the broker closes the connection.
    for (let number = 0; number < 3; number++)
      flooding.publish(`${topic}/command/call-next`, '{"id":"x","counter":"loket-9"}', { qos: 1 });
  }, 20);
  await measure('inside, a client that floods it with commands', running);
  clearInterval(flood);
  flooding.end(true);
  await running.host.stop();
  await broker.close();
}

async function outside() {
  const port = await freePort();
  let broker = await mosquitto(port);
  const connection = openExternalConnection({
    ...{ url: `mqtt://127.0.0.1:${port}`, site: site.id, clock, random: Math.random, report: () => {} },
    will: lastWill(site.id, 'bench', () => 0),
  });
  const running = await openHall({ site, connection });
  await measure('mosquitto, in peace', running);
  let restarting = true;
  const restarts = (async () => {
    while (restarting) {
      broker.kill('SIGKILL');
      await once(broker, 'exit');
      await pause(1_500);
      broker = await mosquitto(port);
      await pause(1_500);
    }
  })();
  await measure('mosquitto, killed and back every three seconds', running);
  restarting = false;
  await restarts;
  await running.host.stop();
  broker.kill('SIGKILL');
}

async function mosquitto(port) {
  const child = spawn('mosquitto', ['-p', String(port)], { stdio: 'ignore' });
  for (let up = false; !up; ) {
    const socket = connect(port, '127.0.0.1');
    up = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (!up) await pause(20);
  }
  return child;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

await inside();
await outside();
process.exit(0);

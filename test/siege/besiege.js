import { fork, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, nodeOptions } from '../../dist/firmware-host/cli/install/unit.js';
import { residentMb } from '../bench/figures.js';
import { ended, startMosquitto } from '../bench/press/mosquitto.js';
import { letWait } from '../bench/press/waiting.js';
import { goals } from './goals.js';
import { certificateOf, writeSite } from './hall-file.js';
import { getIn, hallIsUp } from './honest.js';
import { openKeys } from './presses.js';

/**
 * The attacker, and a broker that is not the hall's, stand for other machines: they yield the processors to the hall.
 */
const othersNice = 19;
const everyMs = 100;
/** Presses before the attack, which are not counted: the first ones of a process are slower. */
const warmMs = 5_000;
const here = (name) => new URL(name, import.meta.url).pathname;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs one attack against a hall of its own for `seconds`, and waits up to `settleS` for its memory. */
export async function besiege(attack, { seconds, settleS }) {
  const dir = mkdtempSync(join(tmpdir(), 'loket-siege-'));
  const keys = await openKeys();
  const [mqtt, webSocket, board, web, ...more] = await freePorts(7);
  const ports = { mqtt, webSocket, board, web };
  const devices = Object.fromEntries((attack.devices ?? []).map((device, at) => [device, more[at]]));
  const listeners = attack.listeners ?? 'plain';
  const siteFile = await writeSite(dir, { listeners, keys, ports, devices });
  const data = join(dir, 'data');
  mkdirSync(data);
  await letWait(600, siteFile, data);
  const broker = listeners === 'external' ? await startMosquitto(dir, mqtt) : undefined;
  const target = {
    ports,
    devices,
    folder: dir,
    external: listeners === 'external',
    ...(listeners === 'tls' ? { ca: certificateOf(dir) } : {}),
  };
  const attacker = fork(here('attacker.js'), [attack.name, JSON.stringify(target)]);
  setPriority(attacker.pid, othersNice);
  if (broker !== undefined) setPriority(broker.pid, othersNice);
  let broke;
  attacker.on('message', (message) => {
    broke ??= message.broke;
  });
  await said(attacker, 'ready');
  const log = openSync(join(dir, 'hall.log'), 'w');
  const program = [
    ...nodeOptions,

    here('../../dist/firmware-host/cli/loket.js'),
    'run',
    siteFile,
  ];
  const hall = spawn(process.execPath, [...program, '--data', data], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', log, log],
  });
  let memory;
  try {
    await hallIsUp(target);
    await keys.play(pause(warmMs));
    // The last key has to come up.
    await pause(500);
    memory = watchMemory(hall);
    const beforeMb = memory.now();
    const before = writtenMb(attacker.pid);
    attacker.send('go');
    const attacked = pause(seconds * 1_000);
    const [figures, honestS] = await Promise.all([
      keys.play(attacked),
      pause(1_000).then(() => getIn(target, attack)),
    ]);
    const sentMb = writtenMb(attacker.pid) - before;
    attacker.send('stop');
    if (broke !== undefined) throw new Error(`the attack broke: ${broke}`);
    const settled = await settle(memory, beforeMb, settleS);
    return {
      ...figures,
      sentMb,
      honestS,
      beforeMb,
      peakMb: memory.peak(),
      ...settled,
      died: hall.exitCode !== null,
    };
  } catch (thrown) {
    console.error(readFileSync(join(dir, 'hall.log'), 'utf8').slice(-2_000));
    throw thrown;
  } finally {
    memory?.end();
    attacker.kill('SIGKILL');
    await ended(hall, hall.pid);
    await keys.close();
    await broker?.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function watchMemory(hall) {
  let last = 0;
  let most = 0;
  const look = () => {
    if (hall.exitCode !== null) return last;
    last = residentMb(hall.pid);
    most = Math.max(most, last);
    return last;
  };
  const timer = setInterval(look, everyMs);
  return { now: look, peak: () => most, end: () => clearInterval(timer) };
}

/** Until no more has stayed than may, or the time is over. */
async function settle(memory, beforeMb, settleS) {
  const from = performance.now();
  const past = () => (performance.now() - from) / 1_000;
  while (memory.now() > beforeMb + goals.keptMb && past() < settleS) await pause(500);
  return { afterMb: memory.now(), settledS: Math.round(past()) };
}

/** What a process and its children that have ended have written, to sockets too (proc_pid_io(5), "wchar"). */
function writtenMb(pid) {
  return Number(/wchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))[1]) / 2 ** 20;
}

function said(child, what) {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => message === what && resolve());
    child.once('exit', (code) => reject(new Error(`the attacker ended with ${code}`)));
  });
}

async function freePorts(count) {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
    }),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

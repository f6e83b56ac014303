/** What the tests in a machine ask of it: programs, services, and the retained messages of its broker. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

/** Of the project, for the tests: in the program they are bundled. */
export const mqtt = createRequire('/project/')('mqtt');

/** Runs a program to its end. */
export function run(program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return { status, stdout, stderr, all: `${stdout}${stderr}` };
}

/** The same for a process that has devices to look after meanwhile. */
export const runBeside = (program, ...args) =>
  new Promise((resolve) => {
    execFile(program, args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : (error.code ?? 1), stdout, stderr, all: `${stdout}${stderr}` }),
    );
  });

export const systemctl = (...args) => run('systemctl', ...args);
export const loket = (...args) => run('/usr/bin/loket', ...args);

/** Asks again until it is `ok`; what was said last is in the error. */
export async function until(holds, { limitS = 40, everyMs = 200, log = () => '' } = {}) {
  let last;
  for (const end = Date.now() + limitS * 1_000; Date.now() < end; await sleep(everyMs)) {
    last = await holds();
    if (last.ok) return last;
  }
  assert.fail(`not within ${limitS} s: ${JSON.stringify(last)}\n${log().slice(-3_000)}`);
}

/** A service by its name, as systemd knows it. */
export function serviceOf(unit) {
  const shown = (property) => systemctl('show', '--value', '-p', property, unit).stdout.trim();
  const log = () => run('journalctl', '-u', unit, '-o', 'cat', '--no-pager').stdout;
  return {
    shown,
    log,
    restarts: () => Number(shown('NRestarts')),
    isActive: () => shown('ActiveState') === 'active',
    /** How long its last start took to READY. */
    readyAfterS: () =>
      (Number(shown('ActiveEnterTimestampMonotonic')) - Number(shown('InactiveExitTimestampMonotonic'))) /
      1e6,
    until: (holds, limitS = 40) => until(holds, { limitS, log }),
    /** Writes a drop-in, as `systemctl edit` does. */
    edit(name, lines) {
      mkdirSync(`/etc/systemd/system/${unit}.service.d`, { recursive: true });
      writeFileSync(`/etc/systemd/system/${unit}.service.d/${name}.conf`, `[Service]\n${lines}\n`);
      systemctl('daemon-reload');
    },
    /** What it complained of: systemd that was not told, what its sandbox refused, and warnings of Node. */
    complaints: () =>
      log()
        .split('\n')
        .filter((line) => /systemd was not told|EPERM|EACCES|Bad system call|Warning: /.test(line)),
  };
}

/** A retained message of the hall `site`, asked of its broker as anybody would; empty: nobody answers. */
export async function retained(site, topic) {
  const client = mqtt.connect('mqtt://127.0.0.1:1883', { reconnectPeriod: 0, connectTimeout: 3_000 });
  try {
    return await new Promise((resolve) => {
      client.once('error', () => resolve({}));
      client.once('close', () => resolve({}));
      client.once('message', (_topic, payload) => resolve(JSON.parse(payload.toString())));
      client.subscribe(`loket/v1/${site}/${topic}`);
      setTimeout(() => resolve({}), 3_000).unref();
    });
  } finally {
    client.end(true);
  }
}

/** The clock of systemd's `...Monotonic` properties, in ms. */
export const monotonicMs = () => Number(process.hrtime.bigint()) / 1e6;

/** Counted by run.js over all machines, as in `{ installs: 1 }`. */
export const count = (counts) => console.log(`@count ${JSON.stringify(counts)}`);

/** The life of an installed hall under systemd: installed, killed, hung, reloaded, looked at, stopped, taken off. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const site = 'mpp-banyuwangi';
const installed = '/etc/loket/site.yaml';
/** The unit has 30 s, which is long to wait for in a test. */
const WATCHDOG_S = 8;

function run(program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return { status, stdout, stderr, all: `${stdout}${stderr}` };
}
const systemctl = (...args) => run('systemctl', ...args);
const loket = (...args) => run('/usr/local/bin/loket', ...args);
const shown = (property) => systemctl('show', '--value', '-p', property, 'loket').stdout.trim();
const log = () => run('journalctl', '-u', 'loket', '-o', 'cat', '--no-pager').stdout;

/** Asks again until it holds; what it said last is in the error. */
async function until(holds, limitS = 40) {
  let last;
  for (const end = Date.now() + limitS * 1_000; Date.now() < end; await sleep(200)) {
    last = await holds();
    if (last.ok) return;
  }
  assert.fail(`not within ${limitS} s: ${JSON.stringify(last)}\n${log().slice(-3_000)}`);
}

/** A retained message of the hall, asked of its broker as anybody would. */
async function retained(topic) {
  const { connect } = createRequire('/libraries/')('mqtt');
  const client = connect('mqtt://127.0.0.1:1883', { reconnectPeriod: 0, connectTimeout: 3_000 });
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

const reasons = async () => ((await retained('controller/state')).reasons ?? []).map(({ code }) => code);
const restarts = () => Number(shown('NRestarts'));

/** The hall is there again, started once more than before, and says why the run before ended. */
const backAgain = (before, reason) =>
  until(async () => {
    const now = { active: shown('ActiveState'), restarts: restarts(), reasons: await reasons() };
    return {
      ...now,
      ok: now.active === 'active' && now.restarts === before + 1 && now.reasons.includes(reason),
    };
  });

test('install reaches READY though no hardware is there, and says what it could not do', () => {
  const begun = Date.now();
  const program = '/project/dist/firmware-host/cli/loket.js';
  const { status, all } = run('node', program, 'install', `/project/config/examples/${site}.yaml`);
  assert.equal(status, 0, all);
  // `systemctl restart` of a unit with Type=notify ends with READY.
  assert.equal(shown('Type'), 'notify');
  assert.equal(shown('ActiveState'), 'active', log());
  assert.equal(existsSync('/usr/bin/udevadm'), false);
  assert.match(all, /there is no program udevadm/);
  assert.match(all, /(Tidak dilakukan|Not done): udevadm control --reload/);
  const [from, to] = ['ActiveEnterTimestampMonotonic', 'InactiveExitTimestampMonotonic'].map((name) =>
    shown(name),
  );
  console.log(`installed in ${(Date.now() - begun) / 1_000} s, READY after ${(from - to) / 1e6} s`);
});

test('the status says how many devices there are and what is wrong', async () => {
  await until(() => {
    const status = shown('StatusText');
    return { status, ok: /^0 of 4 devices; \S+/.test(status) };
  });
});

test('installing once more is safe', () => {
  const { status, all } = loket('install', installed);
  assert.equal(status, 0, all);
  assert.equal(shown('ActiveState'), 'active');
});

test('what kill -9 ends is started again, and says that it did not end by itself', async () => {
  const before = restarts();
  systemctl('kill', '-s', 'KILL', '--kill-whom=main', 'loket');
  await backAgain(before, 'restart.unclean');
});

test(`what hangs is ended by the watchdog (here ${WATCHDOG_S} s) and started again, and says so`, async () => {
  mkdirSync('/etc/systemd/system/loket.service.d', { recursive: true });
  writeFileSync('/etc/systemd/system/loket.service.d/test.conf', `[Service]\nWatchdogSec=${WATCHDOG_S}\n`);
  systemctl('daemon-reload');
  systemctl('restart', 'loket');
  // A hall that makes progress is left alone for longer than that.
  await sleep(WATCHDOG_S * 1_500);
  const before = restarts();
  assert.equal(before, 0);
  systemctl('kill', '-s', 'STOP', '--kill-whom=main', 'loket');
  await backAgain(before, 'restart.watchdog');
});

test('reload puts an edited site file in force without a restart, and without /bin/kill', async () => {
  assert.equal(existsSync('/bin/kill'), false);
  const [pid, text] = [shown('MainPID'), readFileSync(installed, 'utf8')];
  assert.equal((await retained('service/paspor/state')).quota_left, 30);
  writeFileSync(installed, text.replace('quota: { total: 30', 'quota: { total: 29'));
  assert.equal(systemctl('reload', 'loket').status, 0);
  await until(async () => {
    const { quota_left } = await retained('service/paspor/state');
    return { quota_left, ok: quota_left === 29 };
  });
  assert.equal(shown('MainPID'), pid);
});

test('a wrong site file leaves the old one in force, and the status says so', async () => {
  const [pid, text] = [shown('MainPID'), readFileSync(installed, 'utf8')];
  writeFileSync(installed, `${text}\nnonsense: true\n`);
  systemctl('reload', 'loket');
  await until(async () => {
    const now = { reasons: await reasons(), status: shown('StatusText') };
    return { ...now, ok: now.reasons.some((code) => code.startsWith('config.')) };
  });
  assert.deepEqual([shown('MainPID'), shown('ActiveState')], [pid, 'active']);
  writeFileSync(installed, text);
});

test('doctor beside the running hall takes it for itself, and names another program', () => {
  const { stdout } = loket('doctor');
  assert.match(stdout, /^ok +port 1883 .*(sendiri|own).*\(pid \d+\)/m, stdout);
  assert.doesNotMatch(stdout, /FAULT.*1883/);
});

test('the options that the help of this gpiod names prove its syntax', async () => {
  const { gpiodSyntaxes, gpiodVersion, optionsOf } = await import(
    '/project/dist/firmware-host/edge/gpiod-syntax.js'
  );
  const { syntax } = gpiodVersion(run('gpiomon', '--version').stdout);
  for (const one of Object.values(gpiodSyntaxes)) {
    const named = ['get', 'monitor'].every((which) =>
      optionsOf(one, which).every((option) =>
        run(`gpio${which === 'get' ? 'get' : 'mon'}`, '--help').stdout.includes(option),
      ),
    );
    assert.equal(named, one === syntax);
  }
});

test('a stop is clean and quick, and the next start has nothing to tell', async () => {
  const begun = Date.now();
  systemctl('stop', 'loket');
  console.log(`stopped in ${(Date.now() - begun) / 1_000} s`);
  assert.equal(shown('Result'), 'success');
  systemctl('start', 'loket');
  await until(async () => {
    const now = { active: shown('ActiveState'), reasons: await reasons() };
    return { ...now, ok: now.active === 'active' };
  });
  assert.deepEqual(
    (await reasons()).filter((code) => code.startsWith('restart.')),
    [],
  );
});

test('nobody complained of systemd, and nothing of the service was refused by its sandbox', () => {
  const complaints = log()
    .split('\n')
    .filter((line) => /systemd was not told|EPERM|EACCES|Bad system call/.test(line));
  assert.deepEqual(complaints, []);
});

test('uninstall leaves the settings and the data, and nothing else', () => {
  const { status, all } = loket('uninstall');
  assert.equal(status, 0, all);
  assert.equal(shown('LoadState'), 'not-found');
  assert.equal(shown('ActiveState'), 'inactive');
  const gone = ['/opt/loket', '/usr/local/bin/loket', '/etc/systemd/system/loket.service'];
  const more = ['sysusers.d', 'modules-load.d', 'tmpfiles.d', 'systemd/journald.conf.d'].map(
    (one) => `/etc/${one}/loket.conf`,
  );
  for (const path of [...gone, ...more, '/etc/udev/rules.d/70-loket.rules'])
    assert.equal(existsSync(path), false, path);
  for (const path of [installed, '/var/lib/loket/journal.db']) assert.equal(existsSync(path), true, path);
  assert.equal(
    run('sh', '-c', 'for p in /proc/[0-9]*; do grep -sq /loket.service $p/cgroup && echo $p; done').stdout,
    '',
  );
});

test('uninstalling once more finds nothing wrong', () => {
  const { status, all } = run('node', '/project/dist/firmware-host/cli/loket.js', 'uninstall');
  assert.equal(status, 0, all);
  assert.doesNotMatch(all, /stop loket ended/);
});

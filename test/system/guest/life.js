/** The life of an installed hall under systemd: installed, killed, hung, reloaded, looked at, stopped. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { count, loket, retained, run, serviceOf, systemctl } from './service.js';

const site = 'mpp-banyuwangi';
const installed = '/etc/loket/site.yaml';
/** The unit has 30 s, which is long to wait for in a test. */
const WATCHDOG_S = 8;

const { shown, log, restarts, isActive, readyAfterS, until, edit, complaints } = serviceOf('loket');
const reasons = async () =>
  ((await retained(site, 'controller/state')).reasons ?? []).map(({ code }) => code);

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
  const { status, all } = loket('install', `/usr/share/doc/loket/examples/${site}.yaml`);
  assert.equal(status, 0, all);
  count({ installs: 1 });
  // `systemctl restart` of a unit with Type=notify ends with READY.
  assert.equal(shown('Type'), 'notify');
  assert.ok(isActive(), log());
  // In no container does udev run; on Debian 12 here it is not even installed, as on some images.
  assert.match(all, /(Tidak dilakukan|Not done): udevadm control --reload/);
  if (!existsSync('/usr/bin/udevadm')) assert.match(all, /there is no program udevadm/);
  console.log(`installed in ${(Date.now() - begun) / 1_000} s, READY after ${readyAfterS()} s`);
});

test('the hall runs from its package, and nothing was copied', () => {
  assert.equal(readlinkSync('/opt/loket/current'), '/usr/lib/loket');
  assert.deepEqual(readdirSync('/opt/loket'), ['current']);
});

test('the status says how many devices there are and what is wrong', async () => {
  await until(() => {
    const status = shown('StatusText');
    return { status, ok: /^0 of 6 devices; \S+/.test(status) };
  });
});

test('installing once more is safe', () => {
  const { status, all } = loket('install', installed);
  assert.equal(status, 0, all);
  assert.ok(isActive(), log());
});

test('what kill -9 ends is started again, and says that it did not end by itself', async () => {
  const before = restarts();
  systemctl('kill', '-s', 'KILL', '--kill-whom=main', 'loket');
  await backAgain(before, 'restart.unclean');
  count({ restarts: 1 });
});

test(`what hangs is ended by the watchdog (here ${WATCHDOG_S} s) and started again, and says so`, async () => {
  edit('watchdog', `WatchdogSec=${WATCHDOG_S}`);
  systemctl('restart', 'loket');
  // A hall that makes progress is left alone for longer than that.
  await sleep(WATCHDOG_S * 1_500);
  const before = restarts();
  assert.equal(before, 0);
  systemctl('kill', '-s', 'STOP', '--kill-whom=main', 'loket');
  await backAgain(before, 'restart.watchdog');
  count({ restarts: 1 });
});

test('reload puts an edited site file in force without a restart, on Debian 12 without /bin/kill', async () => {
  // unattended-upgrades brings it.
  const isWhole = !readFileSync('/etc/os-release', 'utf8').includes('bookworm');
  assert.equal(existsSync('/bin/kill'), isWhole);
  const [pid, text] = [shown('MainPID'), readFileSync(installed, 'utf8')];
  assert.equal((await retained(site, 'service/paspor/state')).quota_left, 30);
  writeFileSync(installed, text.replace('quota: { total: 30', 'quota: { total: 29'));
  assert.equal(systemctl('reload', 'loket').status, 0);
  await until(async () => {
    const { quota_left } = await retained(site, 'service/paspor/state');
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
  assert.deepEqual(complaints(), []);
});

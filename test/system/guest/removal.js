/** How a machine loses the program: removed, installed again, uninstalled, purged; and the way without a package. */
import assert from 'node:assert/strict';
import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { count, loket, run, serviceOf, systemctl } from './service.js';

const { shown, log, isActive, readyAfterS } = serviceOf('loket');
const apt = (...args) => run('apt-get', '-y', '-q', ...args);
const site = '/etc/loket/site.yaml';

const isThere = (path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
function gone(...paths) {
  assert.deepEqual(paths.filter(isThere), []);
}

/** What `loket install` has made outside of settings and data. */
const made = [
  ...['/opt/loket', '/usr/local/bin/loket', '/etc/systemd/system/loket.service'],
  ...['/etc/systemd/system/multi-user.target.wants/loket.service', '/etc/udev/rules.d/70-loket.rules'],
  ...['sysusers.d', 'modules-load.d', 'tmpfiles.d', 'systemd/journald.conf.d'].map(
    (one) => `/etc/${one}/loket.conf`,
  ),
];

/** Settings, data and the user, which no package takes away. */
function kept() {
  for (const path of [site, '/var/lib/loket/journal.db']) assert.ok(statSync(path).size > 0, path);
  assert.equal(run('id', 'loket').status, 0);
}

function noProcess() {
  const found = run(
    'sh',
    '-c',
    'for p in /proc/[0-9]*; do grep -sq /loket.service $p/cgroup && echo $p; done',
  );
  assert.equal(found.stdout, '');
}

test('apt removes it: the hall ends, the program goes, and settings, data and the user stay', () => {
  const { status, all } = apt('remove', 'loket');
  assert.equal(status, 0, all);
  assert.equal(isActive(), false);
  gone('/usr/lib/loket', '/usr/bin/loket', ...made);
  kept();
  noProcess();
});

test('it is installed again with the same site, and the hall runs again', () => {
  const { status, all } = apt('install', '/packages/loket.deb');
  assert.equal(status, 0, all);
  const installed = loket('install', site);
  assert.equal(installed.status, 0, installed.all);
  assert.ok(isActive(), log());
  count({ installs: 1 });
});

test('uninstall leaves the settings, the data and the package, and nothing else', () => {
  const { status, all } = loket('uninstall');
  assert.equal(status, 0, all);
  // What is left is the unit of the package, which starts nothing.
  assert.equal(shown('ActiveState'), 'inactive');
  assert.match(shown('FragmentPath'), /^(\/usr)?\/lib\/systemd\/system\/loket.service$/);
  gone(...made);
  kept();
  noProcess();
});

test('uninstalling once more finds nothing wrong', () => {
  const { status, all } = loket('uninstall');
  assert.equal(status, 0, all);
  assert.doesNotMatch(all, /stop loket ended/);
});

test('purge says what it leaves, and takes what was compiled', () => {
  const { status, all } = apt('purge', 'loket');
  assert.equal(status, 0, all);
  assert.match(all, /\/var\/lib\/loket dibiarkan/);
  gone('/usr/lib/loket', '/var/cache/loket');
  kept();
});

test('a program that is no package is installed as a version beside others, reaches READY, and goes again', () => {
  const program = '/unpacked/usr/lib/loket';
  const call = (...args) => run(`${program}/bin/node`, `${program}/dist/firmware-host/cli/loket.js`, ...args);
  const { status, all } = call('install', site);
  assert.equal(status, 0, all);
  count({ installs: 1 });
  assert.ok(isActive(), log());
  console.log(`without a package: READY after ${readyAfterS()} s`);
  assert.equal(readdirSync('/opt/loket/versions').length, 1);
  assert.equal(existsSync('/usr/local/bin/loket'), true);
  const taken = run('/usr/local/bin/loket', 'uninstall');
  assert.equal(taken.status, 0, taken.all);
  assert.equal(shown('LoadState'), 'not-found');
  gone(...made);
  kept();
  noProcess();
  systemctl('daemon-reload');
});

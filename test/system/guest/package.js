/** What dpkg does with the package on a Debian without a network, before a site is installed. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { loket, run, serviceOf, systemctl } from './service.js';

const examples = '/usr/share/doc/loket/examples';
const { isActive } = serviceOf('loket');

test('apt installs it without a network', () => {
  const { status, all } = run('apt-get', '-y', '-q', 'install', '/packages/loket.deb');
  assert.equal(status, 0, all);
});

test('the command starts, and says the version of the package', () => {
  const [, version] = /^Version: ([^+]*)/m.exec(run('dpkg', '-s', 'loket').stdout);
  assert.equal(loket('--version').stdout.trim(), version.trim());
});

test('a site file is checked', () => {
  assert.match(loket('check', `${examples}/mpp-batam.yaml`).all, /Ready to run/);
});

test('doctor loads the addons', () => {
  assert.match(loket('doctor', `${examples}/simulated-hall.yaml`).all, /native modules load/);
});

test('every package beside the program loads with the Node inside', () => {
  const program = '/usr/lib/loket';
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(`${program}/package.json`, 'utf8'));
  const names = Object.keys({ ...dependencies, ...optionalDependencies }).filter(
    // A font has no program.
    (name) => !name.startsWith('@fontsource/'),
  );
  assert.ok(names.length >= 7, names.join());
  for (const name of names) {
    const { status, all } = run(
      ...['sh', '-c', `cd ${program} && ./bin/node -e "require('$1')"`, 'sh'],
      name,
    );
    assert.equal(status, 0, `${name}: ${all}`);
  }
});

test('the files are those of the package', () => {
  const { status, all } = run('dpkg', '-V', 'loket');
  assert.equal(status, 0, all);
});

test('the unit is there, and starts nothing before a site is installed', () => {
  assert.equal(systemctl('is-enabled', 'loket').stdout.trim(), 'static');
  systemctl('start', 'loket');
  assert.equal(isActive(), false);
});

test('there is neither a data folder nor a user nor a folder of versions before', () => {
  for (const path of ['/etc/loket', '/var/lib/loket', '/opt/loket'])
    assert.equal(existsSync(path), false, path);
  assert.notEqual(run('id', 'loket').status, 0);
});

after(() => console.log(`${readdirSync('/usr/lib/loket/node_modules').length} packages beside the program`));

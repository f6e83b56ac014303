/**
 * The sandbox of the unit, tried from inside: what root may do on this machine (so that an attempt proves something)
 * is refused to the service, unless a hall needs it.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { installSite } from './hall-site.js';
import { run, systemctl } from './service.js';

/** Device numbers that the kernel of a container has: fuse is the display of the site, tun is nobody's. */
const nodes = { papan: ['10', '229'], 'bukan-papan': ['10', '200'] };
const needed = [
  ...['read its site file', 'write its data', 'write what was compiled', 'open the device of its site'],
  ...['run a program', 'listen on a port'],
];

before(() => {
  for (const [name, [major, minor]] of Object.entries(nodes)) {
    rmSync(`/dev/${name}`, { force: true });
    run('mknod', '-m', '666', `/dev/${name}`, 'c', major, minor);
  }
  installSite();
  mkdirSync('/home/budi', { recursive: true });
  writeFileSync('/home/budi/catatan', 'milik Budi\n', { mode: 0o644 });
  writeFileSync('/etc/loket/rahasia', 'rahasia\n', { mode: 0o600 });
});

/** Runs probe.js as a service with these lines, and returns what it could do. */
function probed(name, lines) {
  writeFileSync(`/run/systemd/system/${name}.service`, lines);
  systemctl('daemon-reload');
  systemctl('start', name);
  const { stdout } = run('journalctl', '-u', name, '-o', 'cat', '--no-pager');
  const found = /^@probe (.*)$/m.exec(stdout)?.[1];
  assert.ok(found, stdout);
  return JSON.parse(found);
}

const start = 'ExecStart=/usr/lib/loket/bin/node /test/probe.js';
/** The unit of the hall, word by word, but for what is run and when. */
const confined = () =>
  readFileSync('/etc/systemd/system/loket.service', 'utf8')
    .replace(/^ExecStart=.*$/m, start)
    .replace('Type=notify', 'Type=oneshot')
    .replace(/^(Restart|RestartSec|WatchdogSec|ExecReload|ExecStopPost)=.*\n/gm, '');
const free = `[Service]\nType=oneshot\n${start}\n`;

test('the service may do what a hall needs, and nothing else that root may do here', (t) => {
  const [root, service] = [probed('probe-free', free), probed('probe-confined', confined())];
  // A kernel without control of devices would let every unit open everything.
  const closed = probed('probe-closed', free.replace('[Service]', '[Service]\nDevicePolicy=closed'));
  const foreign = 'open a device that is not of its site';
  const { rights: rootRights, ...attempts } = root;
  const tried = Object.keys(attempts).filter((what) => !needed.includes(what));
  for (const what of Object.keys(attempts)) {
    if (what === foreign && closed[what] === 'done') {
      t.diagnostic('this kernel does not control devices: that one was not judged');
      continue;
    }
    assert.equal(root[what], 'done', `root: ${what}`);
    if (needed.includes(what)) assert.equal(service[what], 'done', what);
    else assert.match(service[what], /^refused/, what);
  }
  assert.deepEqual(service.rights, { capabilities: '0000000000000000', filter: '2', noNewPrivileges: '1' });
  assert.notEqual(rootRights.capabilities, service.rights.capabilities);
  console.log(`sandbox: ${tried.length} attempts refused, ${needed.length} things done, no capability left`);
});

/** What `loket install` does on a machine that systemd did not start: nothing, in words. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';

test('install changes nothing where systemd does not run, and says so', () => {
  const { status, stderr } = spawnSync(
    '/usr/bin/node',
    ['/project/dist/firmware-host/cli/loket.js', 'install', '/project/config/examples/mpp-banyuwangi.yaml'],
    { encoding: 'utf8' },
  );
  assert.equal(status, 1);
  assert.match(stderr, /systemd/);
  for (const path of ['/etc/loket', '/opt/loket', '/etc/sysusers.d/loket.conf', '/usr/local/bin/loket'])
    assert.equal(existsSync(path), false, path);
});

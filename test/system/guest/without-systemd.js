/** What `loket install` does on a machine that systemd did not start: nothing, in words. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { run } from './service.js';

test('install changes nothing where systemd does not run, and says so', () => {
  const { status, stderr } = run(
    ...['/unpacked/usr/lib/loket/bin/node', '/unpacked/usr/lib/loket/dist/firmware-host/cli/loket.js'],
    ...['install', '/unpacked/usr/share/doc/loket/examples/mpp-banyuwangi.yaml'],
  );
  assert.equal(status, 1);
  assert.match(stderr, /systemd/);
  for (const path of ['/etc/loket', '/opt/loket', '/etc/sysusers.d/loket.conf', '/usr/local/bin/loket'])
    assert.equal(existsSync(path), false, path);
});

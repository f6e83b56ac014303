import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { listenersOf } from '../../firmware-host/cli/doctor/listeners.ts';
import { treeAt } from '../../firmware-host/machine/tree.ts';
import { type Files, fakeMachine } from '../machine/fake-machine.ts';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

/** Port 1883 (075B) listened at by whoever holds inode 4711, as the kernel writes it. */
const listening = (uid: number) =>
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n' +
  `   0: 00000000:075B 00000000:0000 0A 00000000:00000000 00:00000000 00000000  ${uid}        0 4711 1 0 100 0 0 10 0\n`;

/** A process that holds it, unless its files are closed to whoever asks. */
const running = (
  pid: number,
  of: { comm: string; cmdline: string; cgroup: string; open?: boolean },
): Files => ({
  [`/proc/${pid}/comm`]: `${of.comm}\n`,
  [`/proc/${pid}/cmdline`]: of.cmdline.replaceAll(' ', '\0'),
  [`/proc/${pid}/cgroup`]: of.cgroup,
  ...(of.open === false ? {} : { [`/proc/${pid}/fd/19`]: { to: 'socket:[4711]' } }),
});
const service = {
  comm: 'node',
  cmdline:
    '/usr/bin/node --max-semi-space-size=2 /opt/loket/current/dist/firmware-host/cli/loket.js run site.yaml',
  cgroup: '0::/system.slice/loket.service\n',
};
const mosquitto = {
  comm: 'mosquitto',
  cmdline: '/usr/sbin/mosquitto -c /etc/mosquitto/mosquitto.conf',
  cgroup: '0::/system.slice/mosquitto.service\n',
};

function holder(files: Files) {
  const root = fakeMachine(files);
  roots.push(root);
  return listenersOf(treeAt(root)).get(1883);
}

describe('who listens at a port', () => {
  it('is the hall itself, by the group of its service or by its command', () => {
    const proc = { '/proc/net/tcp': listening(990) };
    expect(holder({ ...proc, ...running(77, service) })).toMatchObject({ hall: true, pid: 77 });
    // Of systemd's two kinds of groups, the older.
    const older = { ...service, cgroup: '9:name=systemd:/system.slice/loket.service\n0::/\n' };
    expect(holder({ ...proc, ...running(77, older) })).toMatchObject({ hall: true });
    const byHand = { ...service, cgroup: '0::/user.slice/user-1000.slice\n' };
    expect(holder({ ...proc, ...running(77, byHand) })).toMatchObject({ hall: true });
  });

  it('is another program beside the running hall, with its name and number', () => {
    const files = {
      '/proc/net/tcp6': listening(108),
      ...running(77, { ...service, open: false }),
      ...running(812, mosquitto),
    };
    expect(holder(files)).toEqual({ hall: false, pid: 812, name: 'mosquitto' });
  });

  it('is another program when a hall started by hand has the port of the service', () => {
    const byHand = { ...service, cgroup: '0::/user.slice/user-1000.slice\n' };
    const files = {
      '/proc/net/tcp': listening(0),
      ...running(77, { ...service, open: false }),
      ...running(901, byHand),
    };
    expect(holder(files)).toEqual({ hall: false, pid: 901, name: 'node' });
  });

  it('is not known where the files of other users are closed, but for the user it belongs to', () => {
    // The owner of a fake process is whoever runs this test.
    const uid = process.getuid?.() ?? 0;
    const closed = { ...running(77, { ...service, open: false }) };
    expect(holder({ '/proc/net/tcp': listening(uid), ...closed })).toMatchObject({ hall: true });
    expect(holder({ '/proc/net/tcp': listening(uid + 1), ...closed })).toEqual({
      ...{ hall: false, pid: undefined, name: undefined },
    });
  });

  it('is read from the real kernel, for a server of this very process', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    expect(listenersOf(treeAt('/')).get(port)).toMatchObject({ pid: process.pid, hall: false });
    await new Promise((resolve) => server.close(resolve));
    expect(listenersOf(treeAt('/')).get(port)).toBeUndefined();
  });

  it('is a hall only if it runs: a shell that edits the site file is none', () => {
    const files = {
      '/proc/net/tcp': listening(0),
      ...running(5, { comm: 'vi', cmdline: 'vi /opt/loket/loket.js run', cgroup: '0::/user.slice\n' }),
    };
    expect(holder(files)).toMatchObject({ hall: false, name: 'vi' });
  });
});

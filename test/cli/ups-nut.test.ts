import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { loket, started, stopAll } from './loket.ts';
import { running } from './small-hall.ts';

/** Of Debian's nut-server and nut-client. What is in /sbin does nothing unless /etc/nut/nut.conf says so. */
const programs = ['/lib/nut/dummy-ups', '/lib/nut/upsd', '/lib/nut/upsmon', 'mosquitto_pub'];
const isHere = programs.every(has) && process.getuid?.() === 0;

const script = new URL('../../config/system/loket-ups', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'loket-nut-'));
const at = (name: string) => join(folder, name);
afterEach(stopAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What the UPS says from now on: NUT's dummy-ups reads it anew. */
const ups = (status: string) => writeFileSync(at('ups.dev'), `ups.status: ${status}\nbattery.charge: 50\n`);

/** NUT as docs/keeping.md says, but for its paths and its port. Its shutdown ends the hall, and not the machine. */
async function nut(mqttPort: number, hall: number): Promise<void> {
  const port = await freePort();
  mkdirSync(at('state'), { recursive: true });
  ups('OL');
  const flags = ['ONBATT', 'ONLINE', 'LOWBATT', 'FSD'].map((type) => `NOTIFYFLAG ${type} SYSLOG+EXEC`);
  const write = (name: string, lines: readonly string[], mode = 0o600) =>
    writeFileSync(at(name), lines.map((line) => `${line}\n`).join(''), { mode });
  write('loket-ups.conf', ['SITE=uji', `BROKER="-h 127.0.0.1 -p ${mqttPort}"`]);
  write('notify', ['#!/bin/sh', `LOKET_UPS_SETTINGS=${at('loket-ups.conf')} exec ${script} "$@"`], 0o755);
  write('ups.conf', ['[ups]', '  driver = dummy-ups', `  port = ${at('ups.dev')}`, '  mode = dummy-once']);
  write('upsd.conf', [`LISTEN 127.0.0.1 ${port}`]);
  write('upsd.users', ['[upsmon]', '  password = uji', '  upsmon primary']);
  write('upsmon.conf', [
    `MONITOR ups@127.0.0.1:${port} 1 upsmon uji primary`,
    ...['RUN_AS_USER root', 'POLLFREQ 1', 'POLLFREQALERT 1', 'HOSTSYNC 1', 'FINALDELAY 1'],
    // As /sbin/shutdown does: systemd ends the service, which is told so by SIGTERM.
    `SHUTDOWNCMD "kill -TERM ${hall}"`,
    `NOTIFYCMD ${at('notify')}`,
    ...flags,
  ]);
  const env = `NUT_CONFPATH=${folder} NUT_STATEPATH=${at('state')} NUT_ALTPIDPATH=${at('state')}`;
  const run = (command: string) => started('sh', ['-c', `export ${env}; exec ${command}`]);
  run('/lib/nut/dummy-ups -a ups -D -u root');
  await until(() => existsSync(at('state/dummy-ups-ups')));
  const server = run('/lib/nut/upsd -D -u root');
  await until(() => server.seen.err.includes('Connected to UPS [ups]'));
  const monitor = run('/lib/nut/upsmon -D -p');
  await until(() => server.seen.err.includes('logged into UPS [ups]')).catch(() => {
    throw new Error(server.seen.err + monitor.seen.err);
  });
}

it.skipIf(!isHere)(
  'a power cut is told by NUT itself, and a low battery ends the hall in order',
  { timeout: 120_000 },
  async () => {
    const hall = running(folder, { broker: 'embedded' }, '--mqtt-port', '0');
    await until(() => /mqtt:\/\/127\.0\.0\.1:\d+/.test(hall.seen.out));
    const port = Number(/mqtt:\/\/127\.0\.0\.1:(\d+)/.exec(hall.seen.out)?.[1]);
    const events = () => loket('events', '--data', at('data'));
    const told = async (): Promise<readonly string[]> => {
      const { seen, ended } = events();
      await ended;
      return seen.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
        .filter(({ type }) => type.includes('host.'))
        .map(({ type, data }) => data.text?.en ?? type.replace('loket.', '').replace('.v1', ''));
    };
    const onBattery = 'Power cut: the hall runs on battery';
    await nut(port, hall.child.pid ?? 0);
    ups('OB');
    await expect.poll(told, { timeout: 30_000, interval: 1_000 }).toContain(onBattery);
    const status = loket(
      '--lang',
      'en',
      'status',
      at('site.yaml'),
      '--broker',
      `mqtt://127.0.0.1:${port}`,
      '--data',
      at('data'),
    );
    expect(await status.ended).not.toBeNull();
    expect(status.seen.out).toContain(`A notice was set: ${onBattery}`);
    ups('OL');
    await expect.poll(told, { timeout: 30_000, interval: 1_000 }).toHaveLength(3);
    ups('OB LB');
    expect(await hall.ended).toBe(0);
    const all = await told();
    expect(all.slice(0, 3)).toEqual(['host.started', onBattery, 'host.notice']);
    expect(all).toContain('Power cut: new numbers will stop soon');
    expect(all.at(-1)).toBe('host.stopped');
  },
);

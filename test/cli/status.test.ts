import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { hashPassword } from '../../firmware-host/mqtt/password.ts';
import { freePort } from '../mqtt/brokers.ts';
import { until } from '../real-clock.ts';
import { loket, stopAll } from './loket.ts';

const site = new URL('../../config/examples/simulated-hall.yaml', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'loket-'));
afterEach(stopAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function simulated() {
  const data = mkdtempSync(join(folder, 'data-'));
  const hall = loket('--lang', 'en', 'simulate', site, '--mqtt-port', '0', '--no-page', '--data', data);
  await until(() => hall.seen.out.includes("'quit' ends"));
  const port = /mosquitto_sub -p (\d+)/.exec(hall.seen.out)?.[1] ?? '';
  const status = (...more: readonly string[]) =>
    loket('status', site, '--broker', `mqtt://127.0.0.1:${port}`, '--data', data, ...more);
  return { ...hall, data, status };
}

describe('loket status', () => {
  it('tells what works, then what does not and who mends it, and says so by its exit code', async () => {
    const hall = await simulated();
    const well = hall.status();
    expect(await well.ended, well.seen.err).toBe(0);
    expect(well.seen.out).toContain('MPP Contoh (simulated-hall), Loket ');
    expect(well.seen.out).toMatch(/ok {2}printer-1: (bekerja, kertas ada|works, has paper) /);
    expect(well.seen.out).not.toContain('!!');

    hall.type('ticket paspor');
    hall.type('paper printer-1 out');
    await until(() => hall.seen.out.includes('printer-1 has a fault'));
    const ill = hall.status();
    expect(await ill.ended, ill.seen.err).toBe(1);
    expect(ill.seen.out).toMatch(/!! printer-1: /);
    expect(ill.seen.out).toContain('paper.out');
    // From the journal: the broker keeps no events.
    expect(ill.seen.out).toMatch(/A-001/);
    expect(Math.max(...ill.seen.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);

    const machine = hall.status('--json');
    expect(await machine.ended).toBe(1);
    const { hall: state, troubles } = JSON.parse(machine.seen.out);
    expect([state, troubles[0].code]).toEqual(['online', 'paper.out']);
  }, 60_000);

  it('goes on with --watch: a device that is unplugged is there within two seconds', async () => {
    const hall = await simulated();
    const watched = hall.status('--watch');
    await until(() => watched.seen.out.includes('loket-1-display'));
    hall.type('unplug loket-1-display');
    await until(() => /!!\s+loket-1-display/.test(watched.seen.out));
    watched.child.kill('SIGTERM');
    expect(await watched.ended).toBe(0);
  }, 60_000);

  it('prints a line of JSON at each change with --watch --json, and ends when nobody reads it any more', async () => {
    const hall = await simulated();
    const watched = hall.status('--watch', '--json');
    const told = () => watched.seen.out.split('\n').slice(0, -1);
    await until(() => told().length > 0);
    expect(JSON.parse(told()[0] ?? '').hall).toBe('online');
    hall.type('paper printer-1 out');
    await until(() => told().some((line) => line.includes('paper.out')));
    const lines = told();
    expect(new Set(lines).size).toBe(lines.length);
    for (const line of lines) expect(JSON.parse(line).devices.length).toBeGreaterThan(5);
    watched.child.stdout.destroy();
    hall.type('paper printer-1 ok');
    expect(await watched.ended).toBe(0);
  }, 60_000);

  it('says of a hall that does not run what to look at, and not that its devices are well', async () => {
    const status = loket('status', site, '--broker', 'mqtt://127.0.0.1:9', '--data', folder);
    expect(await status.ended).toBe(1);
    expect(status.seen.out).toBe('');
    expect(status.seen.err).toMatch(/systemctl status loket/);
  });

  it('tells who is not let in so, also with --watch, and not that the hall does not run', async () => {
    const own = mkdtempSync(join(folder, 'accounts-'));
    const [mqtt, file] = [await freePort(), join(own, 'site.yaml')];
    writeFileSync(join(own, 'sari.hash'), await hashPassword('rahasia-sekali'), { mode: 0o600 });
    writeFileSync(join(own, 'wrong'), 'salah-sekali', { mode: 0o600 });
    writeFileSync(
      file,
      [
        'version: 1',
        'site: { id: uji, title: MPP Uji, zone: Asia/Jakarta }',
        `mqtt: { port: ${mqtt}, users: [{ name: sari, role: view, password: { file: sari.hash } }] }`,
        'services: { paspor: { title: Paspor, prefix: A } }',
        'counters: { loket-1: { number: 1, serves: [paspor] } }',
      ].join('\n'),
    );
    const hall = loket('run', file, '--data', own);
    await until(() => hall.seen.out.includes('MQTT'));
    const told = async (...more: readonly string[]) => {
      const status = loket('--lang', 'en', 'status', file, '--data', own, ...more);
      const code = await Promise.race([
        status.ended,
        new Promise((resolve) => setTimeout(resolve, 20_000, 'goes on')),
      ]);
      return [code, status.seen.err];
    };
    const wrong = ['--username', 'sari', '--password-file', join(own, 'wrong')];
    for (const watch of [[], ['--watch']]) {
      expect(await told(...watch)).toEqual([1, expect.stringContaining('asks for an account: --username')]);
      expect(await told(...watch, ...wrong)).toEqual([
        1,
        expect.stringContaining('password of that account is wrong'),
      ]);
    }
  }, 120_000);

  it('says of a broker that has nothing of this site that nothing is known', async () => {
    const hall = await simulated();
    const other = join(folder, 'other.yaml');
    const port = /mosquitto_sub -p (\d+)/.exec(hall.seen.out)?.[1] ?? '';
    writeFileSync(other, readFileSync(site, 'utf8').replace('id: simulated-hall', 'id: other-hall'));
    const status = loket('status', other, '--broker', `mqtt://127.0.0.1:${port}`, '--data', folder);
    expect(await status.ended).toBe(1);
    expect(status.seen.out).toMatch(/Belum ada kabar|Nothing has been heard/);
  }, 60_000);
});

describe('loket logs', () => {
  it('turns log lines into sentences, and leaves other lines as they are', async () => {
    const file = join(folder, 'log.jsonl');
    const line = {
      level: 40,
      time: 1_795_972_042_071,
      device: 'printer-1',
      code: 'paper.out',
      msg: 'no paper',
    };
    writeFileSync(file, `Started Loket.\n${JSON.stringify(line)}\n`);
    const logs = loket('logs', file);
    expect(await logs.ended).toBe(0);
    expect(logs.seen.out).toMatch(/^Started Loket\.\n.*printer-1: .*\[paper\.out: no paper\]\n$/);
  });

  it('says which file is not there', async () => {
    const logs = loket('logs', join(folder, 'nowhere'));
    expect(await logs.ended).toBe(1);
    expect(logs.seen.err).toContain('nowhere');
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusals } from '../../firmware-host/queue/refusals.ts';
import { until } from '../real-clock.ts';
import { loket, program, stopAll } from './loket.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-bookings-'));
  writeFileSync(file('booking.key'), '0123456789abcdef0123456789abcdef\n', { mode: 0o600 });
});
afterEach(() => {
  stopAll();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string) => join(folder, name);
const hash = (codes: string) =>
  execFileSync(process.execPath, [program, 'hash-bookings', '--key', file('booking.key')], {
    input: codes,
    encoding: 'utf8',
    stdio: 'pipe',
  });

const site = `
version: 1
site: { id: uji, title: MPP Uji, zone: WIB }
bookings: { file: bookings.csv, key: { file: booking.key } }
services: { paspor: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, serves: paspor } }
devices:
  tombol: { kind: call-button, counter: loket-1, layout: one-key, pin: 17 }
  pemindai: { kind: serial-scanner, address: /dev/pemindai }
  printer: { kind: escpos-printer, address: "tcp://192.168.10.50:9100", columns: 48 }
`;

/** Today in Jakarta, where the simulated hall stands. */
const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta' }).format(new Date());

describe('loket hash-bookings', () => {
  it('names the line of a bad code, writes nothing and repeats no code', () => {
    expect(() => hash('MP-1,2026-11-24,paspor\nMP-2,tomorrow,paspor\n')).toThrow(
      expect.objectContaining({
        status: 1,
        stdout: '',
        stderr: expect.stringMatching(/standard input:2: column 2: no such date[^M]*\n.*CODE,DATE,SERVICE/),
      }),
    );
  });

  it('takes what Excel saves in Indonesia, and says what it assumed', () => {
    const saved = '\uFEFFKode;Tanggal;Layanan;Jenis;Jam\r\n"MP-1";03/04/2026;paspor;;08.00-09.30\r\n';
    for (const input of [saved, Buffer.from(saved, 'utf16le')]) {
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [program, 'hash-bookings', '--key', file('booking.key')],
        { input, encoding: 'utf8', env: { ...process.env, LANG: 'en', LC_ALL: '' } },
      );
      expect(stdout).toMatch(/^[0-9a-f]{64},2026-04-03,paspor,regular,08\.00-09\.30\n$/);
      expect(stderr).toContain('line 1 is taken for a heading');
      expect(stderr).toContain('day first, then month: line 2 is 2026-04-03');
    }
  });

  it('refuses a key that everybody may read', () => {
    chmodSync(file('booking.key'), 0o644);
    expect(() => hash('MP-1,2026-11-24,paspor\n')).toThrow(
      expect.objectContaining({ status: 1, stdout: '', stderr: expect.stringContaining('chmod 600') }),
    );
  });
});

describe('a site with bookings', () => {
  it('gives a ticket for a code hashed by `loket hash-bookings`, and leaves the code nowhere', async () => {
    // Two days, for a test that runs over midnight.
    const tomorrow = new Date(Date.parse(today()) + 24 * 3_600_000).toISOString().slice(0, 10);
    writeFileSync(
      file('bookings.csv'),
      hash([today(), tomorrow].map((day, at) => `MP-77Q8${at},${day},paspor\n`).join('')),
    );
    writeFileSync(file('site.yaml'), site);
    const hall = loket(
      ...['--lang', 'en', 'simulate'],
      file('site.yaml'),
      '--mqtt-port',
      '0',
      '--data',
      file('data'),
      '--log-level',
      'debug',
    );
    await until(() => hall.seen.out.includes("'quit' ends"));
    const port = /mosquitto_sub -p (\d+)/.exec(hall.seen.out)?.[1];
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`);
    const heard: string[] = [];
    client.on('message', (topic, payload) => heard.push(`${topic} ${payload}`));
    await client.subscribeAsync('#');

    hall.type('scan pemindai MP-77Q80');
    await until(() => hall.seen.out.includes('A-001 was taken for '));
    hall.type('scan pemindai mp-77q80');
    await until(() => hall.seen.out.includes(`refused: ${refusals['booking-used'].en} (issue)`));
    hall.type('scan pemindai MP-77Q99');
    await until(() => hall.seen.out.includes(`refused: ${refusals['booking-unknown'].en} (check-in)`));
    await until(() => heard.some((message) => message.includes('event/ticket/issued')));
    await client.endAsync();
    hall.type('quit');
    expect(await hall.ended).toBe(0);

    const files = readdirSync(file('data'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(1);
    const kept = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('\n');
    for (const text of [kept, heard.join('\n'), hall.seen.out, hall.seen.err])
      expect(text).not.toMatch(/77q\d/i);
    const hashed = readFileSync(file('bookings.csv'), 'utf8').slice(0, 64);
    expect(kept).toContain(hashed);
    expect(heard.join('\n')).not.toContain(hashed);
  }, 60_000);

  it('is told by `loket check` that its bookings or their key cannot be read', async () => {
    writeFileSync(file('site.yaml'), site);
    writeFileSync(file('booking.key'), 'short');
    const check = loket('check', file('site.yaml'));
    expect(await check.ended).toBe(1);
    expect(check.seen.err).toContain('booking.key kurang dari 16 byte');
    expect(check.seen.err).toContain('openssl rand');
  });
});

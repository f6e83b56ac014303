import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, property, string } from 'fast-check';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { redactor, secretMark } from '../../firmware-host/cli/bundle/redact.ts';
import { filesWritten, secretsWritten } from '../../firmware-host/cli/bundle/written-secrets.ts';
import { until } from '../real-clock.ts';
import { loket, stopAll } from './loket.ts';

const folder = mkdtempSync(join(tmpdir(), 'loket-bundle-'));
afterEach(stopAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const secret = 'kata sandi "kantor" & pusat';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

function unpacked(archive: string): ReadonlyMap<string, string> {
  const to = mkdtempSync(join(folder, 'open-'));
  expect(spawnSync('tar', ['-xzf', archive, '-C', to]).status).toBe(0);
  return new Map(readdirSync(to).map((name) => [name, readFileSync(join(to, name), 'utf8')]));
}

describe('loket bundle', () => {
  it('of a running hall has all that helps, and neither its secrets nor its tickets', async () => {
    const port = await freePort();
    const site = join(folder, 'site.yaml');
    // Somebody has written a secret and a ticket into a comment.
    writeFileSync(
      site,
      `# ${secret}; A-002 hilang
version: 1
site: { id: uji, title: MPP Uji, zone: Asia/Jakarta }
services: { paspor: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, serves: [paspor] } }
mqtt: { broker: embedded, port: ${port} }
uplink: { url: 'mqtt://127.0.0.1:9', username: uji, password: { file: kantor.password } }
`,
    );
    writeFileSync(join(folder, 'kantor.password'), `${secret}\n`, { mode: 0o600 });
    const data = join(folder, 'data');
    const hall = loket(
      '--lang',
      'en',
      'simulate',
      site,
      '--no-page',
      '--data',
      data,
      '--mqtt-port',
      `${port}`,
    );
    await until(() => hall.seen.out.includes("'quit' ends"));
    for (let tickets = 0; tickets < 3; tickets++) hall.type('ticket paspor');
    hall.type('walk-in loket-1 paspor');
    await until(() => /A-003/.test(hall.seen.out));
    mkdirSync(join(folder, 'stick'));
    const made = loket('--lang', 'en', 'bundle', site, '--data', data, '--out', join(folder, 'stick'));
    expect(await made.ended, made.seen.err).toBe(0);
    const [archive = ''] = readdirSync(join(folder, 'stick'));
    expect(archive).toMatch(/^loket-bundle-uji-\d{8}-\d{4}\.tar\.gz$/);
    expect(readdirSync(join(folder, 'stick'))).toHaveLength(1);
    expect(statSync(join(folder, 'stick', archive)).size).toBeLessThan(2 ** 20);
    const files = unpacked(join(folder, 'stick', archive));
    expect([...files.keys()].sort()).toEqual([
      'README.txt',
      'doctor.txt',
      'journal.txt',
      'log.txt',
      'plan.txt',
      'site.yaml',
      'status.json',
      'system.txt',
    ]);
    for (const [name, text] of files) {
      expect(text, name).not.toMatch(/A-\d/);
      expect(text, name).not.toContain('sandi');
      expect(text.length, name).toBeGreaterThan(0);
    }
    const status = JSON.parse((files.get('status.json') ?? '').split('\n')[0] ?? '');
    expect(status.hall).toBe('online');
    expect(files.get('status.json')).toContain('A-***');
    expect(files.get('site.yaml')).toContain(`# ${secretMark}; A-*** hilang`);
    expect(files.get('doctor.txt')).toContain('native modules load');
    expect(files.get('journal.txt')).toContain('every one of them sound');
    expect(files.get('plan.txt')).toContain('loket.service');
    expect(files.get('system.txt')).toContain(`node ${process.version}`);
  }, 180_000);

  it('is made of a site with mistakes too, and where nothing runs: each part says what is wrong with it', async () => {
    const site = join(folder, 'wrong.yaml');
    writeFileSync(site, 'version: 1\nsite: { id: uji }\nservices: nonsense\n');
    const out = join(folder, 'wrong.tar.gz');
    const made = loket('--lang', 'en', 'bundle', site, '--data', join(folder, 'none'), '--out', out);
    expect(await made.ended, made.seen.err).toBe(0);
    const files = unpacked(out);
    expect(files.get('doctor.txt')).toContain('services');
    expect(files.get('journal.txt')).toMatch(/there is no journal/);
    const again = loket('--lang', 'en', 'bundle', site, '--data', join(folder, 'none'), '--out', out);
    expect(await again.ended).toBe(1);
    expect(again.seen.err).toContain('is not replaced');
  }, 120_000);
});

describe('what is taken out', () => {
  it('is every secret, in whatever way a program has written it', () => {
    const words = string({ minLength: 8, maxLength: 40, unit: 'grapheme-ascii' }).filter(
      (text) => text.trim().length >= 8 && !/^(.)\1*$/.test(text.trim()) && !secretMark.includes(text.trim()),
    );
    const failed = check(
      property(words, string(), string(), (text, before, after) => {
        const trimmed = text.trim();
        const forms = [trimmed, JSON.stringify(trimmed).slice(1, -1), encodeURIComponent(trimmed)];
        const redact = redactor([`${text}\n`], ['A']);
        for (const form of forms) expect(redact(`${before} ${form} ${after}`)).not.toContain(form);
      }),
      { numRuns: 300 },
    );
    expect(failed.failed, `seed ${failed.seed}: ${JSON.stringify(failed.counterexample)}`).toBe(false);
  });

  it('is every ticket, also of a prefix that left the site file, and no date, port or path', () => {
    const redact = redactor([], ['A', '7B']);
    expect(redact('A-001, "7B-12" (C-099) A012 at loket-1')).toBe('A-***, "7B-***" (C-***) A*** at loket-1');
    const same = '2026-11-29T08:00:00Z usb 1-1.3 /dev/loket/numpad-1 v20.20.2 a-001';
    expect(redact(same)).toBe(same);
  });

  it('are the lines of a key, and hashes of passwords', () => {
    const redact = redactor(['-----BEGIN KEY-----\nMIIBVgIBADANBgkq\n-----END KEY-----'], []);
    expect(redact('x MIIBVgIBADANBgkq y scrypt$16384$8$1$c2Fs$a2V5')).toBe(`x ${secretMark} y ${secretMark}`);
  });

  it('are secrets in base64 with other bytes before and behind, folded over lines, and numbers of persons', () => {
    const redact = redactor(['kata sandi kantor pusat'], []);
    for (const around of ['', 'u', 'us', 'uji:']) {
      const whole = Buffer.from(`${around}kata sandi kantor pusat${around}`).toString('base64');
      const left = redact(`Basic ${whole}`).replace(secretMark, '').replace('Basic ', '');
      expect(left.length, whole).toBeLessThan(2 * around.length + 8);
    }
    expect(redact('x: kata sandi\n    kantor pusat.')).toBe(`x: ${secretMark}.`);
    expect(redact('NIK 3171234567890123, HP 081234567890 atau +6281234567890')).toBe(
      'NIK ***, HP *** atau ***',
    );
  });

  it('are secrets that were written into the site file, which is why it has mistakes', () => {
    const text = `# lama: password: rahasia satu
uplink: { url: 'mqtt://uji:rahasia2@pusat:1883', password: "rahasia tiga" }
mqtt:
  login:
    password: >-
      rahasia empat
  users: [{ name: a, password: { file: papan.hash }, role: view }, { name: b, password: rahasia5, role: view }]
`;
    expect(secretsWritten(text).toSorted()).toEqual([
      'rahasia empat',
      'rahasia satu',
      'rahasia tiga',
      'rahasia2',
      'rahasia5',
    ]);
    expect(filesWritten(text)).toContain('papan.hash');
  });
});

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupWords } from '../../firmware-host/cli/backup/backup-words.ts';
import { openBackup } from '../../firmware-host/cli/backup/open-backup.ts';
import { seededRandom } from '../../simulators/random.ts';
import { calls, dayOpened, opened } from '../journal/records.ts';
import { program } from './loket.ts';

const passphrase = 'empat kata yang panjang';
const secret = 'scrypt$16384$8$1$c2VtYmFyYW5nIGdhcmFtIQ$cmFoYXNpYQ';
let folder: string;
const at = (...names: readonly string[]) => join(folder, ...names);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-backup-'));
  mkdirSync(at('etc'));
  writeFileSync(at('etc', 'site.yaml'), siteText);
  writeFileSync(at('etc', 'papan.hash'), secret, { mode: 0o600 });
  writeFileSync(at('frasa'), passphrase, { mode: 0o600 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** With a comment, which has to come back too. */
const siteText = `# ditulis oleh teknisi
version: 1
site: { id: uji, title: MPP Uji, zone: Asia/Jakarta }
services: { paspor: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, serves: [paspor] } }
mqtt: { broker: embedded, users: [{ name: papan, password: { file: papan.hash }, role: view }] }
`;

function loket(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--lang', 'en', ...args], {
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

const backup = (out: string, ...more: readonly string[]) =>
  loket(
    ...['backup', at('etc', 'site.yaml'), '--data', at('data'), '--out', out],
    ...['--passphrase-file', at('frasa'), ...more],
  );
const restored = (archive: string, ...more: readonly string[]) =>
  loket(
    ...['restore', archive, '--data', at('new'), '--settings', at('new-etc')],
    ...['--passphrase-file', at('frasa'), ...more],
  );

/** A hall's data, which its host still holds. */
async function heldData() {
  const journal = await opened(at('data'), { site: 'uji' });
  await journal.append([dayOpened(1, '2026-11-24'), ...calls(2, 300)]);
  writeFileSync(at('data', 'uplink.cursor'), '{"sequence":120}\n');
  return journal;
}

describe('loket backup', () => {
  it('of a running hall is read back, and brings back all of it', async () => {
    await heldData();
    const made = backup(at('b.tar.gz'));
    expect(made).toMatchObject({ code: 0, out: expect.stringContaining('up to record 301') });
    expect(made.out).toContain('open with their passphrase only');
    const back = restored(at('b.tar.gz'));
    expect(back).toMatchObject({ code: 0, out: expect.stringContaining('--original-is-gone') });
    expect(readFileSync(at('new-etc', 'site.yaml'), 'utf8')).toBe(siteText);
    expect(readFileSync(at('new-etc', 'papan.hash'), 'utf8')).toBe(secret);
    expect(statSync(at('new-etc', 'papan.hash')).mode & 0o777).toBe(0o600);
    expect(readFileSync(at('new', 'uplink.cursor'), 'utf8')).toBe('{"sequence":120}\n');
    expect(loket('verify', '--data', at('new')).out).toContain('records 1 to 301, every one of them sound');
    const events = (data: string) => loket('events', '--data', data).out;
    expect(events(at('new'))).toBe(events(at('data')));
    expect(readdirSync(folder).filter((name) => name.startsWith('.loket'))).toEqual([]);
  });

  it('shows no secret to whoever has the archive alone', async () => {
    await heldData();
    backup(at('b.tar.gz'));
    const { stdout } = spawnSync('tar', ['-xOzf', at('b.tar.gz')], { encoding: 'latin1' });
    expect(stdout).toContain('ditulis oleh teknisi');
    expect(stdout).not.toContain(secret);
    expect(stdout).not.toContain(Buffer.from(secret).toString('base64').slice(0, 20));
  });

  it('replaces no backup, and wants a passphrase that is long enough', async () => {
    await heldData();
    writeFileSync(at('b.tar.gz'), 'the only copy');
    expect(backup(at('b.tar.gz'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not replaced'),
    });
    expect(readFileSync(at('b.tar.gz'), 'utf8')).toBe('the only copy');
    writeFileSync(at('frasa'), 'pendek');
    expect(backup(at('c.tar.gz'))).toMatchObject({ code: 1, err: expect.stringContaining('12 characters') });
    expect(existsSync(at('c.tar.gz'))).toBe(false);
  });

  const mountable = process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;
  it.skipIf(!mountable)('on a full disk says so and leaves nothing behind', async () => {
    await heldData();
    mkdirSync(at('stick'));
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=220k', 'loket-test', at('stick')]).status).toBe(0);
    try {
      const full = backup(at('stick'));
      expect(full).toMatchObject({ code: 1, err: expect.stringMatching(/room.* --out/) });
      expect(readdirSync(at('stick'))).toEqual([]);
    } finally {
      spawnSync('umount', ['-l', at('stick')]);
    }
  });
});

describe('loket restore', () => {
  beforeEach(async () => {
    await (await heldData()).close();
    expect(backup(at('b.tar.gz')).code).toBe(0);
  });

  it('never overwrites data or settings that are there', () => {
    mkdirSync(at('new'));
    writeFileSync(at('new', 'journal.db'), 'live');
    expect(restored(at('b.tar.gz'))).toMatchObject({ code: 1, err: expect.stringContaining('not empty') });
    expect(readFileSync(at('new', 'journal.db'), 'utf8')).toBe('live');
    rmSync(at('new'), { recursive: true });
    mkdirSync(at('new-etc'));
    writeFileSync(at('new-etc', 'site.yaml'), 'another');
    expect(restored(at('b.tar.gz'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('other content'),
    });
    expect(readFileSync(at('new-etc', 'site.yaml'), 'utf8')).toBe('another');
    expect(existsSync(at('new', 'journal.db'))).toBe(false);
    rmSync(at('new-etc', 'site.yaml'));
    expect(restored(at('b.tar.gz')).code).toBe(0);
  });

  it('begins anew where it was cut off', () => {
    expect(restored(at('b.tar.gz')).code).toBe(0);
    rmSync(at('new', 'journal.db'));
    mkdirSync(at('new', 'restoring'));
    expect(loket('verify', '--data', at('new')).code).toBe(1);
    expect(restored(at('b.tar.gz'))).toMatchObject({ code: 0 });
    expect(readdirSync(at('new')).sort()).toEqual([
      'journal.db',
      'journal.fence',
      'journal.lock',
      'journal.mark',
      'uplink.cursor',
    ]);
    expect(loket('verify', '--data', at('new'))).toMatchObject({ code: 0 });
  });

  it('takes a passphrase that is typed with a blank behind it, as it does from a file', () => {
    const args = [
      '--lang',
      'en',
      'restore',
      at('b.tar.gz'),
      '--data',
      at('new'),
      '--settings',
      at('new-etc'),
    ];
    const { status, stderr } = spawnSync(process.execPath, [program, ...args], { input: `${passphrase} \n` });
    expect(status, `${stderr}`).toBe(0);
  });

  it('says that the passphrase is wrong, and takes nothing', () => {
    writeFileSync(at('frasa'), 'empat kata yang lain');
    expect(restored(at('b.tar.gz'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('passphrase is not'),
    });
    expect(existsSync(at('new-etc'))).toBe(false);
    expect(readdirSync(at('new'))).toEqual(['journal.lock']);
  });

  it('refuses what a newer version has made, and what is no backup', () => {
    const newer = changed((text) => text.replace('"version": 1', '"version": 2'));
    expect(restored(newer)).toMatchObject({ code: 1, err: expect.stringContaining('newer version') });
    writeFileSync(at('n.tar.gz'), 'hello');
    expect(restored(at('n.tar.gz'))).toMatchObject({ code: 1, err: expect.stringContaining('no backup') });
    expect(loket('restore')).toMatchObject({ code: 1, err: expect.stringContaining('--original-is-gone') });
  });

  it('refuses an archive whose plain part was changed by somebody who made its sums right again', () => {
    const other = changed((text) => text.replace('"site": "uji"', '"site": "lain"'));
    expect(restored(other)).toMatchObject({
      code: 1,
      err: expect.stringContaining('altered (secrets.json)'),
    });
  });

  it('lets the copy serve after a person has read what becomes of the numbers', () => {
    restored(at('b.tar.gz'));
    const lift = (...more: readonly string[]) =>
      loket('restore', '--original-is-gone', '--data', at('new'), '--settings', at('new-etc'), ...more);
    expect(lift('--last-day', '2026-11-23')).toMatchObject({
      code: 1,
      err: expect.stringContaining('2026-11-24'),
    });
    expect(lift('--last-day', '2026-11-24', '--last', 'Z-1')).toMatchObject({ code: 1 });
    const asked = lift('--last-day', '2026-11-24', '--last', 'A-057');
    expect(asked).toMatchObject({ code: 1, out: expect.stringMatching(/paspor +- +A-058/) });
    expect(existsSync(at('new', 'journal.fence'))).toBe(true);
    expect(lift('--last-day', '2026-11-24', '--last', 'A-057', '--yes').code).toBe(0);
    expect(existsSync(at('new', 'journal.fence'))).toBe(false);
    expect(lift('--last-day', '2026-11-24', '--yes')).toMatchObject({ code: 1 });
  });

  /** The archive with another manifest. */
  function changed(manifest: (text: string) => string): string {
    mkdirSync(at('open'));
    spawnSync('tar', ['-xzf', at('b.tar.gz'), '-C', at('open')]);
    const before = readFileSync(at('open', 'backup.json'), 'utf8');
    const after = manifest(before);
    expect(after).not.toBe(before);
    writeFileSync(at('open', 'backup.json'), after);
    spawnSync('tar', ['-czf', at('changed.tar.gz'), '-C', at('open'), ...readdirSync(at('open'))]);
    return at('changed.tar.gz');
  }
});

const seed = Date.now() % 1_000_000;
it(`seed ${seed}: an archive that is cut off or has a byte changed is refused, or is the same backup`, async () => {
  await (await heldData()).close();
  backup(at('b.tar.gz'));
  const whole = readFileSync(at('b.tar.gz'));
  const random = seededRandom(seed);
  const say = backupWords.en;
  const of = { say, passphrase: async () => passphrase };
  const right = await openBackup(at('b.tar.gz'), at('right'), of);
  let refused = 0;
  for (let time = 0; time < 40; time++) {
    const bad = Buffer.from(whole.subarray(0, time % 2 ? undefined : Math.floor(random() * whole.length)));
    if (time % 2) bad.writeUInt8(bad.readUInt8(time) ^ (1 + Math.floor(random() * 255)), time);
    const place = Math.floor(random() * bad.length);
    if (time % 2) bad.writeUInt8(bad.readUInt8(place) ^ (1 + Math.floor(random() * 255)), place);
    writeFileSync(at('bad.tar.gz'), bad);
    const into = at(`into-${time}`);
    await openBackup(at('bad.tar.gz'), into, of).then(
      (found) => expect(found).toEqual(right),
      (why: Error) => {
        refused++;
        expect(why.message).toMatch(/no backup|cut off|damaged/);
      },
    );
  }
  expect(refused).toBeGreaterThan(20);
});

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSiteFile } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';
import { backupWords } from '../../firmware-host/cli/backup/backup-words.ts';
import { makeBackup } from '../../firmware-host/cli/backup/make-backup.ts';
import { boundTo, manifestIn, manifestText } from '../../firmware-host/cli/backup/manifest.ts';
import { putBack } from '../../firmware-host/cli/backup/put-back.ts';
import { plannedRelease } from '../../firmware-host/cli/backup/release.ts';
import { sealed } from '../../firmware-host/cli/backup/secret-box.ts';
import { readFence } from '../../firmware-host/journal/sqlite/fence.ts';
import { calls, dayOpened, opened } from '../journal/records.ts';

const phrase = 'empat kata yang panjang';
const say = backupWords.en;
let folder: string;
const at = (...names: readonly string[]) => join(folder, ...names);

const siteText = (id: string) => `version: 1
site: { id: ${id}, title: MPP Uji, zone: Asia/Jakarta }
services: { paspor: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, serves: [paspor] } }
mqtt: { broker: embedded, users: [{ name: papan, password: { file: papan.hash }, role: view }] }
`;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'loket-awkward-'));
  mkdirSync(at('etc'));
  writeFileSync(at('etc', 'site.yaml'), siteText('uji'));
  writeFileSync(at('etc', 'papan.hash'), Buffer.from([0, 255, 13, 10, 7]), { mode: 0o600 });
  const journal = await opened(at('data'), { site: 'uji' });
  await journal.append([dayOpened(1, '2026-11-24'), ...calls(2, 20)]);
  await journal.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function siteIn(path: string) {
  const { site } = await readSiteFile(path, kinds);
  if (site === undefined) throw new Error(`${path} has mistakes`);
  return site;
}

const backup = async (out: string, progress: (line: string) => void = () => undefined) =>
  makeBackup({
    ...{ site: await siteIn(at('etc', 'site.yaml')), siteFile: at('etc', 'site.yaml'), data: at('data') },
    ...{ out, made: new Date(), passphrase: async () => phrase, say, progress },
  });
const restore = (archive: string, data = at('new')) =>
  putBack({
    ...{ archive, data, settings: at('new-etc'), now: new Date(), say },
    ...{ passphrase: async () => phrase, progress: () => undefined },
  });

it('a backup that came to the same name meanwhile is kept, and the later one is refused', async () => {
  const late = backup(at('b.tar.gz'), (line) => {
    if (line === say.checking) writeFileSync(at('b.tar.gz'), 'of somebody else');
  });
  await expect(late).rejects.toThrow('is not replaced');
  expect(readFileSync(at('b.tar.gz'), 'utf8')).toBe('of somebody else');
});

it('a backup to a place that is not there, or to a stick that is locked, says to choose another', async () => {
  await expect(backup(at('none', 'b.tar.gz'))).rejects.toThrow(/nothing can be written to .*ENOENT.* --out/);
});

it('a secret of an archive cannot be written outside the folder of the settings, whoever sealed it', async () => {
  await backup(at('b.tar.gz'));
  for (const name of ['../evil/cron', '/tmp/loket-evil', 'a/../../evil']) {
    await expect(restore(await resealed(name))).rejects.toThrow('damaged or was altered (secrets.json)');
    expect(existsSync(at('evil'))).toBe(false);
    expect(existsSync(at('new-etc'))).toBe(false);
  }
});

it('secrets of any bytes come back, from an archive with a colon in its name', async () => {
  await backup(at('senin:pagi.tar.gz'));
  await restore(at('senin:pagi.tar.gz'));
  expect(readFileSync(at('new-etc', 'papan.hash'))).toEqual(readFileSync(at('etc', 'papan.hash')));
});

it('a restore that was killed before its fence had a name is begun anew by the same command', async () => {
  await backup(at('b.tar.gz'));
  mkdirSync(at('new', 'restoring', 'data'), { recursive: true });
  writeFileSync(at('new', 'journal.fence.new'), '{"backup":');
  await restore(at('b.tar.gz'));
  expect(readdirSync(at('new')).sort()).toEqual([
    'journal.db',
    'journal.fence',
    'journal.lock',
    'journal.mark',
  ]);
});

it('beginning anew removes nothing that the restore has not put there', async () => {
  await backup(at('b.tar.gz'));
  await restore(at('b.tar.gz'));
  rmSync(at('new', 'journal.db'));
  copyFileSync(at('b.tar.gz'), at('new', 'b.tar.gz'));
  await expect(restore(at('new', 'b.tar.gz'))).rejects.toThrow('not empty (b.tar.gz)');
  expect(readFileSync(at('new', 'b.tar.gz'))).toEqual(readFileSync(at('b.tar.gz')));
});

const mountable = process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;
it.skipIf(!mountable)('a restore to a full disk does not send people for another copy', async () => {
  await backup(at('b.tar.gz'));
  mkdirSync(at('card'));
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40k', 'loket-test', at('card')]).status).toBe(0);
  try {
    await expect(restore(at('b.tar.gz'), at('card'))).rejects.toThrow(/no room left .* --data/);
    expect(readdirSync(at('card'))).toEqual(['journal.lock']);
  } finally {
    spawnSync('umount', ['-l', at('card')]);
  }
});

it('the fence is not lifted by the site file of another site, whose numbers are others', async () => {
  await backup(at('b.tar.gz'));
  await restore(at('b.tar.gz'));
  writeFileSync(at('other.yaml'), siteText('lain'));
  const other = await siteIn(at('other.yaml'));
  const asked = { lastDay: '2026-11-24', last: [] };
  expect(() => plannedRelease(at('new'), other, asked, say)).toThrow('of the site uji, not of lain');
  expect(readFence(at('new'))).toBeDefined();
});

/** The archive with one more secret, sealed with the right passphrase and bound to a manifest that is right. */
async function resealed(name: string): Promise<string> {
  const open = mkdtempSync(at('open-'));
  spawnSync('tar', ['-xzf', at('b.tar.gz'), '-C', open]);
  const manifest = manifestIn(readFileSync(join(open, 'backup.json'), 'utf8'));
  if (manifest === undefined) throw new Error('no manifest');
  const box = await sealed(new Map([[name, Buffer.from('x')]]), phrase, boundTo(manifest));
  writeFileSync(join(open, 'secrets.json'), box);
  const sha256 = createHash('sha256').update(box).digest('hex');
  const files = manifest.files.map((file) =>
    file.path === 'secrets.json' ? { ...file, bytes: Buffer.byteLength(box), sha256 } : file,
  );
  writeFileSync(join(open, 'backup.json'), manifestText({ ...manifest, files }));
  spawnSync('tar', ['-czf', `${open}.tar.gz`, '-C', open, ...readdirSync(open)]);
  return `${open}.tar.gz`;
}

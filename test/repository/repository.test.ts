import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
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
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRepository } from '../../firmware-host/cli/repository/make-repository.ts';
import { repositoryWords } from '../../firmware-host/cli/repository/repository-words.ts';
import { openKey } from '../../firmware-host/cli/repository/signing-key.ts';
import { has } from '../programs.ts';

const needed = ['apt-ftparchive', 'apt-get', 'dpkg-deb', 'gpg', 'gpgconf', 'gpgv'];
const isMissing = !needed.every((program) => has(program));
const say = repositoryWords.en;

let root = '';
let key = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'loket-repository-test-'));
  key = join(root, 'secret', 'repository.key');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A package with little in it. */
function packageOf(
  version: string,
  architecture: string,
  more: { name?: string; content?: string } = {},
): string {
  const tree = mkdtempSync(join(root, 'tree-'));
  mkdirSync(join(tree, 'DEBIAN'));
  writeFileSync(join(tree, 'content'), more.content ?? version.repeat(1_000));
  const fields = {
    Package: more.name ?? 'loket',
    Version: version,
    Architecture: architecture,
    Maintainer: 'Nobody <nobody@loket.example>',
    Description: 'for a test',
  };
  const control = Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`);
  writeFileSync(join(tree, 'DEBIAN/control'), control.join(''));
  const file = join(root, `${mkdtempSync(join(root, 'deb-')).slice(root.length + 1)}.deb`);
  execFileSync('dpkg-deb', ['--root-owner-group', '--build', tree, file], { stdio: 'ignore' });
  return file;
}

const folderFor = () => mkdtempSync(join(root, 'office-'));
const make = (folder: string, files: readonly string[], keyFile = key) =>
  makeRepository({ folder, files, key: keyFile, say, progress: () => undefined });
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const inRelease = (folder: string) => join(folder, 'dists/stable/InRelease');
const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );

/** What apt itself, with this repository alone, says and offers. */
function askApt(folder: string, architecture = 'amd64') {
  const at = mkdtempSync(join(root, 'apt-'));
  for (const path of ['lists/partial', 'cache/archives/partial', 'sources'])
    mkdirSync(join(at, path), { recursive: true });
  const armour = readFileSync(join(folder, 'loket-repository.asc'), 'utf8').trim().split('\n');
  const signedBy = armour.map((line) => ` ${line === '' ? '.' : line}\n`).join('');
  writeFileSync(
    join(at, 'sources/loket.sources'),
    `Types: deb\nURIs: file:${folder}\nSuites: stable\nComponents: main\nSigned-By:\n${signedBy}`,
  );
  writeFileSync(join(at, 'status'), '');
  const options = {
    'Dir::Etc::SourceList': '/dev/null',
    'Dir::Etc::SourceParts': join(at, 'sources'),
    'Dir::Etc::Preferences': '/dev/null',
    'Dir::Etc::PreferencesParts': '/dev/null',
    'Dir::State::Lists': join(at, 'lists'),
    'Dir::State::Status': join(at, 'status'),
    'Dir::Cache': join(at, 'cache'),
    'APT::Architecture': architecture,
    'APT::Architectures::': architecture,
    'APT::Sandbox::User': 'root',
    'Debug::NoLocking': '1',
  };
  const args = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const env = { ...process.env, LC_ALL: 'C' };
  const update = spawnSync('apt-get', [...args, 'update'], { encoding: 'utf8', env });
  const list = spawnSync('apt-cache', [...args, 'madison', 'loket'], { encoding: 'utf8', env });
  const download = spawnSync('apt-get', [...args, 'download', '--print-uris', 'loket'], {
    encoding: 'utf8',
    env,
  });
  return {
    said: `${update.stdout}${update.stderr}`,
    versions: list.stdout.split('\n').flatMap((line) => line.split('|')[1]?.trim() || []),
    uri: download.stdout,
  };
}

describe.skipIf(isMissing)('a repository', () => {
  it('is read by apt without a warning, on each machine its own packages, all versions', async () => {
    const folder = folderFor();
    const versions = ['0.2.0+20261129221000.1f31ef5', '0.3.0~rc1', '0.3.0'];
    const made = await make(folder, [
      ...versions.map((version) => packageOf(version, 'amd64')),
      packageOf('0.3.0', 'arm64'),
    ]);
    expect([...made.versions].map(([name, all]) => [name, [...all].sort()])).toEqual([
      ['amd64', [...versions].sort()],
      ['arm64', ['0.3.0']],
    ]);
    const pi = askApt(folder, 'arm64');
    expect(pi.said).not.toMatch(/^[WEN]:/m);
    expect(pi.versions).toEqual(['0.3.0']);
    const pc = askApt(folder);
    expect(pc.said).not.toMatch(/^[WEN]:/m);
    expect(pc.versions).toEqual(['0.3.0', '0.3.0~rc1', '0.2.0+20261129221000.1f31ef5']);
  });

  it('gives the same again when nothing is new, takes what lies in it, and forgets what was removed', async () => {
    const folder = folderFor();
    await make(folder, [packageOf('1', 'amd64')]);
    copyFileSync(packageOf('2', 'amd64'), join(folder, 'from-a-mail.deb'));
    await make(folder, []);
    expect(askApt(folder).versions).toEqual(['2', '1']);
    expect(readdirSync(folder).sort()).toEqual(['.lock', 'dists', 'loket-repository.asc', 'pool']);
    rmSync(join(folder, 'pool/loket_1_amd64.deb'));
    await make(folder, []);
    expect(askApt(folder).versions).toEqual(['2']);
  });

  it('can lie on a stick: no links, and no mark in a name that FAT does not know', async () => {
    const folder = folderFor();
    await make(folder, [packageOf('1:0.2.0+x~1', 'amd64')]);
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      expect(path).toMatch(/^[A-Za-z0-9._+~/-]+$/);
    expect(askApt(folder).versions).toEqual(['1:0.2.0+x~1']);
    expect(decodeURIComponent(askApt(folder).uri)).toContain('/pool/loket_0.2.0+x~1_amd64.deb');
  });

  it('has nothing to run out, and a key for its owner alone, which is not in it', async () => {
    const folder = folderFor();
    await make(folder, [packageOf('1', 'amd64')]);
    expect(readFileSync(inRelease(folder), 'utf8')).not.toContain('Valid-Until');
    expect(statSync(key).mode & 0o777).toBe(0o600);
    for (const path of filesBelow(folder))
      expect(readFileSync(join(folder, path), 'latin1')).not.toContain('PRIVATE KEY');
    const told = execFileSync(
      'gpg',
      [
        '--homedir',
        mkdtempSync(join(root, 'gpg-')),
        '--with-colons',
        '--show-keys',
        join(folder, 'loket-repository.asc'),
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    // The field of the end is empty.
    expect(told).toMatch(/^pub:[^:]*:\d+:22:[0-9A-F]+:\d+::/m);
  });

  it('keeps what the InRelease of before names, until the next one', async () => {
    const folder = folderFor();
    await make(folder, [packageOf('1', 'amd64')]);
    const sums = () => new Set(readFileSync(inRelease(folder), 'utf8').match(/\b[0-9a-f]{64}\b/g));
    const first = sums();
    await make(folder, [packageOf('2', 'amd64')]);
    const there = filesBelow(join(folder, 'dists')).map((path) => path.split('/').at(-1) ?? '');
    for (const sum of [...first, ...sums()]) expect(there).toContain(sum);
    await make(folder, [packageOf('3', 'amd64')]);
    const later = filesBelow(join(folder, 'dists')).map((path) => path.split('/').at(-1) ?? '');
    expect([...first].filter((sum) => later.includes(sum) && !sums().has(sum))).toEqual([]);
    for (const path of filesBelow(join(folder, 'dists')).filter((name) => name.includes('by-hash')))
      expect(sha256(join(folder, 'dists', path))).toBe(path.split('/').at(-1));
  });

  it('takes no package that is cut off, is another one, or has other content under a version that is out', async () => {
    const folder = folderFor();
    await make(folder, [packageOf('1', 'amd64')]);
    const before = readFileSync(inRelease(folder));
    const cut = packageOf('2', 'amd64', { content: String(Math.PI).repeat(50_000) });
    writeFileSync(cut, readFileSync(cut).subarray(0, -2_000));
    await expect(make(folder, [cut])).rejects.toThrow(/is damaged or was copied in part only/);
    await expect(make(folder, [join(root, 'none.deb')])).rejects.toThrow(/none\.deb/);
    await expect(make(folder, [packageOf('1', 'amd64', { name: 'bash' })])).rejects.toThrow(
      /the package bash/,
    );
    await expect(make(folder, [packageOf('1', 'amd64', { content: 'other' })])).rejects.toThrow(
      /with other content/,
    );
    expect(readFileSync(inRelease(folder))).toEqual(before);
    expect(readdirSync(join(folder, 'pool'))).toEqual(['loket_1_amd64.deb']);
    await expect(make(folderFor(), [])).rejects.toThrow(/there is no package/);
  });

  it('is made by one command at a time, and by the next one when that was killed', async () => {
    const folder = folderFor();
    mkdirSync(folder, { recursive: true });
    const holds = `const { DatabaseSync } = require('@photostructure/sqlite');
      new DatabaseSync(process.argv[1]).exec('BEGIN EXCLUSIVE');
      console.log();
      setInterval(() => {}, 1e6);`;
    const other = spawn(process.execPath, ['-e', holds, join(folder, '.lock')]);
    await new Promise((resolve) => other.stdout.once('data', resolve));
    await expect(make(folder, [packageOf('1', 'amd64')])).rejects.toThrow(/another command makes/);
    other.kill('SIGKILL');
    await new Promise((resolve) => other.once('close', resolve));
    mkdirSync(join(folder, 'pool'), { recursive: true });
    writeFileSync(join(folder, 'pool/loket_1_amd64.deb.new'), 'a part');
    await make(folder, [packageOf('1', 'amd64')]);
    expect(readdirSync(join(folder, 'pool'))).toEqual(['loket_1_amd64.deb']);
    expect(askApt(folder).versions).toEqual(['1']);
  });

  it('is not signed with a key that sites do not know, and says where that stands', async () => {
    const folder = folderFor();
    await make(folder, [packageOf('1', 'amd64')]);
    const other = join(root, 'other.key');
    await expect(make(folder, [], other)).rejects.toThrow(/signed with a key that is not at .*other\.key/);
    expect(existsSync(other)).toBe(false);
    await make(folderFor(), [packageOf('1', 'amd64')], other);
    await expect(make(folder, [], other)).rejects.toThrow(/signed with another key/);
    chmodSync(other, 0o644);
    await expect(make(folder, [], other)).rejects.toThrow(/chmod 600/);
    const none = join(root, 'none.key');
    writeFileSync(none, 'no key', { mode: 0o600 });
    await expect(make(folder, [], none)).rejects.toThrow(/no secret OpenPGP key/);
  });

  it('that was changed on the way is refused by apt', async () => {
    const folder = folderFor();
    await make(folder, [packageOf('1', 'amd64')]);
    const list = filesBelow(folder).filter((path) => path.includes('binary-amd64/by-hash'));
    for (const path of list) appendFileSync(join(folder, path), ' ');
    const changed = askApt(folder);
    expect([changed.versions, /^[WE]:/m.test(changed.said)]).toEqual([[], true]);
    await make(folder, []);
    expect(askApt(folder).versions).toEqual(['1']);
    const signed = readFileSync(inRelease(folder), 'utf8');
    writeFileSync(inRelease(folder), signed.replace('Suite: stable', 'Suite: Stable'));
    expect(askApt(folder)).toMatchObject({ versions: [], said: expect.stringMatching(/^[WE]:.*/m) });
  });

  it('leaves neither a keyring nor an agent behind', async () => {
    const before = readdirSync(tmpdir()).filter((name) => /^loket-[A-Za-z0-9]{6}$/.test(name));
    const opened = await openKey(key, folderFor(), say);
    expect(await opened.sign('text')).toContain('BEGIN PGP SIGNATURE');
    await opened.close();
    const after = readdirSync(tmpdir()).filter((name) => /^loket-[A-Za-z0-9]{6}$/.test(name));
    expect(after.filter((name) => !before.includes(name))).toEqual([]);
  });
});

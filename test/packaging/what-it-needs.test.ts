import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compilerEnvironment } from '../../packaging/addons.js';
import { dependsOf } from '../../packaging/elf.js';
import { versionOf } from '../../packaging/version.js';
import { has } from '../programs.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-version-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('what a package needs', () => {
  it('is read from the files in it, with the oldest C library that will do', ({ skip }) => {
    if (!has('readelf') || process.arch !== 'x64') skip();
    const addon = 'node_modules/@photostructure/sqlite/prebuilds/linux-x64/@photostructure+sqlite.glibc.node';
    const depends = dependsOf([addon], 'Advanced Micro Devices X86-64');
    expect(depends.join(', ')).toMatch(/^libc6 \(>= 2\.\d+\)(, libgcc-s1)?, libstdc\+\+6 \(>= 12\)$/);
  });

  it('is refused for a file that is built for another machine', ({ skip }) => {
    if (!has('readelf') || process.arch !== 'x64') skip();
    expect(() => dependsOf([process.execPath], 'AArch64')).toThrow(/is for .*X86-64, and not for AArch64/);
  });
});

describe('what a package compiles', () => {
  it('is compiled for the Node inside, though the npm that runs it was told of the headers of another one', () => {
    const environment = { PATH: '/bin', npm_config_nodedir: '/usr', NPM_CONFIG_TARGET: '20.20.2' };
    expect(compilerEnvironment('/tmp/epoll', 'aarch64-linux-gnu', environment)).toEqual({
      PATH: '/bin',
      CC: 'aarch64-linux-gnu-gcc',
      CXX: 'aarch64-linux-gnu-g++',
      AR: 'aarch64-linux-gnu-ar',
      CFLAGS: '-ffile-prefix-map=/tmp/epoll=. -O2',
      CXXFLAGS: '-ffile-prefix-map=/tmp/epoll=. -O2',
    });
  });
});

describe('the version of a package', () => {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GIT_COMMITTER_DATE: '2026-11-29T12:00:00Z' },
    });

  it('is that of a release at its tag, and otherwise comes after it and before the next, as dpkg compares', ({
    skip,
  }) => {
    if (!has('git') || !has('dpkg')) skip();
    git('init', '-q');
    writeFileSync(join(folder, 'package.json'), '{ "version": "1.2.3" }');
    git('add', '.');
    git('commit', '-qm', 'one');
    const { version: between, epochS } = versionOf(folder);
    expect(between).toMatch(/^1\.2\.3\+20261129120000\.[0-9a-f]{7}$/);
    expect(new Date(epochS * 1_000).toISOString()).toBe('2026-11-29T12:00:00.000Z');
    const isBefore = (one: string, other: string) =>
      spawnSync('dpkg', ['--compare-versions', one, 'lt', other]).status === 0;
    expect([isBefore('1.2.3', between), isBefore(between, '1.2.4')]).toEqual([true, true]);

    git('tag', 'v1.2.3');
    expect(versionOf(folder).version).toBe('1.2.3');
    writeFileSync(join(folder, 'new.txt'), 'not committed');
    expect(versionOf(folder).version).toBe(`${between}.changed`);
  });
});

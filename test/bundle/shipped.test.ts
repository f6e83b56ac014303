import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsedSources } from '../parsed-sources.ts';

const program = 'dist/program';
const files = readdirSync(program).filter((name) => name.endsWith('.js'));
const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const beside = Object.keys({ ...dependencies, ...optionalDependencies });
const sources = [...parsedSources()].map(([path, { text }]) => ({ path, text }));

/** Licences under which a package may be in an archive of ours, if its text comes along. */
const mayBeShipped = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'];

describe('the bundled program', () => {
  it('loads no package but those that are installed beside it', () => {
    const loaded = files.flatMap((file) =>
      [
        ...readFileSync(join(program, file), 'utf8').matchAll(
          /(?:\bfrom|\bimport\(?|\brequire\()\s*"((?:node:)?@?[a-z][\w./-]*)"/g,
        ),
      ].map(([, name = '']) => name),
    );
    const packages = new Set(
      loaded.filter((name) => !name.startsWith('node:') && !builtinModules.includes(name.replace(/\/$/, ''))),
    );
    // What a library tries to load and does without.
    for (const optional of ['bufferutil', 'utf-8-validate']) packages.delete(optional);
    expect([...packages].filter((name) => !beside.includes(name))).toEqual([]);
    // The pattern finds what is there.
    expect([...packages]).toContain('node-hid');
  });

  it('has every thread beside the file that starts it', () => {
    const threads = sources.flatMap(({ text }) =>
      [...text.matchAll(/new URL\('\.\/([a-z-]+\.js)', import\.meta\.url\)/g)].map(([, name = '']) => name),
    );
    expect(threads.filter((name) => !existsSync(join(program, name)))).toEqual([]);
    const starts = sources.filter(({ text }) => text.includes('new Worker('));
    // The thread of a database is one program for the journal and one for the office.
    expect(new Set(threads).size).toBe(starts.length + 1);
  });

  it('comes with the licence of each package in it, and with none that forbids it', () => {
    const text = readFileSync(join(program, 'THIRD-PARTY.txt'), 'utf8');
    const named = [...text.matchAll(/^(?<name>[\w@./-]+) [0-9.]+: (?<licence>.+)$/gm)];
    expect(named.filter(({ groups }) => !mayBeShipped.includes(groups?.licence ?? ''))).toEqual([]);
    const maps = files.map((file) => readFileSync(join(program, `${file}.map`), 'utf8')).join();
    const inside = new Set(
      [...maps.matchAll(/node_modules\/((?:@[^/"]+\/)?[^/"]+)\/[^"]*"/g)].map(([, name]) => name),
    );
    const listed = named.map(({ groups }) => groups?.name);
    expect([...inside].filter((name) => !listed.includes(name))).toEqual([]);
    expect(inside.size).toBeGreaterThan(40);
  });
});

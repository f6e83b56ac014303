import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsIn } from '../../packaging/commands.js';
import { completion } from '../../packaging/completion.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-completion-'));
  writeFileSync(join(folder, 'loket'), completion());
});
afterAll(() => rmSync(folder, { recursive: true }));

/** For each line, what bash offers for its last word; FILES where it offers the names of files. */
function offered(lines: readonly (readonly string[])[]): readonly string[] {
  const asked = lines.map((words) => `try ${words.map((word) => `'${word}'`).join(' ')}`);
  const script = `
    compopt() { files=FILES; }
    try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); files=; _loket; echo "$files\${COMPREPLY[*]}"; }
    set -u; source ${join(folder, 'loket')}; ${asked.join('\n')}`;
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.trimEnd().split('\n');
}

describe('completion in bash', () => {
  it('offers commands, options, the values of an option that has a choice, and files where a file belongs', () => {
    const cases = {
      'loket che': 'check',
      'loket --lang ': 'id en',
      'loket --lang id chec': 'check',
      'loket voice ': 'build sheet check help',
      'loket check --s': '--strict',
      'loket check ./si': 'FILES',
      'loket events --format ': 'jsonl csv',
      'loket day --data run --js': '--json',
      'loket day --data ': 'FILES',
    };
    const found = offered(Object.keys(cases).map((line) => line.split(' ')));
    const shown = Object.fromEntries(Object.keys(cases).map((line, at) => [line, found[at]]));
    expect(shown).toEqual(cases);
  });

  it('knows every command with every option that help shows, and none that is hidden', () => {
    const all = commandsIn('en');
    const lines = all.flatMap(({ name, options }) =>
      options.map(({ long }) => ['loket', ...name.split(' ').filter(Boolean), long ?? '']),
    );
    expect(lines.length).toBeGreaterThan(100);
    const found = offered(lines);
    const missed = lines.filter((line, at) => !found[at]?.split(' ').includes(line.at(-1) ?? ''));
    expect(missed).toEqual([]);
    expect(offered([['loket', '']])[0]).not.toContain('kiosk');
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsIn } from '../../packaging/commands.js';
import { manual } from '../../packaging/manual.js';
import { has } from '../programs.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-manual-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const page = (speak: 'en' | 'id') => manual(speak, { version: '1.2.3', epochS: 1_764_000_000 });

describe.each(['en', 'id'] as const)('the manual page in %s', (speak) => {
  it('is read by man without a warning, and shows every command and option as they are typed', ({ skip }) => {
    if (!has('man')) skip();
    const path = join(folder, `loket-${speak}.1`);
    writeFileSync(path, page(speak));
    const { stdout, stderr, status } = spawnSync('man', ['--warnings', '-l', path], {
      encoding: 'utf8',
      env: { ...process.env, MANWIDTH: '100', LC_ALL: 'C.UTF-8', MANPAGER: 'cat' },
    });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const commands = commandsIn(speak);
    const chapters = [...stdout.matchAll(/^ {3}(loket .*)$/gm)].map(([, title]) => `${title} `);
    const missed = commands.filter(
      ({ name }) => name !== '' && !chapters.some((title) => title.startsWith(`loket ${name} `)),
    );
    expect(missed.map(({ name }) => name)).toEqual([]);
    const shown = stdout.replaceAll(/\s+/g, ' ');
    const options = commands.flatMap((one) => one.options.map(({ long }) => long ?? ''));
    expect(options.filter((option) => !shown.includes(option))).toEqual([]);
    expect(shown).toContain('1.2.3');
  });

  it('is the same for the same version, whenever it is made', () => {
    expect(page(speak)).toBe(page(speak));
    expect(page(speak)).toContain('"2025-11-24"');
  });
});

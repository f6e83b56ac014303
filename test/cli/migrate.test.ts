import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import { migrated } from '../../config/migrate.ts';
import { kinds } from '../../devices/index.ts';
import { hallText } from '../config/site-text.ts';
import { exampleText } from '../hall/played-hall.ts';
import { loket } from './loket.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-migrate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function migrate(text: string, ...args: readonly string[]) {
  const file = join(folder, 'site.yaml');
  writeFileSync(file, text, { mode: 0o640 });
  const run = loket('migrate', file, ...args);
  const code = await run.ended;
  return { code, ...run.seen, now: readFileSync(file, 'utf8'), files: readdirSync(folder) };
}

describe('a file without a version', () => {
  it('gets one, and keeps its comments and its layout', () => {
    for (const name of ['mpp-batam', 'mpp-banyuwangi', 'simulated-hall']) {
      const text = exampleText(name);
      const outcome = migrated(text.replace('version: 1\n', ''), 'site.yaml');
      if (!('text' in outcome)) throw new Error(JSON.stringify(outcome.problems));
      expect(outcome.text.split('\n').toSorted()).toEqual(text.split('\n').toSorted());
      expect(loadSite(outcome.text, 'site.yaml', kinds).problems).toEqual([]);
    }
    expect(migrated('{ site: {} }', 'site.yaml')).toEqual({ text: '{ version: 1, site: {} }' });
  });
});

describe('loket migrate', () => {
  const old = hallText({ version: '# Aula kami' });

  it('shows what would change and writes nothing', async () => {
    const { code, out, now, files } = await migrate(old);
    expect(code).toBe(0);
    expect(out.split('\n').slice(2, 7)).toEqual([
      '@@ -1,3 +1,4 @@',
      ' # Aula kami',
      '+version: 1',
      ...old
        .split('\n')
        .slice(1, 3)
        .map((line) => ` ${line}`),
    ]);
    expect(now).toBe(old);
    expect(files).toEqual(['site.yaml']);
  });

  it('writes with --write alone, and keeps a copy beside that is never written over', async () => {
    writeFileSync(join(folder, 'site.yaml.old'), 'an earlier one');
    const { code, now, files } = await migrate(old, '--write');
    expect(code).toBe(0);
    expect(now).toBe(old.replace('# Aula kami\n', '# Aula kami\nversion: 1\n'));
    expect(files).toEqual(['site.yaml', 'site.yaml.old', 'site.yaml.old-2']);
    expect(readFileSync(join(folder, 'site.yaml.old-2'), 'utf8')).toBe(old);
    expect(readFileSync(join(folder, 'site.yaml.old'), 'utf8')).toBe('an earlier one');
    expect(statSync(join(folder, 'site.yaml')).mode & 0o777).toBe(0o640);
  });

  it('has nothing to do for a current file, and nothing to offer for one that is broken or newer', async () => {
    const { code, files } = await migrate(hallText(), '--write');
    expect({ code, files }).toEqual({ code: 0, files: ['site.yaml'] });
    const broken = await migrate('site: [', '--write');
    expect(broken.code).toBe(1);
    expect(broken.err).toMatch(/site\.yaml:1:\d+ /);
    const newer = await migrate(hallText({ version: 'version: 2' }), '--write');
    expect(newer.code).toBe(1);
    expect(newer.err).toMatch(/site\.yaml:1:10 version: /);
    expect(newer.files).toEqual(['site.yaml']);
  });
});

import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { program, started, stopAll } from '../cli/loket.ts';

afterEach(stopAll);

/** Node 20 has no such cache; `npm run test:nodes` runs these tests on those that have. */
const nodeHasIt = 'enableCompileCache' in nodeModule;
const example = join(process.cwd(), 'config/examples/mpp-banyuwangi.yaml');

function cacheDirectory(): string {
  const made = mkdtempSync(join(tmpdir(), 'loket-cache-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Checks the example with this folder for the cache, and says what was printed. `before` goes before the program. */
async function checked(folder: string, ...before: readonly string[]): Promise<string> {
  const run = started('env', [
    `CACHE_DIRECTORY=${folder}`,
    ...before,
    process.execPath,
    program,
    'check',
    example,
  ]);
  expect(await run.ended, run.seen.err).toBe(0);
  return run.seen.out;
}

/** The files of the cache; none where Node has none. */
const compiled = (folder: string): readonly string[] => {
  const inside = join(folder, 'loket-compiled');
  if (!existsSync(inside)) return [];
  return readdirSync(inside, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
};

describe('the program, compiled', () => {
  it('is kept in the folder that the unit gives, where Node can', async () => {
    const folder = cacheDirectory();
    await checked(folder);
    expect(compiled(folder).length > 0).toBe(nodeHasIt);
  });

  it('is compiled anew where what was kept is damaged, empty or of another kind', async () => {
    const folder = cacheDirectory();
    const right = await checked(folder);
    const damages = [Buffer.alloc(0), Buffer.from('not compiled'), Buffer.alloc(50_000, 0xff)];
    for (const [index, file] of compiled(folder).entries())
      writeFileSync(file, damages[index % damages.length] ?? '');
    expect(await checked(folder)).toBe(right);
    expect(await checked(folder)).toBe(right);
  });

  it('is done without where the folder cannot be made or the disk takes nothing', async () => {
    const folder = cacheDirectory();
    const right = await checked(folder);
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect(await checked(join(file, 'below'))).toBe(right);
    const full = cacheDirectory();
    expect(await checked(full, 'sh', '-c', 'ulimit -f 0; exec "$@"', 'sh')).toBe(right);
    expect(await checked(full)).toBe(right);
  });

  it('is never run from a folder that others may write to', async () => {
    const folder = join(cacheDirectory(), 'shared');
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    await checked(folder);
    expect(compiled(folder)).toEqual([]);
  });
});

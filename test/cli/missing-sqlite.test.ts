import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { dataFolder } from '../journal/records.ts';
import { program, started, stopAll } from './loket.ts';

afterEach(stopAll);

/** A hall without hardware. */
const siteText = JSON.stringify({
  version: 1,
  site: { id: 'uji', title: 'MPP Uji', zone: 'Asia/Jakarta' },
  services: { paspor: { title: 'Paspor', prefix: 'A' } },
  counters: { 'loket-1': { number: 1, serves: ['paspor'] } },
});

describe('where the library of SQLite does not load', () => {
  it('the host says so and what to do, and what needs no journal goes on working', async () => {
    const dir = dataFolder();
    const [site, hook] = [join(dir, 'site.yaml'), join(dir, 'hook.cjs')];
    writeFileSync(site, siteText);
    writeFileSync(
      hook,
      `const { _load } = module.constructor;
       module.constructor._load = (name, ...more) => {
         if (name === '@photostructure/sqlite') throw new Error('no build for this processor');
         return _load(name, ...more);
       };`,
    );
    mkdirSync(join(dir, 'data'));
    const run = started(process.execPath, [
      '--require',
      hook,
      program,
      'run',
      site,
      '--data',
      join(dir, 'data'),
    ]);
    expect(await run.ended).toBe(1);
    expect(run.seen.err).toMatch(/SQLite does not load: .*no build for this processor/);
    expect(run.seen.err).toMatch(/npm ci/);
    const check = started(process.execPath, ['--require', hook, program, 'check', site]);
    expect(await check.ended, check.seen.err).toBe(0);
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { until } from '../real-clock.ts';
import { loket, stopAll } from './loket.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-reload-'));
});
afterEach(() => {
  stopAll();
  rmSync(folder, { recursive: true, force: true });
});

const text = (title: string) => `version: 1
site: { id: uji, title: "${title}", zone: WIB }
services: { paspor: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, serves: paspor } }
`;

it('an edited site file is put in force at SIGHUP or when it is watched, and never written to', async () => {
  const file = join(folder, 'site.yaml');
  writeFileSync(file, text('Satu'));
  const run = loket('run', file, '--watch', '--mqtt-port', '0', '--data', join(folder, 'data'));
  await until(() => run.seen.out.includes('mqtt://'));
  const inForce = () => run.seen.err.split('the edited site file is in force').length - 1;

  writeFileSync(file, text('Dua'));
  await until(() => inForce() === 1);

  writeFileSync(file, 'version: 1\nsite: [');
  run.child.kill('SIGHUP');
  await until(() => run.seen.err.includes('config.invalid_kept_old'));

  writeFileSync(file, text('Tiga'));
  run.child.kill('SIGHUP');
  await until(() => inForce() === 2);
  expect(readFileSync(file, 'utf8')).toBe(text('Tiga'));
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
});

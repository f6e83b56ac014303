import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { program, started, stopAll } from '../cli/loket.ts';

afterEach(stopAll);

const example = join(process.cwd(), 'config/examples/mpp-banyuwangi.yaml');

/** A folder that is gone after the test. */
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'loket-traces-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** What the program prints when its first word to the console throws. */
async function thrownBy(entry: string): Promise<string> {
  const hook = join(folder(), 'hook.cjs');
  writeFileSync(hook, `console.log = () => { throw new RangeError('planted'); };`);
  const run = started(process.execPath, ['--require', hook, entry, 'check', '--json', example]);
  expect(await run.ended).toBe(1);
  return run.seen.err;
}

describe('a trace of the program as it is shipped', () => {
  it('names our source and the line that threw, beneath the error itself', async () => {
    const trace = await thrownBy(program);
    const [, path = '', line] = /at checkSite \(([^:]+):(\d+):\d+\)/.exec(trace) ?? [];
    expect(path, trace).toBe('firmware-host/cli/check-command.ts');
    expect(readFileSync(path, 'utf8').split('\n')[Number(line) - 1]).toContain('console.log(JSON.stringify(');
    expect(trace).toContain('RangeError: planted\n    at console.log (');
  });

  it('names the source of a thread, too', async () => {
    // Without a question the thread throws at once.
    const worker = new Worker(new URL('../../dist/program/config-check-worker.js', import.meta.url), {
      workerData: 'no question',
    });
    const thrown = await new Promise<Error>((resolve) => worker.once('error', resolve));
    const [, path = '', line] =
      /at (?:file:\S+\/)?([a-z/-]+config-check-worker\.ts):(\d+)/.exec(thrown.stack ?? '') ?? [];
    expect(path, thrown.stack).toBe('firmware-host/requests/config-check-worker.ts');
    expect(readFileSync(path, 'utf8').split('\n')[Number(line) - 1]).toContain("'path' in asked");
  });

  it('names the built file where the maps are gone or damaged, and loses nothing of the error', async () => {
    const copy = folder();
    for (const part of ['dist/program', 'dist/firmware-host/cli/loket.js', 'package.json'])
      cpSync(part, join(copy, part), { recursive: true });
    symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
    const maps = readdirSync(join(copy, 'dist/program')).filter((name) => name.endsWith('.map'));
    for (const [index, name] of maps.entries()) {
      const map = join(copy, 'dist/program', name);
      if (index % 2 === 0) rmSync(map);
      else writeFileSync(map, readFileSync(map, 'utf8').slice(0, 100));
    }
    const trace = await thrownBy(join(copy, 'dist/firmware-host/cli/loket.js'));
    expect(trace).toMatch(
      /RangeError: planted\n {4}at console\.log .*\n {4}at checkSite \(.*dist\/program\/[\w-]+\.js:/,
    );
  });
});

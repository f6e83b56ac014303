import { Worker } from 'node:worker_threads';
import type { Loaded } from '../../config/load.ts';
import { type Packed, unpacked } from '../../config/transfer.ts';
import { Fault } from '../../devices/fault.ts';
import { kinds } from '../../devices/index.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import type { ConfigProblem } from '../mqtt/commands/command-port.ts';
import type { ConfigCheck, SiteRead } from './config-check-worker.ts';

/** The limits for a text that is only checked, and for the file that is to be put in force. */
const checking = { mostMs: 5_000 as Millis, memoryMb: 64 };
const reading = { mostMs: 10_000 as Millis, memoryMb: 128 };
/** Room for short-lived objects; by default Node would let it grow to 48 MB (see nodeOptions of the unit). */
const youngMb = 8;

/** When run from source, the built worker is used: Node 20 runs no TypeScript. */
const workerFile = import.meta.url.endsWith('.ts')
  ? new URL('../../dist/firmware-host/requests/config-check-worker.js', import.meta.url)
  : new URL('./config-check-worker.js', import.meta.url);

/**
 * Checks the text of a site file, in a thread of its own: hostile YAML keeps the parser busy for a second, and keys
 * must not wait for that. Rejects with a Fault when it takes too long or too much memory.
 */
export function checkConfig(check: ConfigCheck, clock: Clock): Promise<readonly ConfigProblem[]> {
  return inThread<readonly ConfigProblem[]>(check, checking, clock);
}

/** Reads and parses the site file at `path` in such a thread, while the hall runs. Rejects as `checkConfig` does. */
export async function readSite(path: string, clock: Clock): Promise<Loaded> {
  return unpacked(await inThread<Packed>({ path }, reading, clock), kinds);
}

function inThread<Answer>(
  asked: ConfigCheck | SiteRead,
  { mostMs, memoryMb }: typeof checking,
  clock: Clock,
): Promise<Answer> {
  const worker = new Worker(workerFile, {
    workerData: asked,
    name: 'check-config',
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: youngMb },
  });
  return new Promise<Answer>((resolve, reject) => {
    const failed = (message: string, cause?: unknown) =>
      reject(new Fault('config.invalid', message, { cause }));
    const cancel = clock.after(
      mostMs,
      () => {
        failed(`the check took longer than ${mostMs} ms`);
        void worker.terminate();
      },
      'site file: check',
    );
    worker.once('message', resolve);
    worker.once('error', (thrown) => failed('the check ended with an error', thrown));
    worker.once('exit', () => {
      cancel();
      failed('the check ended without an answer');
    });
  });
}

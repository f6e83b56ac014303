import { type ChildProcess, spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Clock, Samples } from '../../devices/ports.ts';
import { msOf, SOUND_RATE_HZ } from '../../devices/speaker/sound-format.ts';
import { settledIn } from '../async/time-limit.ts';
import { endWithThisProcess } from './child-processes.ts';

/** How much longer than its sound an announcement may take: a program is started and a card opened. */
const EXTRA_LIMIT_MS = 5_000;
/** How long aplay may take to end after SIGTERM, before it is killed; and after that, before nobody waits for it. */
const END_LIMIT_MS = 500;
/** How much of its error output is kept. */
const COMPLAINT_MOST_CHARACTERS = 2_000;

const install = 'Install the package alsa-utils: apt install alsa-utils';

/** The program of the package alsa-utils; tests give it another configuration, or another program. */
export interface Player {
  readonly program: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Rejects with a Fault when the player is not installed. */
export async function findPlayer({ program, env }: Player): Promise<void> {
  for (const folder of program.includes('/') ? [''] : (env.PATH ?? '').split(delimiter))
    if (await runs(join(folder, program))) return;
  throw new Fault('link.absent', `there is no program ${program}`, { hint: install });
}

const runs = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** One announcement that is being played by a process of its own. */
export interface Playing {
  /** Resolves when the last sample was played; rejects with a Fault when it was not. */
  readonly played: Promise<{ readonly gaps: number }>;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
  /** Ends it. Resolves when it is gone, or could not even be killed in time. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Plays `samples` on the ALSA device `device`. The whole announcement is given to the pipe at once, so this process is
 * not needed again until its end: a pipe of 64 kB holds the next 1.5 seconds. `setpriv` (util-linux) makes the kernel
 * end the player with this process, so that it can never keep a card for itself.
 */
export function play(player: Player, device: string, samples: Samples, clock: Clock): Playing {
  const format = ['-t', 'raw', '-f', 'S16_LE', '-c', '1', '-r', String(SOUND_RATE_HZ)];
  const child = spawn(
    'setpriv',
    ['--pdeathsig', 'TERM', player.program, '-q', '-D', device, ...format, '-'],
    { stdio: ['pipe', 'ignore', 'pipe'], env: { ...player.env, LC_ALL: 'C' } },
  );
  endWithThisProcess(child);
  const complaint = kept(child);
  let stuck = false;
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async () => {
    child.kill('SIGTERM');
    if (await settledIn(clock, END_LIMIT_MS, gone, 'aplay: end')) return;
    child.kill('SIGKILL');
    await settledIn(clock, END_LIMIT_MS, gone, 'aplay: killed');
  };
  const played = new Promise<{ readonly gaps: number }>((resolve, reject) => {
    const limitMs = msOf(samples) + EXTRA_LIMIT_MS;
    const cancel = clock.after(
      limitMs,
      () => {
        stuck = true;
        // Where the kernel holds it, it may never end: nobody waits for it then.
        void stop().then(() => reject(stuckFault(device, limitMs)));
      },
      'aplay: announcement',
    );
    child.once('error', (why) => {
      cancel();
      reject(endFault(device, why.message));
    });
    child.once('close', (status, signal) => {
      cancel();
      if (stuck) reject(stuckFault(device, limitMs));
      else if (status === 0) resolve({ gaps: complaint().split('underrun').length - 1 });
      else reject(endFault(device, complaint().trim() || `the player ended (${signal ?? status})`));
    });
  });
  // Whoever plays may have lost interest.
  played.catch(() => undefined);
  // A player that ends early closes the pipe; its end says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(bytesOf(samples));
  return { played, gone, stop };
}

const bytesOf = (samples: Samples) => Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);

/** What a process writes on its error output, as a function that returns the last of it. */
function kept(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-COMPLAINT_MOST_CHARACTERS);
  });
  return () => text;
}

const stuckFault = (device: string, ms: number) =>
  new Fault('sound.stuck', `${device}: an announcement did not end within ${ms} ms`);

/** What aplay says, as it stands in the C library and in aplay.c, and what it means here. */
const meanings: readonly (readonly [RegExp, FaultCode])[] = [
  [/no such device|no such file|cannot find card|file descriptor in bad state/i, 'link.absent'],
  [/resource busy/i, 'sound.busy'],
  [/permission denied|operation not permitted/i, 'link.permission'],
];

function endFault(device: string, complaint: string): Fault {
  const code = meanings.find(([pattern]) => pattern.test(complaint))?.[1] ?? 'sound.failed';
  const line = complaint.split('\n').at(-1) ?? complaint;
  return new Fault(code, `${device}: ${line}`);
}

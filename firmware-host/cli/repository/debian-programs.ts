import { execFile } from 'node:child_process';
import type { Millis } from '../../../devices/ports.ts';
import { MissingProgram, runProgram } from '../run-program.ts';
import type { RepositoryWords } from './repository-words.ts';

/** For the sums of all packages on a slow stick. */
const limitMs: Millis = 30 * 60_000;
/** The list of files of one package has half a megabyte; a list of packages some kilobytes for each. */
const outMaxBytes = 64 * 2 ** 20;
/** Debian's packages of the programs that are used here. */
const packages: Readonly<Record<string, string>> = {
  'apt-ftparchive': 'apt-utils',
  gpg: 'gnupg',
  'gpg-agent': 'gnupg',
  'dpkg-deb': 'dpkg',
  flock: 'util-linux',
};

/** Runs one of Debian's programs to its end; rejects with its own words, or with the package that brings it. */
export async function debianProgram(
  program: string,
  args: readonly string[],
  say: Pick<RepositoryWords, 'needs'>,
  { input = '', cwd = '.' }: { readonly input?: string; readonly cwd?: string } = {},
): Promise<string> {
  try {
    const { out } = await runProgram(program, args, { input, cwd, limitMs, outMaxBytes });
    return out.toString();
  } catch (thrown) {
    if (!(thrown instanceof MissingProgram)) throw thrown;
    throw new Error(say.needs(program, packages[program] ?? program), { cause: thrown });
  }
}

/** The exit status of flock where somebody else holds the lock. */
const held = 75;

/**
 * Holds the lock of a folder until the function that it resolves to is called, or this process ends in any way: the
 * program that holds it waits for the end of its input. Rejects where somebody else has it.
 */
export function lockFolder(
  folder: string,
  say: Pick<RepositoryWords, 'busy' | 'needs'>,
): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'flock',
      ['--nonblock', `--conflict-exit-code=${held}`, folder, 'sh', '-c', 'echo; exec cat'],
      (error) => {
        if (error === null) return;
        if (error.code === held) reject(new Error(say.busy(folder)));
        else if (error.code === 'ENOENT') reject(new Error(say.needs('flock', packages.flock ?? '')));
        else reject(error);
      },
    );
    child.stdin?.on('error', () => undefined);
    const ended = new Promise<void>((done) => child.once('close', () => done()));
    child.stdout?.once('data', () =>
      resolve(() => {
        child.stdin?.end();
        return ended;
      }),
    );
  });
}

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

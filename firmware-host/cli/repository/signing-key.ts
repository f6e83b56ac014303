import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { replaceDurably, syncFile, syncFolder } from '../../journal/sqlite/durable-file.ts';
import { debianProgram } from './debian-programs.ts';
import type { RepositoryWords } from './repository-words.ts';

/** The public part, beside what was signed: what sites name as `updates.key`. */
export const PUBLIC_KEY = 'loket-repository.asc';

/** Permission bits of everybody but the owner. */
const notOwner = 0o077;
const secretMode = 0o600;

/** Where the key is unless somebody says otherwise: not in the repository, which goes from hand to hand. */
export const usualKey = (): string =>
  join(
    process.env.XDG_CONFIG_HOME || join(process.env.HOME || homedir(), '.config'),
    'loket',
    'repository.key',
  );

export interface SigningKey {
  /** Whether it was made just now. */
  readonly isNew: boolean;
  /** A text with its signature around it, as apt wants InRelease. */
  sign(text: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * Opens the secret key in `file`, in a keyring for this run only, and makes both where there is none. Its public part
 * is written into `folder`. Rejects where that was signed with another key, which sites trust.
 */
export async function openKey(file: string, folder: string, say: RepositoryWords): Promise<SigningKey> {
  const isThere = existsSync(file);
  const published = join(folder, PUBLIC_KEY);
  if (!isThere && existsSync(published)) throw new Error(say.lostKey(folder, file));
  if (isThere && (statSync(file).mode & notOwner) !== 0) throw new Error(say.openKey(file));
  // Short, since gpg's socket is in it.
  const ring = await mkdtemp(join(tmpdir(), 'loket-'));
  const gpg = (args: readonly string[], input = '') =>
    debianProgram('gpg', ['--homedir', ring, '--batch', '--no-tty', '--quiet', ...args], say, { input });
  const close = async () => {
    await debianProgram('gpgconf', ['--homedir', ring, '--kill', 'gpg-agent'], say).catch(() => undefined);
    await rm(ring, { recursive: true, force: true });
  };
  try {
    if (!isThere) await makeKey(gpg, file);
    else {
      await gpg(['--import'], readFileSync(file, 'utf8')).catch(() => undefined);
      if ((await fingerprints(gpg, '--list-secret-keys')).length !== 1) throw new Error(say.notAKey(file));
    }
    const [own] = await fingerprints(gpg, '--list-secret-keys');
    if (existsSync(published)) {
      const [trusted] = await fingerprints(gpg, '--show-keys', published);
      if (trusted !== own) throw new Error(say.otherKey(folder, file));
    } else replaceDurably(published, await gpg(['--armor', '--export']));
    return {
      isNew: !isThere,
      sign: (text) => gpg(['--digest-algo', 'SHA512', '--clearsign'], text),
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

type Gpg = (args: readonly string[], input?: string) => Promise<string>;

/** Without an end: a site that was off for years takes the next version all the same. */
async function makeKey(gpg: Gpg, file: string): Promise<void> {
  await gpg(['--passphrase', '', '--quick-generate-key', 'Loket repository', 'ed25519', 'sign', 'never']);
  const secret = await gpg(['--armor', '--export-secret-keys']);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Two runs at once: the second one does not replace what the first has signed with.
  writeFileSync(file, secret, { mode: secretMode, flag: 'wx' });
  syncFile(file);
  syncFolder(dirname(file));
}

/** Of the primary keys. The form is gpg's doc/DETAILS, "Format of the colon listings". */
async function fingerprints(gpg: Gpg, ...what: readonly string[]): Promise<readonly string[]> {
  const lines = (await gpg(['--with-colons', ...what])).split('\n').map((line) => line.split(':'));
  return lines.flatMap(([kind = '', ...fields], at) =>
    kind === 'fpr' && /^(pub|sec)$/.test(lines[at - 1]?.[0] ?? '') ? [fields[8] ?? ''] : [],
  );
}

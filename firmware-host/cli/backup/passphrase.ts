import { readSecret } from '../../secret-file.ts';
import { typedLines } from '../typed-lines.ts';
import type { BackupWords } from './backup-words.ts';
import { passphraseMinCharacters } from './secret-box.ts';

/**
 * The passphrase of a backup: from a file, or typed; for a new backup it is typed twice. Rejects with an Error in
 * words, or with a Fault when everybody may read the file.
 */
export async function readPassphrase(
  file: string | undefined,
  of: { readonly isNew: boolean; readonly say: BackupWords },
): Promise<string> {
  const text = file === undefined ? await typed(of) : readSecret(file, 'broker.secret');
  if (of.isNew && [...text].length < passphraseMinCharacters)
    throw new Error(of.say.passphraseShort(passphraseMinCharacters));
  return text;
}

async function typed({
  isNew,
  say,
}: {
  readonly isNew: boolean;
  readonly say: BackupWords;
}): Promise<string> {
  const lines = typedLines();
  try {
    const text = await lines.next(say.passphrase);
    if (isNew && process.stdin.isTTY && (await lines.next(say.passphraseAgain)) !== text)
      throw new Error(say.passphrasesDiffer);
    // As from a file: nobody sees a blank behind it.
    return text.trim();
  } finally {
    lines.close();
  }
}

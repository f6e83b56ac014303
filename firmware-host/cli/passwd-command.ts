import { open } from 'node:fs/promises';
import { hashPassword, passwordMaxCharacters, passwordMinCharacters } from '../mqtt/password.ts';
import { commandTexts } from './command-texts.ts';
import { typedLines } from './typed-lines.ts';

/** `loket passwd [FILE]`: asks for a password and writes its hash to FILE, or prints it. */
export async function makePassword(file: string | undefined): Promise<void> {
  const say = commandTexts();
  const lines = typedLines();
  const password = await lines.next(say.passwordOnce);
  if (password.length < passwordMinCharacters || password.length > passwordMaxCharacters)
    return refuse(say.passwordLength(passwordMinCharacters, passwordMaxCharacters));
  if (process.stdin.isTTY && (await lines.next(say.passwordAgain)) !== password)
    return refuse(say.passwordsDiffer);
  lines.close();
  const hash = await hashPassword(password);
  if (file === undefined) return console.log(hash);
  try {
    // An existing file is never overwritten: it may contain another password.
    const out = await open(file, 'wx', 0o600);
    await out.writeFile(`${hash}\n`);
    await out.close();
    console.error(say.written(file));
  } catch (thrown) {
    refuse(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function refuse(why: string): void {
  console.error(`loket: ${why}`);
  process.exitCode = 1;
}

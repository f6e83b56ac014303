import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { asFault, Fault } from '../devices/fault.ts';
import type { FaultCode } from '../devices/fault-catalogue.ts';
import { plainText } from './plain-text.ts';

/** The most bytes: a chain of certificates is the largest file here. */
const mostBytes = 64 * 1024;
/** Permission bits of everybody but the owner and the group. */
const othersMay = 0o007;

/**
 * The text of a secret: a password, a hash, or a key of TLS or of bookings. The same rules apply to all: a file that
 * everybody on the machine may read is refused; a byte order mark, and blanks and line ends around the text, are
 * ignored; the text must not be empty. Throws a Fault with `code` and a hint.
 */
export function readSecret(path: string, code: FaultCode): string {
  const text = readNamedFile(path, code, (mode) => {
    if ((mode & othersMay) !== 0)
      throw new Fault(code, `everybody on this machine may read ${path}`, { hint: `chmod 600 ${path}` });
  }).trim();
  if (text === '') throw new Fault(code, `${path} is empty`, { hint: 'write the secret into it, and save' });
  return text;
}

/** The text of a file that the site file names. Throws a Fault with `code` when it cannot be read. */
export function readNamedFile(
  path: string,
  code: FaultCode,
  judge: (mode: number) => void = () => undefined,
): string {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const { mode, size } = fstatSync(file);
    judge(mode);
    if (size > mostBytes) throw new Fault(code, `${path} is too large`);
    return plainText(readFileSync(file));
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    const { message } = asFault(thrown, code);
    throw new Fault(code, `${path} cannot be read: ${message}`, { cause: thrown });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { asFault, Fault } from '../devices/fault.ts';
import type { FaultCode } from '../devices/fault-catalogue.ts';
import { plainText } from './plain-text.ts';

/** Certificates come in chains; nothing here is larger. */
const mostBytes = 64 * 1024;
/** Permission bits of those who are neither the owner nor of the group. */
const othersMay = 0o007;

/**
 * The text of a secret: of a password, a hash, a key of TLS or of bookings. One rule for all: what everybody on the
 * machine may read is none; a mark (BOM) before it and blanks and line ends around it do not count; it is not empty.
 * Throws a Fault with `code` and what to do.
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

import { Fault, wordsOf } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';

/**
 * The fault codes for error messages of the system. Node's own errors have a code; serialport has only the C library's
 * sentence (and "Cannot lock port" for a line that is open elsewhere).
 */
const meanings: readonly (readonly [RegExp, FaultCode])[] = [
  [/ENOENT|ENODEV|ENXIO|no such (file|device)/i, 'link.absent'],
  [/ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENOTFOUND|EAI_AGAIN/, 'link.absent'],
  [/EACCES|EPERM|permission denied|operation not permitted/i, 'link.permission'],
  [/EBUSY|cannot lock port|resource busy/i, 'link.busy'],
  [/ETIMEDOUT/, 'link.timeout'],
  [/ENOTTY|EISDIR|inappropriate ioctl|is a directory/i, 'link.wrong_device'],
];

/**
 * An error of the system or of a hardware library as a Fault of `place`; `link.io_error` when it is not in the list.
 */
export function linkFault(thrown: unknown, place: string): Fault {
  if (thrown instanceof Fault) return thrown;
  const text = sayings(thrown);
  const code = meanings.find(([pattern]) => pattern.test(text))?.[1] ?? 'link.io_error';
  return new Fault(code, `${place}: ${text}`, { cause: thrown });
}

/** node-hid throws a string, or nothing at all; a refused connection may have a code and no message. */
function sayings(thrown: unknown): string {
  const words = wordsOf(thrown);
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  return words.includes(code) ? words : `${code} ${words}`;
}

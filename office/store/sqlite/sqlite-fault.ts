import { Fault, wordsOf } from '../../../devices/fault.ts';
import type { FaultCode } from '../../../devices/fault-catalogue.ts';

/** Turns an error of SQLite or of the file system into a Fault of the store. A Fault is returned unchanged. */
export function sqliteFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const said = String((thrown as { code?: unknown } | undefined)?.code ?? '');
  return new Fault(codeFor(said), said === '' ? wordsOf(thrown) : `${wordsOf(thrown)} (${said})`, {
    cause: thrown,
  });
}

function codeFor(said: string): FaultCode {
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)$/.test(said)) return 'store.full';
  // Somebody holds it locked at an SQLite prompt.
  if (/^SQLITE_(BUSY|LOCKED)$/.test(said)) return 'store.away';
  return 'store.error';
}

/** After these the disk's reports about later writes cannot be trusted: the store has to be opened anew. */
export function isDiskBroken(thrown: unknown): boolean {
  return /^SQLITE_(IOERR|CORRUPT|NOTADB)$/.test(
    String((thrown as { code?: unknown } | undefined)?.code ?? ''),
  );
}

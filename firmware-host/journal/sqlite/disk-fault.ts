import { accessSync, constants } from 'node:fs';
import { Fault } from '../../../devices/fault.ts';
import type { FaultCode } from '../../../devices/fault-catalogue.ts';

/**
 * Turns an error of SQLite (extended result code) or of the system (errno name) into a Fault. A Fault is returned
 * unchanged.
 */
export function diskFault(thrown: unknown, dir: string): Fault {
  if (thrown instanceof Fault) return thrown;
  const said = String((thrown as { code?: unknown } | undefined)?.code ?? '');
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new Fault(codeFor(said, dir), said === '' ? message : `${message} (${said})`, { cause: thrown });
}

function codeFor(said: string, dir: string): FaultCode {
  if (said === 'SQLITE_FULL' || said === 'ENOSPC' || said === 'EDQUOT') return 'disk.low';
  if (said === 'SQLITE_READONLY_DBMOVED') return 'journal.removed';
  if (/^(SQLITE_READONLY|SQLITE_PERM|EROFS|EACCES|EPERM)/.test(said)) return 'disk.readonly';
  if (/^(SQLITE_CORRUPT|SQLITE_NOTADB)/.test(said)) return 'journal.damaged';
  if (/^(SQLITE_BUSY|SQLITE_LOCKED)/.test(said)) return 'journal.in_use';
  // SQLite does not report why a write or an open failed, so a disk that became read-only has to be detected here.
  if (/^(SQLITE_IOERR|SQLITE_CANTOPEN)/.test(said))
    return isWritable(dir) ? 'disk.io_error' : 'disk.readonly';
  if (/^E[A-Z0-9]+$/.test(said)) return 'disk.io_error';
  // Any other error is a bug in the program, not a fault of the disk.
  return 'journal.stopped';
}

function isWritable(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

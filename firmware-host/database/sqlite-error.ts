/** The result codes of SQLite that are distinguished here (https://sqlite.org/rescode.html), by number. */
const names: ReadonlyMap<number, string> = new Map([
  [3, 'SQLITE_PERM'],
  [5, 'SQLITE_BUSY'],
  [6, 'SQLITE_LOCKED'],
  [8, 'SQLITE_READONLY'],
  [10, 'SQLITE_IOERR'],
  [11, 'SQLITE_CORRUPT'],
  [13, 'SQLITE_FULL'],
  [14, 'SQLITE_CANTOPEN'],
  [19, 'SQLITE_CONSTRAINT'],
  [26, 'SQLITE_NOTADB'],
]);

/** The lowest byte of an extended result code is the primary code that it extends. */
const PRIMARY = 0xff;

/**
 * Runs an SQLite operation. An error that it throws has SQLite's name for it as its `code`; the number, which tells
 * more exactly what failed, follows the message.
 */
export function sqliteError<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (thrown) {
    throw named(thrown);
  }
}

function named(thrown: unknown): unknown {
  const { code, errcode, message } = thrown as { code?: string; errcode?: number; message?: string };
  // We write no integer of that size: it was changed in the file.
  if (code === 'ERR_OUT_OF_RANGE') return error('SQLITE_CORRUPT', `a number is damaged: ${message}`, thrown);
  if (errcode === undefined) return thrown;
  const name = names.get(errcode & PRIMARY) ?? 'SQLITE_ERROR';
  return error(name, `${message}, result ${errcode}`, thrown);
}

const error = (code: string, message: string, cause: unknown): Error =>
  Object.assign(new Error(message, { cause }), { code });

/** A row of a table in a text file: its cells, trimmed, and the line in which it begins, counted from 1. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Whether it contains a quote that is never closed: the rest of the file is then in its last cell. */
  readonly isOpen: boolean;
}

/**
 * The separators that programs write: Excel uses a semicolon where the comma is the decimal separator, as in Indonesia.
 */
const separators = [';', '\t', ','] as const;

/**
 * The rows of a table as programs write them (RFC 4180): separated by commas, semicolons or tabs; quoted cells may
 * contain separators, line ends and doubled quotes; any line end. Empty rows, rows that begin with `#`, and `sep=;`,
 * which is for Excel, are skipped. Empty cells at the end of a row count as columns that it does not have.
 */
export function rowsOf(text: string): readonly TableRow[] {
  const separator = separatorOf(text);
  const rows: TableRow[] = [];
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const read = readRow(text, at, separator);
    const raw = text.slice(at, read.end);
    const cells = read.cells.map((cell) => cell.trim());
    while (cells.at(-1) === '') cells.pop();
    if (cells.length > 0 && !raw.startsWith('#') && !/^sep=.\s*$/.test(raw))
      rows.push({ line, cells, isOpen: read.isOpen });
    line += raw.split('\n').length - 1;
    at = read.end;
  }
  return rows;
}

/** The separator of the first row that has one outside quotes; the most frequent one. */
function separatorOf(text: string): string {
  const named = /^sep=(.)\s*$/m.exec(text)?.[1];
  if (named !== undefined && text.startsWith('sep=')) return named;
  const bare = text.replaceAll(/^#.*$/gm, '').replaceAll(/"[^"]*"?/g, '');
  for (const line of bare.split('\n')) {
    const counted = separators.map((one) => ({ one, times: line.split(one).length - 1 }));
    const [most] = counted.toSorted((a, b) => b.times - a.times);
    if (most !== undefined && most.times > 0) return most.one;
  }
  return ',';
}

function readRow(text: string, from: number, separator: string) {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let at = from;
  for (; at < text.length; at++) {
    const sign = text[at];
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[at++];
      else isQuoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      isQuoted = true;
      cell = '';
    } else if (sign === separator) {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n') {
      at++;
      break;
    } else cell += sign;
  }
  return { cells: [...cells, cell], end: at, isOpen: isQuoted };
}

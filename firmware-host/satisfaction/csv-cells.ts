/** A cell of a CSV file and where it begins; both count from 1. */
export interface Cell {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** Why a text is no CSV file, and where. */
export interface CsvFault {
  readonly fault: 'open-quote' | 'after-quote';
  readonly line: number;
  readonly column: number;
}

export type Separator = ';' | ',' | '\t';

/** Excel writes semicolons in Indonesian, commas in English; the header tells, which has neither in its names. */
export function separatorOf(text: string): Separator {
  const [header = ''] = text.split(/\r\n|\n|\r/, 1);
  const marks: readonly Separator[] = [';', '\t', ','];
  return marks.find((mark) => header.includes(mark)) ?? ';';
}

/**
 * The rows of a CSV file (RFC 4180), with any end of line. Blank lines are rows with one empty cell. Ends with a fault
 * where quotes are not in pairs.
 */
export function* csvRows(text: string, separator: Separator): Generator<readonly Cell[] | CsvFault> {
  // A cell in quotes or a bare one, then what ends it. Quotes in a bare cell are text.
  const cell = new RegExp(
    `(?:"([^"]*(?:""[^"]*)*)"|([^"${separator}\\r\\n][^${separator}\\r\\n]*|))(${separator}|\\r\\n|\\n|\\r|$)`,
    'y',
  );
  let row: Cell[] = [];
  let [line, lineFrom] = [1, 0];
  for (let at = 0; at <= text.length; ) {
    cell.lastIndex = at;
    const found = cell.exec(text);
    const place = { line, column: at - lineFrom + 1 };
    if (found === null) {
      const isOpen = !/^"[^"]*(?:""[^"]*)*"/.test(text.slice(at));
      yield { fault: isOpen ? 'open-quote' : 'after-quote', ...place };
      return;
    }
    const [whole, inQuotes, bare = '', end = ''] = found;
    row.push({ text: inQuotes?.replaceAll('""', '"') ?? bare, ...place });
    for (const { 0: mark, index } of whole.matchAll(/\r\n|\n|\r/g)) {
      line++;
      lineFrom = at + index + mark.length;
    }
    at += whole.length;
    if (end === separator) continue;
    yield row;
    row = [];
    if (end === '' || at === text.length) return;
  }
}

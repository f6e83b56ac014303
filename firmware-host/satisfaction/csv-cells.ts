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
  const bareCell = new RegExp(`[^${separator}\\r\\n]*`, 'y');
  const cellEnd = new RegExp(`${separator}|\\r\\n|\\n|\\r|$`, 'y');
  let row: Cell[] = [];
  let [line, lineFrom] = [1, 0];
  for (let at = 0; at <= text.length; ) {
    const place = { line, column: at - lineFrom + 1 };
    const isQuoted = text[at] === '"';
    const to = isQuoted ? afterQuotes(text, at) : at + (foundAt(bareCell, text, at) ?? '').length;
    if (to === undefined) return yield { fault: 'open-quote', ...place };
    const end = foundAt(cellEnd, text, to);
    if (end === undefined) return yield { fault: 'after-quote', ...place };
    row.push({
      text: isQuoted ? text.slice(at + 1, to - 1).replaceAll('""', '"') : text.slice(at, to),
      ...place,
    });
    for (const { 0: mark, index } of text.slice(at, to + end.length).matchAll(/\r\n|\n|\r/g)) {
      line++;
      lineFrom = at + index + mark.length;
    }
    at = to + end.length;
    if (end === separator) continue;
    yield row;
    row = [];
    if (end === '' || at === text.length) return;
  }
}

/** Where the quotes that open at `from` are closed: behind them. Undefined: nowhere. */
function afterQuotes(text: string, from: number): number | undefined {
  for (let at = from + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return undefined;
    if (text[at + 1] !== '"') return at + 1;
  }
}

/** What the pattern finds there; undefined: nothing. */
function foundAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** A cell: `number` has a number with this many decimals, and `undefined` is not known. */
export type CsvCell = string | undefined | { readonly number: number | undefined; readonly decimals: number };

/** How Excel reads a file: it takes the separator and the decimal sign from the settings of the system. */
export interface CsvStyle {
  readonly separator: ';' | ',';
  readonly decimal: ',' | '.';
  /** What stands for what is not known. */
  readonly unknown: string;
}

/** Excel takes a file without it for one of an old code page. */
export const csvMark = '\uFEFF';

/** A line as RFC 4180 has it, with its end. */
export function csvLine(cells: readonly CsvCell[], style: CsvStyle): string {
  return `${cells.map((cell) => written(cell, style)).join(style.separator)}\r\n`;
}

function written(cell: CsvCell, { separator, decimal, unknown }: CsvStyle): string {
  if (cell === undefined) return quoted(unknown, separator);
  if (typeof cell === 'string') return quoted(defused(cell), separator);
  if (cell.number === undefined) return quoted(unknown, separator);
  return quoted(cell.number.toFixed(cell.decimals).replace('.', decimal), separator);
}

/**
 * A text that a spreadsheet would reckon gets an apostrophe before it (OWASP, "CSV injection"); the wide forms of these
 * characters are taken for them in some languages.
 */
function defused(text: string): string {
  return /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}

function quoted(text: string, separator: string): string {
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
}

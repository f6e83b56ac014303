import { drawPng } from './drawing.ts';
import type { Row } from './paper.ts';

/** A piece of paper that came out of the printer. */
export interface PrintedTicket {
  /** Its lines from top to bottom, as a person reads them; empty lines at the end are left out. */
  readonly text: readonly string[];
  /** The text of its QR or CODE128 code, the first if there are several. */
  readonly code?: string;
  /** The ticket as a PNG image, one pixel a dot. */
  png(): Buffer;
  /** Whether it was printed from its beginning to its cut: `false` for a torn or interrupted one. */
  readonly complete: boolean;
}

/** The ticket made of `rows` on paper with `dots` printable dots. */
export function ticketOf(rows: readonly Row[], dots: number, complete: boolean): PrintedTicket {
  const code = rows.find((row) => row.type === 'qr' || row.type === 'code128')?.text;
  return {
    text: linesOf(rows),
    ...(code === undefined ? {} : { code }),
    png: () => drawPng(rows, dots),
    complete,
  };
}

function linesOf(rows: readonly Row[]): readonly string[] {
  const lines = rows
    .filter((row) => row.type === 'line')
    .map((row) =>
      row.runs
        .map((run) => run.text)
        .join('')
        .trimEnd(),
    );
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}

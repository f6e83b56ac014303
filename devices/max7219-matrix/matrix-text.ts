import { fit as fitTo } from '../display/fit.ts';
import { drawingOf, LETTER_ROWS } from './matrix-font.ts';
import { MODULE_DOTS } from './matrix-models.ts';

export type Align = 'left' | 'center' | 'right';

/** Dark columns between two letters. */
const GAP_DOTS = 1;

/**
 * A text on a display of `columns` dots: its rows from the top, `#` lit and `.` dark. A text that is too long loses its
 * dashes first, then its first characters, like on displays with digits.
 */
export function drawn(text: string, columns: number, align: Align): readonly string[] {
  const rows = lettersOf(fitting(text, columns));
  const free = columns - (rows[0]?.length ?? 0);
  const left = align === 'left' ? 0 : align === 'right' ? free : Math.floor(free / 2);
  const dark = '.'.repeat(columns);
  return Array.from({ length: MODULE_DOTS }, (_, row) => {
    const lit = rows[row];
    return lit === undefined ? dark : `${'.'.repeat(left)}${lit}`.padEnd(columns, '.');
  });
}

/** How many digits there is room for in as many columns; they are all of one width. */
export const digitsWithin = (columns: number): number =>
  Math.floor((columns + GAP_DOTS) / (widthOf('0') + GAP_DOTS));

/** The text without blanks around it, or as much of its end as there is room for. */
function fitting(text: string, columns: number): string {
  const whole = text.trim();
  for (let places = whole.length; places > 0; places--) {
    const fitted = fitTo(whole, places);
    if (widthOf(fitted) <= columns) return fitted;
  }
  return '';
}

const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (drawingOf(character)[0]?.length ?? 0) + GAP_DOTS, -GAP_DOTS);

function lettersOf(text: string): readonly string[] {
  const letters = [...text].map(drawingOf);
  return Array.from({ length: LETTER_ROWS }, (_, row) =>
    letters.map((rows) => rows[row] ?? '').join('.'.repeat(GAP_DOTS)),
  );
}

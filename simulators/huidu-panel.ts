import { glyph } from './escpos-printer/glyph.ts';

/** Letters as high as the size of the font, and narrower than an Arial. */
const WIDTH_OF_SIZE = 0.6;

/** The rows of a panel with a line of text in its middle, `#` lit and `.` dark; what has no room is cut off. */
export function drawn(text: string, size: number, width: number, height: number): readonly string[] {
  const rows = Array.from({ length: height }, () => new Array<string>(width).fill('.'));
  const letter = Math.max(1, Math.floor(size * WIDTH_OF_SIZE));
  const left = Math.floor((width - letter * text.length) / 2);
  const top = Math.floor((height - size) / 2);
  [...text].forEach((character, place) => {
    const { dots } = glyph(character, letter, size, false);
    for (let y = 0; y < size; y++)
      for (let x = 0; x < letter; x++) {
        const row = rows[top + y];
        const column = left + place * letter + x;
        if (dots[y * letter + x] === 1 && row !== undefined && column >= 0 && column < width)
          row[column] = '#';
      }
  });
  return rows.map((row) => row.join(''));
}

import { showable } from '../display/glyphs.ts';

/** The body that makes the sketch of a text display show `text`, one character for each digit. */
export function showBody(text: string, brightness: number): string {
  const shown = [...text.toUpperCase()].map((character) => (showable.has(character) ? character : ' '));
  return brightness.toString(16).toUpperCase() + shown.join('');
}

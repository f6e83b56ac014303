/**
 * What a display of `digits` places shows of `text`: all of it if it fits, else without its dashes, else the rightmost
 * places, because the end of a number is what tells visitors apart. Blanks fill the left.
 */
export function fit(text: string, digits: number): string {
  const shorter = text.length <= digits ? text : text.replaceAll('-', '');
  return shorter.slice(-digits).padStart(digits);
}

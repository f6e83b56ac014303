/**
 * A text as exactly `digits` characters, aligned right. A text that is too long loses its dashes first, then its first
 * characters: the last ones tell more visitors apart.
 */
export function fit(text: string, digits: number): string {
  const whole = text.length <= digits ? text : text.replace(/(?<=[^-])-(?=[^-])/g, '');
  return whole.slice(-digits).padStart(digits);
}

/**
 * The number at the end of a text, as long as the text: what a display without letters shows of it. `A-012` becomes
 * `  012`, and a text without a number is blank.
 */
export function numberIn(text: string): string {
  return (/\d+$/.exec(text)?.[0] ?? '').padStart(text.length);
}

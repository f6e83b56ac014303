/**
 * A text as exactly `digits` characters, aligned right. A text that is too long loses its dashes first, then its first
 * characters: the last ones tell more visitors apart.
 */
export function fit(text: string, digits: number): string {
  const whole = text.length <= digits ? text : text.replace(/(?<=[^-])-(?=[^-])/g, '');
  return whole.slice(-digits).padStart(digits);
}

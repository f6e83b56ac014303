/**
 * A text as exactly `digits` characters, to the right: whole where it fits, else without the dashes inside it, else
 * its last characters, which tell more visitors apart than the first ones.
 */
export function fit(text: string, digits: number): string {
  const whole = text.length <= digits ? text : text.replace(/(?<=[^-])-(?=[^-])/g, '');
  return whole.slice(-digits).padStart(digits);
}

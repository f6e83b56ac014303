/** A text that both stores can keep: PostgreSQL has no U+0000. */
export function storable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}

/** A time of a site as whole milliseconds; 0 for what is none: a site with a bad clock must not stop the others. */
export function wholeMs(time: number): number {
  const whole = Math.trunc(time);
  return Number.isSafeInteger(whole) ? whole : 0;
}

/** The end of what has no end yet: later than any time, and a number that both stores can compare. */
export const noEnd = Number.MAX_SAFE_INTEGER;

export const dayMs = 86_400_000;

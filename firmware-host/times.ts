/** How long something took, in whole seconds. */
export interface Times {
  readonly mean_s: number;
  /** Nine of ten took no longer (nearest rank). */
  readonly p90_s: number;
}

/** Null when there was none. */
export function timesOf(seconds: readonly number[]): Times | null {
  if (seconds.length === 0) return null;
  const sorted = [...seconds].sort((a, b) => a - b);
  const sum = sorted.reduce((total, one) => total + one, 0);
  return {
    mean_s: Math.round(sum / sorted.length),
    p90_s: Math.round(sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0),
  };
}

/** `6:42`, or `1:06:42`: minutes and seconds, as people read a clock. */
export function clockTime(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = two(seconds % 60);
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${two(minutes % 60)}:${rest}`;
}

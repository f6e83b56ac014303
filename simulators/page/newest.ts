/** Keeps the newest items, up to a limit, for pages that are opened later. */
export interface Newest<T> {
  add(one: T): void;
  /** From the oldest to the newest. */
  all(): readonly T[];
}

export function keepNewest<T>(most: number): Newest<T> {
  const kept: T[] = [];
  return {
    add(one) {
      kept.push(one);
      if (kept.length > most) kept.shift();
    },
    all: () => kept,
  };
}

import type { Millis } from '../../devices/ports.ts';

/** Short ones are as likely as long ones, from the longest down to a part of it by so many powers of ten. */
export const lasting = (mostMs: Millis, powers: number, random: () => number): Millis =>
  Math.round(mostMs * 10 ** (-powers * random()));

/** One of them, by how often each comes. */
export function weighed<Kind>(
  kinds: readonly Kind[],
  weight: (kind: Kind) => number,
  random: () => number,
): Kind {
  let left = random() * kinds.reduce((sum, kind) => sum + weight(kind), 0);
  const kind = kinds.find((one) => {
    left -= weight(one);
    return left < 0;
  });
  if (kind === undefined) throw new Error('the weights do not add up');
  return kind;
}

export function oneOf<T>(from: readonly T[], random: () => number): T {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new Error('there is nothing to choose from');
  return one;
}

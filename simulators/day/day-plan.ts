import type { Millis } from '../../devices/ports.ts';
import { seededRandom } from '../random.ts';

/** A visitor who comes to take a ticket. */
export interface Visitor {
  /** Time since the doors opened. */
  readonly atMs: Millis;
  readonly service: string;
  readonly class: 'regular' | 'priority';
}

/** What a visitor does once called. */
export interface Person {
  /** False for a few who leave before they are called. */
  readonly comes: boolean;
  readonly walkMs: Millis;
  readonly serviceMs: Millis;
}

/** Visitors in each part of the day, all of equal length: the morning rush, the lull at noon, the afternoon. */
const shape = [6, 11, 11, 9, 8, 7, 6, 4, 3, 5, 6, 5, 4, 2];
const visitorsPerCounterAndHour = 8;
const hourMs = 3_600_000;
const visitorsMax = 2_000;
const priorityShare = 0.12;
const noShowShare = 0.06;
/** Two people cannot stand at one ticket machine. */
const apartMs = 3_000;

/** The visitors of a day of `lengthMs`, in order of arrival. The same seed gives the same day. */
export function planDay(of: {
  readonly seed: number;
  readonly lengthMs: Millis;
  readonly services: readonly string[];
  readonly counters: number;
}): readonly Visitor[] {
  const random = seededRandom(mixed(of.seed, 'visitors'));
  const count = Math.min(
    visitorsMax,
    Math.round(of.counters * visitorsPerCounterAndHour * (of.lengthMs / hourMs)),
  );
  const partMs = of.lengthMs / shape.length;
  const total = shape.reduce((sum, weight) => sum + weight, 0);
  const moments = Array.from({ length: count }, () => {
    let left = random() * total;
    const part = shape.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    return (Math.max(0, part) + random()) * partMs;
  }).sort((a, b) => a - b);
  let before = Number.NEGATIVE_INFINITY;
  return moments.map((moment) => {
    before = Math.max(Math.round(moment), before + apartMs);
    return {
      atMs: before,
      service: of.services[Math.floor(random() * of.services.length)] ?? '',
      class: random() < priorityShare ? 'priority' : 'regular',
    };
  });
}

/** The person with this ticket: the same for the same seed, whichever counter calls it and when. */
export function personOf(seed: number, ticket: string): Person {
  const random = seededRandom(mixed(seed, ticket));
  return {
    comes: random() >= noShowShare,
    walkMs: between(random, 6_000, 25_000),
    serviceMs: between(random, 60_000, 300_000) + Math.round(between(random, 0, 360_000) * random()),
  };
}

/** A random whole number of milliseconds in a range. */
export function between(random: () => number, leastMs: Millis, mostMs: Millis): Millis {
  return Math.round(leastMs + random() * (mostMs - leastMs));
}

/** Derives a seed for each user of random numbers, so that none depends on how often another one draws. */
export function mixed(seed: number, name: string): number {
  // FNV-1a over the name, started with the seed.
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const character of name) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
}

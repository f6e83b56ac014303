import type { Millis } from '../../devices/ports.ts';
import { limits } from './device-limits.ts';

/** Counts how often a link came or went within the last minute. */
export class Flapping {
  #changes: Millis[] = [];

  /** Records a change. Returns the number of changes within the last minute if that is too many, else undefined. */
  note(now: Millis): number | undefined {
    this.#changes = [...this.#changes.filter((at) => now - at < limits.flapping.withinMs), now];
    return this.#changes.length > limits.flapping.changes ? this.#changes.length : undefined;
  }
}

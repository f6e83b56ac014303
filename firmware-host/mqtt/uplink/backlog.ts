import { Fault } from '../../../devices/fault.ts';
import type { Cursor } from './cursor.ts';

/**
 * An hour of the busiest hall. After a report, the backlog must fall below half of this before it is reported again.
 */
const backlogHigh = 5_000;

/** The events of the journal that the office does not have yet. */
export interface Backlog {
  /** The newest record that is durable. */
  readonly last: number;
  readonly size: number;
  /** Whether it was reported as high and has not been below half of the limit since. */
  readonly isHigh: boolean;
  /** To be called when a record became durable. */
  recorded(sequence: number): void;
}

/** Begins with a journal whose newest record is `newest`; 0 when it is empty. */
export function createBacklog(
  newest: number,
  cursor: Pick<Cursor, 'sequence'>,
  report: (fault: Fault) => void,
): Backlog {
  let last = newest;
  let isHigh = false;

  return {
    get last() {
      return last;
    },
    get size() {
      return last - cursor.sequence;
    },
    get isHigh() {
      return isHigh;
    },
    recorded(sequence) {
      last = Math.max(last, sequence);
      const size = last - cursor.sequence;
      if (size < backlogHigh / 2) isHigh = false;
      if (size < backlogHigh || isHigh) return;
      isHigh = true;
      report(new Fault('backlog.high', `${size} events wait for the central office`));
    },
  };
}

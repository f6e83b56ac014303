/** The events that were sent and not yet acknowledged, in the order of sending. */
export interface Window {
  /** How many events await their acknowledgement. */
  readonly size: number;
  /** The oldest event that was sent and not acknowledged. */
  readonly first: number | undefined;
  sent(sequence: number): void;
  /**
   * Records an acknowledgement. Returns the last event up to which all are acknowledged; undefined while the first one
   * is missing.
   */
  acknowledged(sequence: number): number | undefined;
}

/** Acknowledgements may come in any order; the cursor may only pass what has been acknowledged without a gap. */
export function createWindow(): Window {
  const waiting = new Set<number>();
  const order: number[] = [];

  return {
    get size() {
      return waiting.size;
    },
    get first() {
      return order[0];
    },
    sent(sequence) {
      waiting.add(sequence);
      order.push(sequence);
    },
    acknowledged(sequence) {
      waiting.delete(sequence);
      let passed: number | undefined;
      while (order[0] !== undefined && !waiting.has(order[0])) passed = order.shift();
      return passed;
    },
  };
}

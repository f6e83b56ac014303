interface Turn {
  /** How many turns that are asked for later may still go first. */
  lets: number;
  run(): Promise<void>;
}

/**
 * The queue of a serial line: one turn at a time, in order of request. A turn with `lets` lets so many others go first,
 * and no more: a line that is never idle comes to it as well.
 */
export class BusArbiter {
  readonly #waiting: Turn[] = [];
  #busy = false;

  /** Starts `work` when its turn has come; settles as `work` does. */
  take<T>(work: () => Promise<T>, lets: number): Promise<T> {
    return new Promise((resolve, reject) => {
      // A failure goes to the caller of this turn; the next turn must not fail for it.
      const turn = { lets, run: () => work().then(resolve, reject) };
      this.#waiting.splice(lets > 0 ? this.#waiting.length : this.#passing(), 0, turn);
      void this.#go();
    });
  }

  /** The place of a turn that lets nobody go first: before those at the end that let it. */
  #passing(): number {
    let place = this.#waiting.length;
    for (let last = this.#waiting.at(-1); last !== undefined && last.lets > 0; place--) {
      last.lets--;
      last = this.#waiting[place - 2];
    }
    return place;
  }

  async #go(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let turn = this.#waiting.shift(); turn !== undefined; turn = this.#waiting.shift()) await turn.run();
    this.#busy = false;
  }
}

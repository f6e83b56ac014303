interface Turn {
  readonly patient: boolean;
  run(): Promise<void>;
}

/** The queue of a serial line: one turn at a time, in order of request; patient turns come after all others. */
export class BusArbiter {
  #waiting: Turn[] = [];
  #busy = false;

  /** Starts `work` when its turn has come; settles as `work` does. */
  take<T>(work: () => Promise<T>, patient: boolean): Promise<T> {
    return new Promise((resolve, reject) => {
      // A failure goes to the caller of this turn; the next turn must not fail for it.
      const turn = { patient, run: () => work().then(resolve, reject) };
      const before = patient ? this.#waiting : this.#waiting.filter((other) => !other.patient);
      this.#waiting.splice(before.length, 0, turn);
      void this.#go();
    });
  }

  async #go(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let turn = this.#waiting.shift(); turn !== undefined; turn = this.#waiting.shift()) await turn.run();
    this.#busy = false;
  }
}

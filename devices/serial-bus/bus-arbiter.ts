interface Turn {
  readonly patient: boolean;
  run(): Promise<void>;
}

/** The one queue of a line: one turn at a time, in the order asked, the patient ones behind all others. */
export class BusArbiter {
  #waiting: Turn[] = [];
  #busy = false;

  /** Settles as `work` does, which is begun when its turn has come. */
  take<T>(work: () => Promise<T>, patient: boolean): Promise<T> {
    return new Promise((resolve, reject) => {
      // Whoever asked for the turn hears of its failure; the next one is not to fail for it.
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

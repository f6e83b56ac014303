/** The `lost` half of a port: told at most once, also to a listener that comes later, and never after the end. */
export class Loss {
  #why: Error | undefined;
  #listener: ((why: Error) => void) | undefined;
  #ended = false;

  /** Why it was lost, or undefined while it was not. */
  get why(): Error | undefined {
    return this.#why;
  }

  /** It is lost. Only the first reason counts. */
  tell(why: Error): void {
    if (this.#why !== undefined) return;
    this.#why = why;
    if (!this.#ended) this.#listener?.(why);
  }

  listen(listener: (why: Error) => void): void {
    this.#listener = listener;
    if (this.#why !== undefined && !this.#ended) listener(this.#why);
  }

  /** It was closed on purpose: nobody is to be told any more. */
  end(): void {
    this.#ended = true;
  }
}

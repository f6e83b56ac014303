/**
 * The `lost` half of a port: it calls its listener at most once, also one set after the loss, and never after `end`.
 */
export class Loss {
  #why: Error | undefined;
  #listener: ((why: Error) => void) | undefined;
  #ended = false;

  /** The reason of the loss; undefined while it is not lost. */
  get why(): Error | undefined {
    return this.#why;
  }

  /** Reports the loss. Only the first reason counts. */
  tell(why: Error): void {
    if (this.#why !== undefined) return;
    this.#why = why;
    if (!this.#ended) this.#listener?.(why);
  }

  listen(listener: (why: Error) => void): void {
    this.#listener = listener;
    if (this.#why !== undefined && !this.#ended) listener(this.#why);
  }

  /** It was closed on purpose: the listener is not called any more. */
  end(): void {
    this.#ended = true;
  }
}

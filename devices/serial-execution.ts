/**
 * Returns a function that runs one piece of work at a time, in the order of the calls. Its promise settles as the work
 * does; work that fails does not stop the work behind it.
 */
export function createTurns(): <T>(work: () => Promise<T> | T) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    // The failure belongs to the caller of this turn only.
    last = turn.catch(() => undefined);
    return turn;
  };
}

import { AsyncLocalStorage } from 'node:async_hooks';

/** Receives errors that a driver throws outside an awaited call. */
export type Blamed = (thrown: unknown) => void;

const running = new AsyncLocalStorage<Blamed | undefined>();

/** Runs a driver's code. Errors thrown later by anything it started are attributed to this driver. */
export function asDriver<T>(blamed: Blamed, run: () => T): T {
  return running.run(blamed, run);
}

/** Runs code of the host that a driver calls: errors in it are not attributed to the driver. */
export function asHost<T>(run: () => T): T {
  return running.run(undefined, run);
}

/** Wraps a listener for a port: an error in it is attributed to its driver and does not reach the port. */
export function guarded<Args extends readonly unknown[]>(
  listener: (...args: Args) => void,
): (...args: Args) => void {
  const blamed = running.getStore();
  if (blamed === undefined) return listener;
  return (...args) =>
    running.run(blamed, () => {
      try {
        listener(...args);
      } catch (thrown) {
        asHost(() => blamed(thrown));
      }
    });
}

/**
 * For the process: whether an uncaught error came from a driver, whose device has then been closed. False: it is the
 * host's own error, and the process cannot safely continue.
 */
export function blameDriver(thrown: unknown): boolean {
  const blamed = running.getStore();
  if (blamed === undefined) return false;
  asHost(() => blamed(thrown));
  return true;
}

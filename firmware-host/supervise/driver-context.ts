import { AsyncLocalStorage } from 'node:async_hooks';

/** Hears what the driver of one device threw where nobody waited for it. */
export type Blamed = (thrown: unknown) => void;

const running = new AsyncLocalStorage<Blamed | undefined>();

/** Runs a driver's code. Whatever it begins, and what that throws later, is known to be that driver's. */
export function asDriver<T>(blamed: Blamed, run: () => T): T {
  return running.run(blamed, run);
}

/** Runs the host's code, called by a driver: what goes wrong there is not the driver's. */
export function asHost<T>(run: () => T): T {
  return running.run(undefined, run);
}

/** A listener as a port may call it: what it throws ends here, and its driver is blamed, not the port. */
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
 * For the process: whether what nobody caught was thrown by a driver, whose device has then been closed. False: it is
 * the host's own, and the process cannot be trusted to go on.
 */
export function blameDriver(thrown: unknown): boolean {
  const blamed = running.getStore();
  if (blamed === undefined) return false;
  asHost(() => blamed(thrown));
  return true;
}

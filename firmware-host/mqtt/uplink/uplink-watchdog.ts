import type { Cancel, Clock, Millis } from '../../../devices/ports.ts';

export interface Watchdog {
  /** To be called at each sign of life. */
  fed(): void;
  stop(): void;
}

/** Calls `silent` once when there was no sign of life for `ms`. */
export function openWatchdog(clock: Clock, ms: Millis, silent: () => void): Watchdog {
  let last = clock.now();
  let cancel: Cancel;
  function watch(): void {
    cancel = clock.after(
      last + ms - clock.now(),
      () => {
        if (clock.now() - last >= ms) silent();
        else watch();
      },
      'uplink: silence',
    );
  }
  watch();
  return {
    fed() {
      last = clock.now();
    },
    stop: () => cancel(),
  };
}

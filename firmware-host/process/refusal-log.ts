import type { Clock } from '../../devices/ports.ts';
import { createBudget } from '../async/budget.ts';
import { createLogThrottle } from '../async/log-throttle.ts';
import type { Log } from '../log.ts';

/**
 * The same refusal of the same address is logged at most this often, and all refusals together at most at this rate.
 */
const everyMs = 5_000;
const lines = { burst: 20, perSecond: 1 };

/** Logs which client was refused what; `more` counts the refusals that were not logged since the last line. */
export function openRefusalLog(clock: Clock, log: Pick<Log, 'warn'>, text: string) {
  const seldom = createLogThrottle(clock, everyMs);
  const may = createBudget(clock, lines);
  let untold = 0;
  return (refusal: string, offender: { readonly address: string }): void =>
    seldom(`${refusal} ${offender.address}`, (heldBack) => {
      if (!may()) {
        untold += heldBack + 1;
        return;
      }
      log.warn({ refusal, ...offender, more: heldBack + untold }, text);
      untold = 0;
    });
}

import type { Clock } from '../../devices/ports.ts';
import { createBudget } from '../async/budget.ts';
import { createLogThrottle } from '../async/log-throttle.ts';
import type { Log } from '../log.ts';

/**
 * The same thing of the same offender is logged at most this often, and all of them together at most at this rate.
 */
const everyMs = 5_000;
const lines = { burst: 20, perSecond: 1 };

/**
 * Logs what others cause, who may cause it as often as they like. `offender` names who did what; `more` counts the
 * lines that were left out since the last one.
 */
export function openBoundedLog(clock: Clock, log: Pick<Log, 'warn'>) {
  const seldom = createLogThrottle(clock, everyMs);
  const may = createBudget(clock, lines);
  let untold = 0;
  return (offender: string, fields: object, text: string): void =>
    seldom(offender, (heldBack) => {
      if (!may()) {
        untold += heldBack + 1;
        return;
      }
      log.warn({ ...fields, more: heldBack + untold }, text);
      untold = 0;
    });
}

/** Logs which client was refused what. */
export function openRefusalLog(clock: Clock, log: Pick<Log, 'warn'>, text: string) {
  const tell = openBoundedLog(clock, log);
  return (refusal: string, offender: { readonly address: string }): void =>
    tell(`${refusal} ${offender.address}`, { refusal, ...offender }, text);
}

import type { Millis } from '../../devices/ports.ts';
import type { Habits } from '../../simulators/escpos-printer/habits.ts';
import { polite } from '../../simulators/escpos-printer/habits.ts';
import type { Fault } from './script.ts';
import type { World } from './world.ts';

type Harm = (world: World, fault: Fault) => boolean;
type Ill = (world: World, ids: readonly string[], how: string, ms: Millis, end: () => void) => void;

/** How late a slow printer answers at most. */
const slowJitterMs = 100;
export const slowestMs: Millis = 1_200 + slowJitterMs;
/** A link that its printer has closed is open again after so long, where nothing else is wrong. */
const reopenedMs = 1_000;
/** How late a buffer clear is answered at most. */
const clearMaxMs = 1_500;

/** What printers do that their manuals do not say. The rules of paper hold all the same. */
export function paperFaults(ill: Ill) {
  /** A printer has a habit for a while. */
  const habit =
    (of: (fault: Fault) => Partial<Habits>, also?: (world: World, fault: Fault) => void): Harm =>
    (world, fault) => {
      const printer = world.device(fault.target)?.printer;
      if (printer === undefined) return false;
      const habits = of(fault);
      printer.behave(habits);
      also?.(world, fault);
      const names = Object.keys(habits) as (keyof Habits)[];
      ill(world, [fault.target], names.join(' '), fault.ms, () =>
        printer.behave(Object.fromEntries(names.map((name) => [name, polite[name]]))),
      );
      return true;
    };

  return {
    'printer-slow': habit(
      ({ pick }) => ({ answerMs: Math.round(300 + 900 * pick), jitterMs: slowJitterMs }),
      (world, { target, ms }) => world.slowed(target, ms),
    ),
    'printer-partial': habit(({ pick }) => ({ statuses: pick < 0.5 ? [2] : [1, 4] })),
    'clear-late': habit(
      ({ pick }) => ({ clearAnswerMs: Math.round(20 + clearMaxMs * pick) }),
      (world, { target }) => world.device(target)?.printer?.loseNextJob(),
    ),
    // What cannot be taken back may come out when it can again: the ledger is told so.
    'clear-ignored': habit(
      () => ({ deafToClear: true }),
      (world, { target, ms }) => world.deafened(target, ms),
    ),
    'job-lost'(world, { target }) {
      const printer = world.device(target)?.printer;
      printer?.loseNextJob();
      return printer !== undefined;
    },
    'printer-closes'(world, { target }) {
      if (world.device(target)?.printer?.closeConnection() !== true) return false;
      // What it gives up with that can be taken back when its link is open again, and is torn off then.
      world.deafened(target, reopenedMs);
      ill(world, [target], 'closed', 0, () => undefined);
      return true;
    },
  } as const satisfies { readonly [kind: string]: Harm };
}

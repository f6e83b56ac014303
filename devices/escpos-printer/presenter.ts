import * as z from 'zod';
import { described } from '../described.ts';
import { faultCatalogue } from '../fault-catalogue.ts';
import type { Opening } from '../kind.ts';
import type { Clock, Millis } from '../ports.ts';

/** Limits of `left_after_s`: a visitor needs some seconds to take a ticket. */
const leftAfterS = { least: 5, most: 600 };

/** Settings of a printer that holds a cut ticket out until somebody takes it. */
export const leftSettings = {
  left_after_s: z
    .number()
    .int()
    .min(leftAfterS.least)
    .max(leftAfterS.most)
    .optional()
    .meta(
      described(
        'For a printer with a presenter: a ticket that nobody has taken after so many seconds is told (ticket.left); absent: not watched',
        'Untuk printer dengan presenter: tiket yang tidak diambil sesudah sekian detik diberitahukan (ticket.left); bila tidak ditulis, tidak diawasi',
      ),
    ),
  left: z
    .literal(['keep', 'retract'])
    .default('keep')
    .meta(
      described(
        'What becomes of such a ticket: keep leaves it where it is, retract has the printer pull it in. Its number stays in the queue either way',
        'Tiket yang tidak diambil: keep dibiarkan, retract ditarik masuk oleh printer. Nomornya tetap dalam antrean',
      ),
    ),
} as const;

export interface PresenterWatch {
  /**
   * Whether a ticket is held out, at each status. Undefined: the printer does not say. Returns whether it is to be
   * pulled in now.
   */
  seen(out: boolean | undefined): boolean;
  /** The next ticket is about to be printed: it pushes out what is left of the one before. */
  next(): void;
}

/** The watch that the settings ask for. */
export function presenterWatch(
  { left_after_s, left }: { readonly left_after_s?: number | undefined; readonly left: 'keep' | 'retract' },
  of: { readonly clock: Clock; readonly warn: Opening<unknown, never>['warn'] },
): PresenterWatch | undefined {
  if (left_after_s === undefined) return undefined;
  return createPresenterWatch({ ...of, leftAfterMs: left_after_s * 1_000, retracts: left === 'retract' });
}

/** Tells `ticket.left` when a ticket has been held out for too long, and until it is gone or the next one comes. */
function createPresenterWatch(of: {
  readonly clock: Clock;
  readonly leftAfterMs: Millis;
  readonly retracts: boolean;
  readonly warn: Opening<unknown, never>['warn'];
}): PresenterWatch {
  let since: Millis | undefined;
  let told = false;
  let pulledIn = false;
  const clear = (): void => {
    since = undefined;
    if (told) of.warn('ticket.left', undefined);
    told = false;
    pulledIn = false;
  };
  return {
    seen(out) {
      if (out !== true) {
        // One that was pulled in was not taken: that stands until the next ticket.
        if (out === false && !pulledIn) clear();
        return false;
      }
      since ??= of.clock.now();
      if (told || of.clock.now() - since < of.leftAfterMs) return false;
      told = true;
      pulledIn = of.retracts;
      of.warn('ticket.left', faultCatalogue['ticket.left'].en);
      return of.retracts;
    },
    next: clear,
  };
}

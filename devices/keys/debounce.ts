import type { Cancel, Clock, Level, Millis } from '../ports.ts';
import { type Contact, createContactMoves } from './contact-moves.ts';

export interface Debouncer {
  /** A change of level as the line saw it, bounce included, and when it was: now, or before now if it is read late. */
  edge(level: Level, at: Millis): void;
  /** Whether a press has begun that may still turn out to be one. */
  weighing(): boolean;
  close(): void;
}

/** A timer that runs later than this was held up, and the edges that came meanwhile are not read yet. */
const heldUpMs = 2;

/**
 * Tells the moves of a contact as its edges come, and when time alone makes one of them count. `looked`: after each.
 */
export function createDebouncer(
  of: Contact & { readonly clock: Clock; readonly looked?: () => void },
): Debouncer {
  const { clock } = of;
  const moves = createContactMoves({
    ...of,
    openedAt: clock.now(),
    // A timer may run a little early.
    moved: (level, at) => of.moved(level, Math.min(at, clock.now())),
  });
  /** `late`: it was held up, and waits for what is not read yet. */
  let timer: { readonly due: Millis; readonly cancel: Cancel; readonly late?: true } | undefined;

  const wait = () => {
    const next = moves.due();
    if (next === timer?.due) return;
    timer?.cancel();
    timer =
      next === undefined
        ? undefined
        : { due: next, cancel: clock.after(next - clock.now(), run, 'key: contact') };
  };
  const run = () => {
    if (timer === undefined) return;
    const { due, late } = timer;
    if (late === undefined && clock.now() - due > heldUpMs) {
      timer = { due, cancel: clock.after(0, run, 'key: contact after a hold-up'), late: true };
      return;
    }
    timer = undefined;
    moves.settleUntil(Math.max(due, clock.now()));
    wait();
    of.looked?.();
  };

  wait();
  return {
    edge(level, at) {
      moves.edge(level, at);
      wait();
      of.looked?.();
    },
    weighing: moves.weighing,
    close: () => timer?.cancel(),
  };
}

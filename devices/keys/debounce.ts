import type { Cancel, Clock, Level, Millis } from '../ports.ts';
import { type Contact, createContactMoves } from './contact-moves.ts';

export interface Debouncer {
  /** A change of level of the line, bounce included. `at`: now, or earlier if the edge is read late. */
  edge(level: Level, at: Millis): void;
  /** Whether a press has begun and is not decided yet. */
  weighing(): boolean;
  close(): void;
}

/** A timer later than this was held up, and edges that came meanwhile may not have been read yet. */
const heldUpMs = 2;

/**
 * Emits the moves of a contact, on an edge or when a timer makes one count. `looked` is called after each edge and
 * timer.
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
  /** `late`: the timer was held up and waits one more turn, so that pending edges are read first. */
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

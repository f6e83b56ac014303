import type { Millis } from '../ports.ts';

/** Emits the moves of several keys in the order in which they were pressed. */
export interface InOrder {
  /** A press of `key` begins. `weighing` says whether it is still undecided. */
  began(key: string, at: Millis, weighing: () => boolean): void;
  /** A move of `key` counts: the press that began, or any other. */
  counts(key: string, at: Millis, tell: () => void): void;
  /** The press that began was a pulse. */
  wasNone(key: string): void;
  /** Emits the moves that need not wait any longer. */
  look(): void;
}

interface Move {
  readonly key: string;
  readonly at: Millis;
  readonly weighing: () => boolean;
  tell?: () => void;
}

/**
 * The contact of the first press may come to rest last. So a move waits for presses that began before it and are still
 * undecided: at most for the bounce and the shortest press.
 */
export function createInOrder(): InOrder {
  const moves: Move[] = [];
  const add = (move: Move) => {
    const later = moves.findIndex(({ at }) => at > move.at);
    moves.splice(later < 0 ? moves.length : later, 0, move);
  };
  const begunOf = (wanted: string) =>
    moves.findIndex(({ key, tell }) => key === wanted && tell === undefined);
  const look = () => {
    for (let place = 0; place < moves.length; ) {
      const { tell, weighing } = moves[place] as Move;
      if (tell !== undefined) {
        moves.splice(place, 1);
        tell();
      } else if (weighing()) return;
      else place++;
    }
  };
  return {
    began: (key, at, weighing) => add({ key, at, weighing }),
    counts(key, at, tell) {
      const begun = moves[begunOf(key)];
      if (begun === undefined) add({ key, at, weighing: () => false, tell });
      else begun.tell = tell;
    },
    wasNone(key) {
      moves.splice(begunOf(key), 1);
    },
    look,
  };
}

import type { Answer } from '../commands/command-port.ts';

/** Requests that wait; a consumer that gets no answer asks again. */
const waitingMax = 16;

/** A consumer's wish to have events again, first and last sequence. */
export interface Replay {
  readonly from: number;
  readonly to: number;
  /** Tells what was sent again: the first and the last of it, and how many. */
  readonly done: (sent: { readonly from: number; readonly to: number; readonly events: number }) => void;
}

export interface Replays {
  /** Resolves when the events were sent and acknowledged, or at once when too much waits already. */
  ask(from: number, to: number): Promise<Answer>;
  /** Takes out the oldest request. */
  take(): Replay | undefined;
  /** Nothing that waits will be sent: the connection is gone. */
  forget(): void;
}

/** What has been asked for again by the central office, in the order in which it was asked for. */
export function createReplays(): Replays {
  const waiting: (Replay & { readonly answer: (answer: Answer) => void })[] = [];
  return {
    ask(from, to) {
      if (waiting.length >= waitingMax) return Promise.resolve({ error: 'busy' });
      return new Promise((answer) => {
        const done: Replay['done'] = (sent) =>
          answer(sent.events === 0 ? { error: 'nothing-to-replay' } : { result: sent });
        waiting.push({ from, to, done, answer });
      });
    },
    take: () => waiting.shift(),
    forget() {
      for (const { answer } of waiting.splice(0)) answer({ error: 'outcome-unknown' });
    },
  };
}

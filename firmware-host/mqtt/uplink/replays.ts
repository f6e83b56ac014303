import type { Answer } from '../commands/command-port.ts';

/** The most waiting requests; a consumer that gets no answer asks again. */
const waitingMax = 16;

/** A consumer's request for events, by first and last sequence. */
export interface Replay {
  readonly from: number;
  readonly to: number;
  /** Called with what was sent again: the first and the last sequence, and how many events. */
  readonly done: (sent: { readonly from: number; readonly to: number; readonly events: number }) => void;
}

export interface Replays {
  /** Resolves when the events were sent and acknowledged, or at once with a refusal when too many requests wait. */
  ask(from: number, to: number): Promise<Answer>;
  /** Removes and returns the oldest request. */
  take(): Replay | undefined;
  /** Answers all waiting requests with `outcome-unknown`: the connection is gone. */
  forget(): void;
}

/** The replay requests of the central office, in the order in which they came. */
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

import type { Cancel, Clock, Millis } from '../ports.ts';
import type { PrinterAnswer } from './printer-answers.ts';

/** Answers in the order in which they came; one reader takes them one by one. */
export interface AnswerQueue {
  push(answer: PrinterAnswer): void;
  /** The next answer. Undefined after `limitMs` without one, and at once when the device is being closed. */
  next(limitMs: Millis): Promise<PrinterAnswer | undefined>;
  /** Drops the answers that were not taken. */
  clear(): void;
}

export function createAnswerQueue(clock: Clock, signal: AbortSignal): AnswerQueue {
  const queue: PrinterAnswer[] = [];
  let wake = (): void => {};
  signal.addEventListener('abort', () => wake(), { once: true });
  return {
    push(answer) {
      queue.push(answer);
      wake();
    },
    async next(limitMs) {
      let cancel: Cancel = () => {};
      if (queue.length === 0 && !signal.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
          cancel = clock.after(limitMs, resolve, 'printer: answer');
        });
      cancel();
      return queue.shift();
    },
    clear() {
      queue.length = 0;
    },
  };
}

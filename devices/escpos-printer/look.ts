import type { Clock, Millis } from '../ports.ts';
import type { PrinterAnswer } from './printer-answers.ts';
import { isSilence, type PrinterConversation, silence } from './printer-conversation.ts';
import { answerMaxMs, statusLimitMs, unansweredMs } from './printer-limits.ts';
import {
  type Condition,
  realtimeConditions,
  type StatusNumber,
  statusNumbers,
  statusRequest,
} from './printer-status.ts';

/** Looks at the printer and reports what it says. Rejects when it does not answer what it answered before. */
export type Look = () => Promise<readonly Condition[]>;

export interface Looking {
  readonly look: Look;
  /** What it does not answer. */
  readonly silent: readonly StatusNumber[];
  /** To be told of every answer. */
  heard(answer: PrinterAnswer): void;
}

/** Asks for statuses, and learns meanwhile how long this printer takes to answer. */
interface StatusQuestions {
  /** Asks all of these at once: the answers bear no number, and come in the order of the questions. */
  ask(numbers: readonly StatusNumber[], limitMs: Millis, most?: number): Promise<readonly number[]>;
  /** So many `times` as long as its slowest answer took, but `least` at least and `answerMaxMs` at most. */
  within(least: Millis, times: number): Millis;
}

function statusQuestions(talk: PrinterConversation, clock: Clock): StatusQuestions {
  let slowestMs: Millis = 0;
  return {
    async ask(numbers, limitMs, most = numbers.length) {
      const begun = clock.now();
      const got: number[] = [];
      const all = talk.ask(
        Uint8Array.from(numbers.flatMap(statusRequest)),
        (answer) => {
          if (answer.type !== 'realtime') return undefined;
          got.push(answer.byte);
          slowestMs = Math.max(slowestMs, clock.now() - begun);
          return got.length === most ? true : undefined;
        },
        limitMs,
      );
      await all.catch((why) => {
        if (!isSilence(why) || got.length === 0) throw why;
      });
      return got;
    },
    within: (least, times) => Math.min(answerMaxMs, Math.max(least, times * slowestMs)),
  };
}

/** Which ones, where so `many` of all four were answered. One that was not may have been lost: it is asked twice. */
async function answered({ ask, within }: StatusQuestions, many: number): Promise<readonly StatusNumber[]> {
  const known = new Set<StatusNumber>();
  for (const n of [...statusNumbers, ...statusNumbers]) {
    if (known.has(n) || known.size === many) continue;
    try {
      await ask([n], within(unansweredMs, 4));
      known.add(n);
    } catch (why) {
      if (!isSilence(why)) throw why;
    }
  }
  return statusNumbers.filter((n) => known.has(n));
}

/**
 * Finds out which `DLE EOT` this printer answers, and how fast: some know n = 2 only, some 1 and 4, some need 1.2 s.
 * The look asks for those and waits for them as long as it takes this printer, within `answerMaxMs`. Rejects where
 * nothing is answered.
 */
export async function openLook(of: {
  readonly talk: PrinterConversation;
  readonly clock: Clock;
  readonly report: (found: readonly Condition[]) => void;
}): Promise<Looking> {
  const questions = statusQuestions(of.talk, of.clock);
  const { ask, within } = questions;
  const first = await ask(statusNumbers, answerMaxMs);
  const numbers =
    first.length === statusNumbers.length ? statusNumbers : await answered(questions, first.length);
  const silent = statusNumbers.filter((n) => !numbers.includes(n));
  /** Answers since it was looked at last. */
  let came = 0;

  /**
   * All are asked, those that are answered first, and as many waited for as were answered before. Should more come, it
   * was not known well enough; the first ones are then still the answers to what was asked first.
   */
  const look: Look = async () => {
    if (came > numbers.length && silent.length > 0) throw silence('answers more than when it was opened');
    came = 0;
    const got = await ask([...numbers, ...silent], within(statusLimitMs, 2), numbers.length);
    if (got.length < numbers.length || got.length === 0) throw silence('does not answer');
    const found = realtimeConditions(Object.fromEntries(numbers.map((n, at) => [n, got[at]])));
    of.report(found);
    return found;
  };
  return {
    look,
    silent,
    heard(answer) {
      if (answer.type === 'realtime') came++;
    },
  };
}

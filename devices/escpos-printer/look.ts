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

/** Asks the printer for its status and reports it. Rejects when it does not answer a status that it answered before. */
export type Look = () => Promise<readonly Condition[]>;

export interface Looking {
  readonly look: Look;
  /** The statuses that it does not answer. */
  readonly silent: readonly StatusNumber[];
  /** The caller passes every answer here. */
  heard(answer: PrinterAnswer): void;
}

/** Asks for statuses and measures how long this printer takes to answer. */
interface StatusQuestions {
  /**
   * Asks all of these at once; the answers carry no number and come in the order of the questions. Returns the answers
   * within `limitMs`, at most `most`. Rejects when there is none.
   */
  ask(numbers: readonly StatusNumber[], limitMs: Millis, most?: number): Promise<readonly number[]>;
  /** A time limit: `times` the slowest answer so far, but at least `least` and at most `answerMaxMs`. */
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

/**
 * Finds out which statuses were answered, when `many` of the four were: asks them one by one. An unanswered one is
 * asked a second time, since its answer may have been lost.
 */
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
 * `look` then asks for those and waits as long as this printer needs, at most `answerMaxMs`. Rejects when the printer
 * answers none.
 */
export async function createLook(of: {
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
  /** Answers since the last look. */
  let came = 0;

  /**
   * Asks for all four statuses, the answered ones first, and waits for as many answers as the printer gave when it was
   * opened. When more come, the first guess was wrong, and the next look rejects; the first answers still belong to the
   * first questions.
   */
  const look: Look = async () => {
    if (came > numbers.length && silent.length > 0)
      throw silence('The printer answers more than when it was opened');
    came = 0;
    const got = await ask([...numbers, ...silent], within(statusLimitMs, 2), numbers.length);
    if (got.length < numbers.length || got.length === 0) throw silence('The printer does not answer');
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

import type { Clock, Millis } from '../ports.ts';
import type { Answer } from './answers.ts';
import { type Conversation, isSilence, silence } from './conversation.ts';
import { answerMostMs, statusLimitMs, unansweredMs } from './limits.ts';
import {
  type Condition,
  realtimeConditions,
  type StatusNumber,
  statusNumbers,
  statusRequest,
} from './status.ts';

/** Looks at the printer and reports what it says. Rejects when it does not answer what it answered before. */
export type Look = () => Promise<readonly Condition[]>;

export interface Looking {
  readonly look: Look;
  /** What it does not answer. */
  readonly silent: readonly StatusNumber[];
  /** To be told of every answer. */
  heard(answer: Answer): void;
}

/**
 * Finds out which `DLE EOT` this printer answers, and how fast: some know n = 2 only, some 1 and 4, some need 1.2 s. The
 * look asks for those and waits for them as long as it takes this printer, within `answerMostMs`. Rejects where nothing
 * is answered.
 */
export async function openLook(of: {
  readonly talk: Conversation;
  readonly clock: Clock;
  readonly report: (found: readonly Condition[]) => void;
}): Promise<Looking> {
  const { talk, clock, report } = of;
  let slowestMs: Millis = 0;
  /** Answers since it was looked at last. */
  let came = 0;

  /** Asks all of these at once: the answers bear no number, and come in the order of the questions. */
  async function ask(
    numbers: readonly StatusNumber[],
    limitMs: Millis,
    most = numbers.length,
  ): Promise<readonly number[]> {
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
  }

  const within = (least: Millis, times: number): Millis =>
    Math.min(answerMostMs, Math.max(least, times * slowestMs));

  /** Which ones, where so `many` of all four were answered. One that was not may have been lost: it is asked twice. */
  async function answered(many: number): Promise<readonly StatusNumber[]> {
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

  const first = await ask(statusNumbers, answerMostMs);
  const numbers = first.length === statusNumbers.length ? statusNumbers : await answered(first.length);
  const silent = statusNumbers.filter((n) => !numbers.includes(n));

  /**
   * All are asked, those that are answered first, and as many waited for as were answered before. Should more come, it was
   * not known well enough; the first ones are then still the answers to what was asked first.
   */
  const look: Look = async () => {
    if (came > numbers.length && silent.length > 0) throw silence('answers more than when it was opened');
    came = 0;
    const got = await ask([...numbers, ...silent], within(statusLimitMs, 2), numbers.length);
    if (got.length < numbers.length || got.length === 0) throw silence('does not answer');
    const found = realtimeConditions(Object.fromEntries(numbers.map((n, at) => [n, got[at]])));
    report(found);
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

import type { Clock, Millis } from '../ports.ts';
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

/**
 * Finds out which `DLE EOT` this printer answers, and how fast: some know n = 2 only, some 1 and 4, some need 1.2 s. The
 * look asks for those and waits for them as long as it takes this printer, within `answerMostMs`. Rejects where nothing
 * is answered.
 */
export async function openLook(of: {
  readonly talk: Conversation;
  readonly clock: Clock;
  readonly report: (found: readonly Condition[]) => void;
}): Promise<{ readonly look: Look; readonly silent: readonly StatusNumber[] }> {
  const { talk, clock, report } = of;
  let slowestMs: Millis = 0;

  /** Asks all of these at once: the answers bear no number, and come in the order of the questions. */
  async function ask(numbers: readonly StatusNumber[], limitMs: Millis): Promise<readonly number[]> {
    const begun = clock.now();
    const got: number[] = [];
    const all = talk.ask(
      Uint8Array.from(numbers.flatMap(statusRequest)),
      (answer) => {
        if (answer.type !== 'realtime') return undefined;
        got.push(answer.byte);
        slowestMs = Math.max(slowestMs, clock.now() - begun);
        return got.length === numbers.length ? true : undefined;
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

  /** One that was not answered is asked once more: it may have been lost. */
  async function answered(): Promise<readonly StatusNumber[]> {
    const known = new Set<StatusNumber>();
    for (const n of [...statusNumbers, ...statusNumbers]) {
      if (known.has(n)) continue;
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
  const numbers = first.length === statusNumbers.length ? statusNumbers : await answered();

  const look: Look = async () => {
    const got = await ask(numbers, within(statusLimitMs, 2));
    if (got.length < numbers.length || got.length === 0) throw silence('does not answer');
    const found = realtimeConditions(Object.fromEntries(numbers.map((n, at) => [n, got[at]])));
    report(found);
    return found;
  };
  return { look, silent: statusNumbers.filter((n) => !numbers.includes(n)) };
}

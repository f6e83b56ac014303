import type { Clock, Millis } from '../ports.ts';
import type { PrinterAnswer } from './printer-answers.ts';
import { answerMaxMs, askAgainMs, printedLimitMs, settleMaxMs } from './printer-limits.ts';
import { processRequest } from './printer-status.ts';
import { printedQuestion, timesAsked } from './proof.ts';

/** A buffer clear that is carried out late discards the questions too. They are asked again, at most this often. */
const repeatsMax = 3;

/** The answers seen while a line was settled. */
export interface Shown {
  /** How often GS r was answered. */
  readonly printed: number;
  /** It answered each process id with that same id, and after the answers to every GS r before it. */
  readonly identified: boolean;
  /** It fell silent, or answered the ids, within `settleMaxMs`. */
  readonly quiet: boolean;
}

/** The last questions, and which of them were answered. */
interface Round {
  readonly ids: readonly string[];
  printed: number;
  right: number;
  inOrder: boolean;
}

/**
 * Asks until no older question can still be answered. `next`: the next answer that matters, or undefined after
 * `limitMs` without one.
 */
export async function settleLine(of: {
  readonly send: (bytes: Uint8Array) => Promise<void>;
  readonly next: (limitMs: Millis) => Promise<PrinterAnswer | undefined>;
  readonly nextId: () => string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<Shown> {
  const { clock, signal } = of;
  const ours = new Set<string>();
  async function ask(): Promise<Round> {
    const ids = [of.nextId(), of.nextId()];
    for (const id of ids) ours.add(id);
    await of.send(Uint8Array.from([...printedQuestion, ...ids.flatMap(processRequest)]));
    return { ids, printed: 0, right: 0, inOrder: true };
  }
  const until = clock.now() + settleMaxMs;
  let waitUntil = clock.now() + printedLimitMs;
  let againAt = clock.now() + askAgainMs;
  let repeats = 0;
  let round = await ask();
  for (;;) {
    const answer = await of.next(
      round.printed > 0 ? answerMaxMs : Math.min(waitUntil, againAt) - clock.now(),
    );
    if (answer === undefined) {
      // A single answer was a stray NUL; the real answers may still come.
      if (round.printed < timesAsked) round.printed = 0;
      if (round.printed > 0 || clock.now() >= waitUntil || signal.aborted) break;
      if (clock.now() < againAt) continue;
      againAt = Number.POSITIVE_INFINITY;
      round = await ask();
    } else if (clock.now() > until) break;
    else if (answer.type === 'cleared' && repeats++ < repeatsMax) {
      waitUntil = clock.now() + printedLimitMs;
      round = await ask();
    } else {
      hear(round, answer, ours);
      if (isIdentified(round)) break;
    }
  }
  return { printed: round.printed, identified: isIdentified(round), quiet: clock.now() <= until };
}

function hear(round: Round, answer: PrinterAnswer, ours: ReadonlySet<string>): void {
  if (answer.type === 'printed') {
    round.printed++;
    // GS r was asked before the ids: an id that is answered before GS r did not wait for the paper.
    if (round.right > 0) round.inOrder = false;
  }
  if (answer.type !== 'process') return;
  if (answer.id === round.ids[round.right]) round.right++;
  else if (!ours.has(answer.id)) round.right = Number.NEGATIVE_INFINITY;
}

const isIdentified = ({ ids, printed, right, inOrder }: Round): boolean =>
  right === ids.length && inOrder && printed >= timesAsked;

import type { Clock, Millis } from '../ports.ts';
import type { PrinterAnswer } from './printer-answers.ts';
import { answerMaxMs, askAgainMs, printedLimitMs, settleMaxMs } from './printer-limits.ts';
import { processRequest } from './printer-status.ts';
import { printedQuestion, timesAsked } from './proof.ts';

/** A buffer clear that is carried out late takes the questions with it, so they are asked again; so often at most. */
const repeatsMax = 3;

/** What came back of a line that was asked until nothing older can still be answered. */
export interface Shown {
  /** How often GS r was answered. */
  readonly printed: number;
  /** It answered each process id with its own, after every GS r that was asked before. */
  readonly identified: boolean;
  /** It fell silent, or was identified, within `settleMaxMs`. */
  readonly quiet: boolean;
}

/** What was asked last, and what of it was answered. */
interface Round {
  readonly ids: readonly string[];
  printed: number;
  right: number;
  inOrder: boolean;
}

/** Asks until the line is empty. `next`: the next answer that matters, or undefined after so long without one. */
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
      // One by itself was a stray NUL, and the answers may still come.
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
    // GS r was asked before the first id: one that comes before its answers was not printed for.
    if (round.right > 0) round.inOrder = false;
  }
  if (answer.type !== 'process') return;
  if (answer.id === round.ids[round.right]) round.right++;
  else if (!ours.has(answer.id)) round.right = Number.NEGATIVE_INFINITY;
}

const isIdentified = ({ ids, printed, right, inOrder }: Round): boolean =>
  right === ids.length && inOrder && printed >= timesAsked;

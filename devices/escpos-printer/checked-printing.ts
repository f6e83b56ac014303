import { asFault, Fault } from '../fault.ts';
import { faultCatalogue } from '../fault-catalogue.ts';
import { isJobEnd, type JobEnd } from '../job-ends.ts';
import type { Done, Opening } from '../kind.ts';
import type { Clock } from '../ports.ts';
import type { AnyAnswer } from './any-answer.ts';
import type { PaperEvidence } from './evidence.ts';
import { type JobInput, type JobState, jobTable } from './job-states.ts';
import type { Look } from './look.ts';
import type { PrinterAnswer } from './printer-answers.ts';
import { isSilence, type PrinterConversation } from './printer-conversation.ts';
import { cancelLimitMs, printedLimitMs } from './printer-limits.ts';
import { type Condition, stopping } from './printer-status.ts';

/** Prints one job; rejects with a Fault when it is not known to have been printed. */
export type Print = (job: Uint8Array) => Promise<Done>;

/** What printing needs of a printer that can be asked, whatever its language. */
export interface Checked<Answer extends AnyAnswer = PrinterAnswer> {
  readonly clock: Clock;
  readonly talk: PrinterConversation<Answer>;
  readonly look: Look;
  readonly evidence: PaperEvidence<Answer>;
  /** What makes it forget a job. */
  readonly cancel: Uint8Array;
  /** What ends a job, behind the question that proves it. Absent: nothing does. */
  readonly end?: readonly number[];
  readonly report: (found: readonly Condition[]) => void;
  readonly lost: Opening<unknown, never>['lost'];
}

/** The result of one state: the input for the table and, for a bad result, its cause. */
interface Outcome {
  readonly input: JobInput;
  readonly why?: unknown;
}

/** The work of each state. An error that it throws is an input too. */
type Acts = { readonly [state in JobState]?: () => Promise<Outcome> };

/** How a job ended, and the last known cause. */
interface Ended {
  readonly end: JobEnd;
  readonly cause: unknown;
}

/** Printing on a printer that never answers (`status: none`). */
export function createBlindPrinting<Answer extends AnyAnswer>(
  talk: PrinterConversation<Answer>,
  cancel: Uint8Array,
): Print {
  return async (job) => {
    const acts: Acts = {
      'sending-blind': async () => {
        await talk.send(job, printedLimitMs);
        return { input: 'taken' };
      },
      'taking-back': () => takeBack(talk, cancel),
    };
    return done(await follow('sending-blind', acts, () => undefined));
  };
}

/** Printing with a status check before the job, and proof of paper after it. */
export function createCheckedPrinting<Answer extends AnyAnswer>(checked: Checked<Answer>): Print {
  const { evidence, lost } = checked;
  return async (job) => {
    const ended = await follow('looking', actsFor(job, checked), lost);
    if (ended.end !== 'not-printed') evidence.over(ended.end !== 'unconfirmed');
    return done(ended);
  };
}

/** Takes a job from state to state, by the table, until it has ended. */
async function follow(first: JobState, acts: Acts, lost: Checked<never>['lost']): Promise<Ended> {
  let state = first;
  let cause: unknown;
  let last: unknown;
  for (;;) {
    const { input, why } = await outcomeOf(state, acts);
    const step = jobTable[state][input];
    if (step === undefined) throw new Error(`'${input}' cannot come of a job that is ${state}`);
    last = why ?? last;
    // A printer that stays silent when it is asked for the cause adds nothing: the earlier cause stands.
    if (why !== undefined && step.next !== 'taking-back-gone') cause = why;
    if (step.lost) lost(asFault(last, 'link.timeout'));
    if (isJobEnd(step.next)) return { end: step.next, cause };
    state = step.next;
  }
}

async function outcomeOf(state: JobState, acts: Acts): Promise<Outcome> {
  const act = acts[state];
  if (act === undefined) throw new Error(`a job of this printer cannot be ${state}`);
  try {
    return await act();
  } catch (why) {
    return { input: isSilence(why) ? 'silent' : 'broken', why };
  }
}

function actsFor<Answer extends AnyAnswer>(job: Uint8Array, checked: Checked<Answer>): Acts {
  const { talk, look, evidence } = checked;
  const lookBefore = async (): Promise<Outcome> => stopped(await look()) ?? line(evidence);
  const lookAfter = async (): Promise<Outcome> => stopped(await look()) ?? { input: 'well' };
  const settle = async (): Promise<Outcome> => {
    await evidence.settle();
    return { input: evidence.settled ? 'settled' : 'unsettled' };
  };
  const cancel = () => takeBack(talk, checked.cancel);
  return {
    looking: lookBefore,
    settling: settle,
    'looking-again': lookBefore,
    'settling-again': settle,
    'looking-last': lookBefore,
    sending: async () => {
      await talk.send(withEnd(job, checked.end ?? []), printedLimitMs);
      return { input: 'taken' };
    },
    'looking-after': lookAfter,
    proving: () => prove(job, checked),
    'asking-why': lookAfter,
    'taking-back': cancel,
    'taking-back-gone': cancel,
  };
}

function stopped(found: readonly Condition[]): Outcome | undefined {
  const condition = stopping(found);
  return condition && { input: 'stopped', why: new Fault(condition, faultCatalogue[condition].en) };
}

/**
 * A job needs a settled line: otherwise a late answer to an older question would be taken for an answer to this job.
 */
function line<Answer extends AnyAnswer>(evidence: PaperEvidence<Answer>): Outcome {
  if (evidence.settled) return { input: evidence.proves === 'yes' ? 'provable' : 'unprovable' };
  const why = new Fault('link.timeout', 'The printer has not finished what it was sent before');
  return { input: 'unsettled', why };
}

/** Joined as buffers: a long picture has more bytes than a call may have arguments. */
const withEnd = (job: Uint8Array, end: readonly number[]): Uint8Array =>
  Uint8Array.from(Buffer.concat([job, Uint8Array.from(end)]));

async function prove<Answer extends AnyAnswer>(
  job: Uint8Array,
  { clock, talk, evidence, report, end = [] }: Checked<Answer>,
): Promise<Outcome> {
  const proof = evidence.proof();
  if (proof === undefined) throw new Error('a printer that proves its paper has no proof');
  const { question, again } = proof;
  const until = clock.now() + printedLimitMs;
  const wanted = (answer: Answer) => {
    const conditions = proof.heard(answer);
    if (conditions !== undefined) return { printed: true, conditions };
    if (answer.type !== 'automatic' || stopping(answer.conditions ?? []) === undefined) return undefined;
    return { printed: false, conditions: answer.conditions ?? [] };
  };
  let asked = withEnd(job, [...question, ...end]);
  for (;;) {
    const left = until - clock.now();
    try {
      const found = await talk.ask(asked, wanted, Math.min(left, again?.everyMs ?? left));
      report(found.conditions);
      return (found.printed ? undefined : stopped(found.conditions)) ?? { input: 'proven' };
    } catch (why) {
      if (again === undefined || !isSilence(why) || clock.now() >= until) throw why;
      asked = Uint8Array.from(again.question());
    }
  }
}

/** Tries to make the printer forget the job, so that no refill prints it later. */
async function takeBack<Answer extends AnyAnswer>(
  talk: PrinterConversation<Answer>,
  request: Uint8Array,
): Promise<Outcome> {
  try {
    await talk.send(request, cancelLimitMs);
  } catch {
    // The wire is gone or takes no bytes. The ticket is unconfirmed either way, and the next `open` cancels again.
  }
  return { input: 'over' };
}

function done({ end, cause }: Ended): Done {
  if (end === 'printed') return 'acknowledged';
  if (end === 'sent') return 'sent';
  if (end === 'not-printed') throw isSilence(cause) ? notSent(cause) : cause;
  const reason = cause instanceof Fault ? cause.code : 'link.io_error';
  throw new Fault('job.unconfirmed', `The ticket may not have been printed (${reason})`, {
    context: { reason },
    cause,
  });
}

/** The printer fell silent before any byte of the ticket had left: the ticket is certainly not printed. */
function notSent(why: Fault): Fault {
  const text = `The ticket was not sent (${why.code})`;
  return new Fault('job.not_printed', text, { context: { reason: why.code }, cause: why });
}

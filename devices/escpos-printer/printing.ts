import { Fault } from '../fault.ts';
import { faultCatalogue } from '../fault-catalogue.ts';
import type { Done, Opening } from '../kind.ts';
import { type Conversation, isSilence } from './conversation.ts';
import type { Evidence } from './evidence.ts';
import { cancelLimitMs, printedLimitMs } from './limits.ts';
import type { Look } from './look.ts';
import { type Condition, cancelRequest, stopping } from './status.ts';

/** Prints one job; rejects with a Fault when it is not known to have been printed. */
export type Print = (job: Uint8Array) => Promise<Done>;

/** Printing where nothing ever answers. */
export function blindPrinting(talk: Conversation): Print {
  return async (job) => {
    try {
      await talk.send(job, printedLimitMs);
      return 'sent';
    } catch (why) {
      throw await unconfirmed(why, talk);
    }
  };
}

export interface Checked {
  readonly talk: Conversation;
  readonly look: Look;
  readonly evidence: Evidence;
  readonly report: (found: readonly Condition[]) => void;
  readonly lost: Opening<unknown, never>['lost'];
}

/** Printing with a look at the printer before, and its proof of paper after. */
export function checkedPrinting(checked: Checked): Print {
  const { evidence } = checked;
  return async (job) => {
    await lookFirst(checked);
    await settleFirst(checked);
    let answered = false;
    try {
      const done = await send(job, checked);
      answered = true;
      return done;
    } catch (why) {
      throw await giveUp(why, checked);
    } finally {
      evidence.over(answered);
    }
  };
}

/** A printer that says nothing now is gone, but no byte of the ticket has left, and that is certain. */
async function lookFirst({ look, lost }: Checked): Promise<void> {
  try {
    refuseIfStopped(await look());
  } catch (why) {
    throw isSilence(why) ? notSent(why, lost) : why;
  }
}

function notSent(why: Fault, lost: Checked['lost']): Fault {
  lost(why);
  const text = `The ticket was not sent (${why.code})`;
  return new Fault('job.not_printed', text, { context: { reason: why.code }, cause: why });
}

/**
 * An answer that an older question may still get would be taken for this ticket's. A stray NUL between the settling and
 * the end of the look reads like one: then it is done once more.
 */
async function settleFirst(checked: Checked, again = true): Promise<void> {
  const { evidence, lost } = checked;
  if (evidence.settled) return;
  await evidence.settle();
  const { settled } = evidence;
  await lookFirst(checked);
  if (settled && again) return settleFirst(checked, false);
  if (!evidence.settled)
    throw notSent(
      new Fault('link.timeout', 'The printer does not come to the end of what it was sent before'),
      lost,
    );
}

/** From here on bytes of the ticket may be on paper: whatever fails leaves it unconfirmed. */
async function send(job: Uint8Array, { talk, look, evidence, report }: Checked): Promise<Done> {
  const proof = evidence.proof();
  if (proof === undefined) {
    await talk.send(job, printedLimitMs);
    refuseIfStopped(await look());
    return 'sent';
  }
  const found = await talk.ask(
    Uint8Array.of(...job, ...proof.question),
    (answer) => {
      const conditions = proof.heard(answer);
      if (conditions !== undefined) return { printed: true, conditions };
      if (answer.type !== 'automatic' || stopping(answer.conditions) === undefined) return undefined;
      return { printed: false, conditions: answer.conditions };
    },
    printedLimitMs,
  );
  report(found.conditions);
  if (!found.printed) refuseIfStopped(found.conditions);
  return 'acknowledged';
}

/**
 * The ticket is taken back, as far as the printer can be told. One that answered nothing is asked once more: it may say
 * why it stopped, and one that says nothing at all is gone. One that answers stays open: what must not be taken for
 * the next ticket's answer is kept away by settling, and a line that is opened anew forgets nothing by itself.
 */
async function giveUp(why: unknown, { talk, look, lost }: Checked): Promise<Fault> {
  let gone: Fault | undefined;
  let cause = why;
  if (isSilence(why)) {
    try {
      refuseIfStopped(await look());
    } catch (found) {
      if (isSilence(found)) gone = found;
      else cause = found;
    }
  }
  const fault = await unconfirmed(cause, talk);
  if (gone !== undefined) lost(gone);
  return fault;
}

function refuseIfStopped(found: readonly Condition[]): void {
  const condition = stopping(found);
  if (condition !== undefined) throw new Fault(condition, faultCatalogue[condition].en);
}

/** The ticket may be on paper or not. Tries to make the printer forget it, so that no refill prints it later. */
async function unconfirmed(why: unknown, talk: Conversation): Promise<Fault> {
  try {
    await talk.send(cancelRequest, cancelLimitMs);
  } catch {
    // The wire is gone or does not take bytes: the ticket is unconfirmed all the same, and `open` cancels again.
  }
  const reason = why instanceof Fault ? why.code : 'link.io_error';
  return new Fault('job.unconfirmed', `The ticket may not have been printed (${reason})`, {
    context: { reason },
    cause: why,
  });
}

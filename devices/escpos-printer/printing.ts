import { Fault } from '../fault.ts';
import { faultCatalogue } from '../fault-catalogue.ts';
import type { Done, Opening } from '../kind.ts';
import type { Conversation } from './conversation.ts';
import {
  type Condition,
  cancelRequest,
  printedRequest,
  realtimeConditions,
  type StatusNumber,
  statusRequest,
  stopping,
} from './status.ts';

/** How long one status answer may take; a network printer that is asleep needs some hundred milliseconds. */
export const statusLimitMs = 1_000;

/** How long a ticket may take from its first byte to the answer that it is printed: some 2 s, more on a slow line. */
export const printedLimitMs = 8_000;

/** How long the bytes that cancel a job may take to leave. */
export const cancelLimitMs = 1_000;

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
  readonly look: () => Promise<readonly Condition[]>;
  readonly report: (found: readonly Condition[]) => void;
  readonly warn: Opening<unknown, never>['warn'];
  readonly lost: Opening<unknown, never>['lost'];
}

/** Printing with a look at the printer before, and its acknowledgement after. */
export function checkedPrinting({ talk, look, report, warn, lost }: Checked): Print {
  // Not every printer answers GS r. One that has done so once must do so for every ticket.
  let acknowledges: 'unknown' | 'yes' | 'no' = 'unknown';

  async function acknowledged(job: Uint8Array): Promise<void> {
    const found = await talk.ask(
      Uint8Array.of(...job, ...printedRequest),
      (answer) => {
        if (answer.type === 'printed') return { printed: true, conditions: answer.conditions };
        if (answer.type !== 'automatic' || stopping(answer.conditions) === undefined) return undefined;
        return { printed: false, conditions: answer.conditions };
      },
      printedLimitMs,
    );
    report(found.conditions);
    if (!found.printed) refuseIfStopped(found.conditions);
    acknowledges = 'yes';
  }

  /** Whether it answers GS r with nothing before it: the question may also have been lost together with the ticket. */
  async function answersAlone(): Promise<boolean> {
    try {
      return await talk.ask(
        printedRequest,
        ({ type }) => (type === 'printed' ? true : undefined),
        statusLimitMs,
      );
    } catch (why) {
      if (!isSilence(why)) throw why;
      return false;
    }
  }

  async function send(job: Uint8Array): Promise<Done> {
    if (acknowledges === 'no') {
      await talk.send(job, printedLimitMs);
      refuseIfStopped(await look());
      return 'sent';
    }
    try {
      await acknowledged(job);
      return 'acknowledged';
    } catch (why) {
      if (!isSilence(why)) throw why;
      refuseIfStopped(await look());
      if (acknowledges === 'yes' || (await answersAlone())) {
        acknowledges = 'yes';
        throw why;
      }
      acknowledges = 'no';
      warn('printer.status_unsupported', 'This printer does not acknowledge what it printed (GS r).');
      return 'sent';
    }
  }

  /** A printer that says nothing now is gone, but no byte of the ticket has left, and that is certain. */
  async function lookFirst(): Promise<readonly Condition[]> {
    try {
      return await look();
    } catch (why) {
      if (!isSilence(why)) throw why;
      lost(why);
      throw new Fault('job.not_printed', `The ticket was not sent (${why.code})`, {
        context: { reason: why.code },
        cause: why,
      });
    }
  }

  return async (job) => {
    refuseIfStopped(await lookFirst());
    try {
      return await send(job);
    } catch (why) {
      throw await unconfirmed(why, talk);
    }
  };
}

/** Asks for all four statuses and reports what they say. Rejects when the printer does not answer. */
export async function askConditions(
  talk: Conversation,
  report: (found: readonly Condition[]) => void,
): Promise<readonly Condition[]> {
  const ask = (n: StatusNumber): Promise<number> =>
    talk.ask(
      statusRequest(n),
      (answer) => (answer.type === 'realtime' ? answer.byte : undefined),
      statusLimitMs,
    );
  const found = realtimeConditions({ 1: await ask(1), 2: await ask(2), 3: await ask(3), 4: await ask(4) });
  report(found);
  return found;
}

function refuseIfStopped(found: readonly Condition[]): void {
  const condition = stopping(found);
  if (condition !== undefined) throw new Fault(condition, faultCatalogue[condition].en);
}

const isSilence = (why: unknown): why is Fault =>
  why instanceof Fault && (why.code === 'link.timeout' || why.code === 'link.wrong_device');

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

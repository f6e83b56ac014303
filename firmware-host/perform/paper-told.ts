import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { JobEnd } from '../../devices/job-ends.ts';
import type { Command } from '../queue/commands.ts';

/** What a job was for, and how far the site file believes its printer. */
export interface Job {
  readonly copy: boolean;
  readonly acceptUnconfirmed: boolean;
}

/**
 * Which command tells the queue of an end. A printer that proves nothing is believed only when the site file says so. A
 * copy that was not printed says nothing about the paper before it, which may well be in somebody's hand: only a person
 * voids such a number.
 */
export function toldOf(
  end: JobEnd,
  { copy, acceptUnconfirmed }: Job,
): 'confirm-print' | 'doubt-print' | 'void' {
  switch (end) {
    case 'printed':
      return 'confirm-print';
    case 'sent':
      return acceptUnconfirmed ? 'confirm-print' : 'doubt-print';
    case 'unconfirmed':
      return 'doubt-print';
    case 'not-printed':
      return copy ? 'doubt-print' : 'void';
  }
}

/** The command itself; `reason` is told unless the paper is there. */
export function tellQueue(end: JobEnd, job: Job & { readonly ticket: string }, reason: FaultCode): Command {
  const { ticket } = job;
  const type = toldOf(end, job);
  return type === 'confirm-print' ? { type, ticket } : { type, ticket, reason };
}

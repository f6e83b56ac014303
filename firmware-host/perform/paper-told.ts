import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { JobEnd } from '../../devices/job-ends.ts';
import type { Command } from '../queue/commands.ts';

/** The purpose of a print job, and whether the site file trusts its printer. */
export interface Job {
  readonly copy: boolean;
  readonly acceptUnconfirmed: boolean;
}

/**
 * The command that reports the end of a job to the queue. A printer without evidence is trusted only if the site file
 * says so. A copy that was not printed proves nothing about the original, which a visitor may well have: only a person
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

/** The command itself. It carries `reason` unless the paper came out. */
export function tellQueue(end: JobEnd, job: Job & { readonly ticket: string }, reason: FaultCode): Command {
  const { ticket } = job;
  const type = toldOf(end, job);
  return type === 'confirm-print' ? { type, ticket } : { type, ticket, reason };
}

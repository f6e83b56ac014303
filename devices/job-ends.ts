import { doubtful } from './doubtful.ts';
import type { FaultCode } from './fault-catalogue.ts';
import type { Done } from './kind.ts';

/** Each way a print job ends, in words. A job ends exactly once. */
export const jobEnds = {
  printed: 'The printer proved that it is on paper.',
  sent: 'It was sent, and the printer proves nothing.',
  unconfirmed: 'It may be on paper or not.',
  'not-printed': 'Nothing of it was printed.',
} as const;

export type JobEnd = keyof typeof jobEnds;

export const isJobEnd = (state: string): state is JobEnd => Object.hasOwn(jobEnds, state);

/** The end that a driver's result means. */
export const endOfDone = { acknowledged: 'printed', sent: 'sent' } as const satisfies Record<Done, JobEnd>;

/** The end that the fault of a job means, whether the driver or a layer above threw it. */
export const endOfFault = (code: FaultCode): JobEnd => (doubtful.has(code) ? 'unconfirmed' : 'not-printed');

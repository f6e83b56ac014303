import { doubtful } from './doubtful.ts';
import type { FaultCode } from './fault-catalogue.ts';
import type { Done } from './kind.ts';

/** Each way a print job ends, in words. It ends in one of them, and in no other after that. */
export const jobEnds = {
  printed: 'The printer proved that it is on paper.',
  sent: 'It was sent, and the printer proves nothing.',
  unconfirmed: 'It may be on paper or not.',
  'not-printed': 'Nothing of it was printed.',
} as const;

export type JobEnd = keyof typeof jobEnds;

export const isJobEnd = (state: string): state is JobEnd => Object.hasOwn(jobEnds, state);

/** As a driver says it. */
export const endOfDone = { acknowledged: 'printed', sent: 'sent' } as const satisfies Record<Done, JobEnd>;

/** As the fault of a job says it, wherever that comes from. */
export const endOfFault = (code: FaultCode): JobEnd => (doubtful.has(code) ? 'unconfirmed' : 'not-printed');

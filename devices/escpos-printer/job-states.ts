import type { JobEnd } from '../job-ends.ts';

/**
 * The states of a print job on an ESC/POS printer, as a transition table: for each state and input, the next state.
 * docs/states.md shows the table; checked-printing.ts does the work of each state and follows it.
 */

/** Each state, in words. In the first five, no byte of the job has left. */
export const jobStates = {
  looking: 'The printer is asked whether it can print.',
  settling: 'It is asked until nothing older can still be answered.',
  'looking-again': 'The line was settled; it is asked once more whether it can print.',
  'settling-again': 'Something came meanwhile: the line is settled a second time.',
  'looking-last': 'It is asked whether it can print, for the last time.',
  sending: 'The job is sent to a printer that proves nothing of its paper.',
  'looking-after': 'All of it was sent; the printer is asked whether it could print.',
  proving: 'The job is sent with a question behind it, which is answered when it is on paper.',
  'sending-blind': 'The job is sent to a printer that answers nothing by design (`status: none`).',
  'asking-why': 'It fell silent with the job: it is asked once more, since it may say why.',
  'taking-back': 'It is told to forget the job, so that no refill prints it later.',
  'taking-back-gone': 'The same, of one that said nothing when it was asked why.',
} as const;

export type JobState = keyof typeof jobStates;

/** Each input, in words: the result of the work of a state. */
export const jobInputs = {
  provable: 'it can print, nothing older can be answered, and it proves its paper',
  unprovable: 'it can print, nothing older can be answered, and it proves nothing',
  unsettled: 'something older may still be answered',
  settled: 'nothing older can be answered',
  taken: 'all bytes were taken',
  well: 'it can print',
  proven: 'it answered that the job is on paper',
  stopped: 'it says that it cannot print',
  silent: 'it answers nothing, or takes no bytes',
  broken: 'the wire is lost, or the device is being closed',
  over: 'it was told, as far as it could be',
} as const;

export type JobInput = keyof typeof jobInputs;

export interface JobStep {
  readonly next: JobState | JobEnd;
  /** The printer is gone: the supervisor opens its link again. */
  readonly lost: boolean;
}

/** A missing input cannot come in that state. */
type Row = Readonly<Partial<Record<JobInput, JobStep>>>;

const to = (next: JobState | JobEnd): JobStep => ({ next, lost: false });
const lost = (next: JobState | JobEnd): JobStep => ({ next, lost: true });

/** No byte of the job has left: it is certainly not printed. */
const before: Row = { stopped: to('not-printed'), silent: lost('not-printed'), broken: to('not-printed') };
const ready: Row = { provable: to('proving'), unprovable: to('sending') };
/** Bytes of the job may be on paper. A printer that falls silent is asked for the cause. */
const failing: Row = { silent: to('asking-why'), broken: to('taking-back') };

export const jobTable: Readonly<Record<JobState, Row>> = {
  looking: { ...before, ...ready, unsettled: to('settling') },
  settling: { settled: to('looking-again'), unsettled: to('looking-last'), broken: to('not-printed') },
  'looking-again': { ...before, ...ready, unsettled: to('settling-again') },
  'settling-again': { settled: to('looking-last'), unsettled: to('looking-last'), broken: to('not-printed') },
  'looking-last': { ...before, ...ready, unsettled: lost('not-printed') },
  sending: { ...failing, taken: to('looking-after') },
  'looking-after': { ...failing, well: to('sent'), stopped: to('taking-back') },
  proving: { ...failing, proven: to('printed'), stopped: to('taking-back') },
  'sending-blind': { taken: to('sent'), silent: to('taking-back'), broken: to('taking-back') },
  'asking-why': {
    well: to('taking-back'),
    stopped: to('taking-back'),
    silent: to('taking-back-gone'),
    broken: to('taking-back'),
  },
  'taking-back': { over: to('unconfirmed') },
  'taking-back-gone': { over: lost('unconfirmed') },
};

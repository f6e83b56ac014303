import { describe, expect, it } from 'vitest';
import { createBlindPrinting, createCheckedPrinting } from '../../devices/escpos-printer/checked-printing.ts';
import {
  type JobInput,
  type JobState,
  type JobStep,
  jobInputs,
  jobStates,
  jobTable,
} from '../../devices/escpos-printer/job-states.ts';
import { cancelRequest } from '../../devices/escpos-printer/printer-status.ts';
import { asFault, Fault } from '../../devices/fault.ts';
import { endOfDone, endOfFault, isJobEnd, type JobEnd, jobEnds } from '../../devices/job-ends.ts';
import { toldOf } from '../../firmware-host/perform/paper-told.ts';
import { VirtualClock } from '../virtual-clock.ts';

interface Step extends JobStep {
  readonly from: JobState;
  readonly input: JobInput;
}

const states = Object.keys(jobStates) as JobState[];
const starts = ['looking', 'sending-blind'] as const;
const stepsFrom = (from: JobState): readonly Step[] =>
  (Object.entries(jobTable[from]) as [JobInput, JobStep][]).map(([input, step]) => ({
    from,
    input,
    ...step,
  }));

/** Every way a job can go from here to an end. A way that came back to a state would never end, and fails. */
function ways(from: JobState, before: readonly Step[] = []): readonly (readonly Step[])[] {
  expect(before.map((step) => step.from)).not.toContain(from);
  return stepsFrom(from).flatMap((step) =>
    isJobEnd(step.next) ? [[...before, step]] : ways(step.next, [...before, step]),
  );
}

const endOf = (way: readonly Step[]) => way.at(-1)?.next as JobEnd;
const inWords = (way: readonly Step[]) =>
  [...way.map(({ from, input }) => `${from} ${input}`), endOf(way)].join(', ');
const allWays = starts.flatMap((start) => ways(start));
/** In these, and after them, any byte of the job may have left. */
const sends = new Set<JobState>(['sending', 'proving', 'sending-blind']);
const hasLeft = (way: readonly Step[]) => way.some(({ from }) => sends.has(from));

const everyTold = (end: JobEnd) =>
  [false, true].flatMap((copy) =>
    [false, true].map((acceptUnconfirmed) => toldOf(end, { copy, acceptUnconfirmed })),
  );

describe('the way of a print job', () => {
  it('comes through every state, by every input, to every end', () => {
    const steps = allWays.flat();
    expect(new Set(steps.map(({ from }) => from))).toEqual(new Set(states));
    expect(new Set(steps.map(({ input }) => input))).toEqual(new Set(Object.keys(jobInputs)));
    expect(new Set(allWays.map(endOf))).toEqual(new Set(Object.keys(jobEnds)));
  });

  it('has one end, behind which it does not go on', () => {
    for (const way of allWays) expect(way.filter(({ next }) => isJobEnd(next)).length, inWords(way)).toBe(1);
    for (const end of Object.keys(jobEnds)) expect(jobTable).not.toHaveProperty(end);
  });

  it('knows what to do wherever the printer falls silent or the wire breaks', () => {
    const untouched = ['settling', 'settling-again', 'taking-back', 'taking-back-gone'];
    for (const state of states) {
      const row = jobTable[state];
      if (!state.startsWith('taking-back')) expect(row.broken, state).toBeDefined();
      if (!untouched.includes(state)) expect(row.silent, state).toBeDefined();
    }
  });

  it('is never called void once any byte may have left', () => {
    for (const way of allWays.filter(hasLeft)) {
      expect(endOf(way), inWords(way)).not.toBe('not-printed');
      expect(everyTold(endOf(way)), inWords(way)).not.toContain('void');
    }
  });

  it('leaves no number in doubt of which nothing has left, and is printed only when that is proven', () => {
    for (const way of allWays) {
      if (!hasLeft(way)) expect(endOf(way), inWords(way)).toBe('not-printed');
      if (endOf(way) === 'printed')
        expect(way.at(-1), inWords(way)).toMatchObject({ from: 'proving', input: 'proven' });
    }
  });

  it('takes back whatever it leaves in doubt, once, as the last thing', () => {
    for (const way of allWays) {
      const takenBack = way.filter(({ from }) => from.startsWith('taking-back'));
      expect(takenBack.length, inWords(way)).toBe(endOf(way) === 'unconfirmed' ? 1 : 0);
    }
  });

  it('has the link opened anew exactly where the printer says nothing, or never comes to an end', () => {
    for (const way of allWays.filter(([first]) => first?.from !== 'sending-blind')) {
      const gone =
        way.some(({ from, input }) => input === 'silent' && !sends.has(from) && from !== 'looking-after') ||
        way.some(({ from, input }) => from === 'looking-last' && input === 'unsettled');
      expect(way.filter(({ lost }) => lost).length, inWords(way)).toBe(gone ? 1 : 0);
    }
  });
});

/** A printer that does what the way says, step by step; anything else is a failure of the test. */
function scripted(way: readonly Step[]) {
  const left = [...way];
  const did: string[] = [];
  let now = { settled: false, proves: 'no' as 'yes' | 'no' };
  const take = (...from: readonly JobState[]): JobInput => {
    const step = left.shift();
    if (step === undefined || !from.includes(step.from))
      throw new Error(`${from.join(' or ')} came instead of ${step?.from}`);
    if (step.input === 'silent') throw new Fault('link.timeout', `silent while ${step.from}`);
    if (step.input === 'broken') throw new Fault('link.io_error', `broken while ${step.from}`);
    return step.input;
  };
  const unused = () => undefined;
  return {
    left,
    did,
    clock: new VirtualClock(),
    cancel: cancelRequest,
    talk: {
      send: async (bytes: Uint8Array) => {
        const cancels = bytes === cancelRequest;
        did.push(cancels ? 'cancel' : 'job');
        if (cancels) take('taking-back', 'taking-back-gone');
        else take('sending', 'sending-blind');
      },
      ask: async () => {
        did.push('job');
        const stops = take('proving') === 'stopped';
        return { printed: !stops, conditions: stops ? ['paper.out'] : [] } as never;
      },
    },
    look: async () => {
      const input = take('looking', 'looking-again', 'looking-last', 'looking-after', 'asking-why');
      now = { settled: input.endsWith('provable'), proves: input === 'provable' ? 'yes' : 'no' };
      return input === 'stopped' ? (['paper.out'] as const) : [];
    },
    evidence: {
      get settled() {
        return now.settled;
      },
      get proves() {
        return now.proves;
      },
      heard: unused,
      settle: async () => {
        now = { ...now, settled: take('settling', 'settling-again') === 'settled' };
      },
      proof: () => (now.proves === 'yes' ? { question: [0], heard: unused } : undefined),
      over: (answered: boolean) => void did.push(answered ? 'answered' : 'may be answered yet'),
    },
    report: unused,
    lost: () => void did.push('lost'),
  };
}

it.each(allWays.map((way) => ({ name: inWords(way), way })))('the driver goes: $name', async ({ way }) => {
  const printer = scripted(way);
  const blind = way[0]?.from === 'sending-blind';
  const print = blind ? createBlindPrinting(printer.talk, cancelRequest) : createCheckedPrinting(printer);
  const end = await print(Uint8Array.of(0x41)).then(
    (done) => endOfDone[done],
    (thrown: unknown) => endOfFault(asFault(thrown, 'driver.error').code),
  );
  expect(end).toBe(endOf(way));
  expect(printer.left).toEqual([]);
  expect(printer.did.filter((what) => what === 'job')).toHaveLength(hasLeft(way) ? 1 : 0);
  expect(printer.did.filter((what) => what === 'lost')).toHaveLength(way.filter(({ lost }) => lost).length);
  const answered = end === 'unconfirmed' ? 'may be answered yet' : 'answered';
  expect(printer.did.filter((what) => what.includes('answered'))).toEqual(
    hasLeft(way) && !blind ? [answered] : [],
  );
});

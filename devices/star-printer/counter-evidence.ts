import type { PaperEvidence } from '../escpos-printer/evidence.ts';
import { Fault } from '../fault.ts';
import type { Clock, Millis } from '../ports.ts';
import type { StarAnswer } from './star-answers.ts';
import { answerMaxMs, pollEveryMs, printedLimitMs } from './star-limits.ts';
import { counterReset, counterStep, counterValues, statusRequest } from './star-status.ts';

/** The counter never passes 0 in a proof: 0 is what it has after a power cut, or when somebody else cancels. */
const baseMax = counterValues - 2;

/**
 * What a Star printer proves about a job on paper. `ETB` behind the job steps a counter when everything before it is
 * printed, and the counter is asked for. It carries no id, and an older job may step it too: so it counts on a settled
 * line only, on which no ETB is outstanding, and one step further on is the only value that proves the job.
 */
export interface CounterEvidence extends PaperEvidence<StarAnswer> {
  /** The status request that may be sent now: none while an earlier one may still be answered. */
  question(): readonly number[];
}

interface Asking {
  /** Sends, and waits for the first answer for which `wanted` is true; resolves to false without one. */
  readonly ask: (
    bytes: Uint8Array,
    wanted: (answer: StarAnswer) => boolean,
    limitMs: Millis,
  ) => Promise<boolean>;
  readonly clock: Clock;
}

/** The counter of the printer, as it was said last. */
interface Counter {
  readonly value: number | undefined;
  question(): readonly number[];
  heard(answer: StarAnswer): void;
  /** Asks what it is. False: no answer. */
  look(): Promise<boolean>;
  /** Sends the bytes, and asks until it has the value, for as long as a ticket may take. */
  reaches(value: number, bytes: readonly number[]): Promise<boolean>;
}

function createCounter({ ask, clock }: Asking): Counter {
  let value: number | undefined;
  let askedAt: Millis | undefined;
  function question(): readonly number[] {
    if (askedAt !== undefined && clock.now() - askedAt < answerMaxMs) return [];
    askedAt = clock.now();
    return statusRequest;
  }
  return {
    get value() {
      return value;
    },
    question,
    heard(answer) {
      if (answer.type !== 'automatic') return;
      value = answer.counter;
      askedAt = undefined;
    },
    look: () => ask(Uint8Array.from(question()), ({ type }) => type === 'automatic', answerMaxMs),
    async reaches(wanted, first) {
      const until = clock.now() + printedLimitMs;
      let bytes = [...first, ...question()];
      while (clock.now() < until) {
        if (await ask(Uint8Array.from(bytes), () => value === wanted, pollEveryMs)) return true;
        bytes = [...question()];
      }
      return false;
    },
  };
}

/** `isStopped`: whether the last status said that the printer cannot print; then its counter stands still. */
export function createCounterEvidence(of: Asking & { readonly isStopped: () => boolean }): CounterEvidence {
  const counter = createCounter(of);
  /** The value at which all that was sent is printed; undefined: the line is not settled. */
  let base: number | undefined;
  let proves: 'unknown' | 'yes' | 'no' = 'unknown';
  let settling: Promise<void> | undefined;

  async function settleOnce(): Promise<void> {
    base = undefined;
    if (!(await counter.look())) return;
    if (counter.value === undefined) {
      proves = 'no';
      return;
    }
    const value = farFrom(counter.value);
    const steps = Array.from({ length: value }, () => counterStep);
    if (await counter.reaches(value, [...counterReset, ...steps])) {
      base = value;
      proves = 'yes';
    } else if (!of.isStopped() && proves === 'unknown') proves = 'no';
  }

  return {
    get settled() {
      return base !== undefined || proves === 'no';
    },
    get proves() {
      return proves;
    },
    question: counter.question,
    heard: counter.heard,
    settle() {
      settling ??= settleOnce()
        // The wire is gone or takes no bytes: the line stays unsettled.
        .catch((why) => {
          if (!(why instanceof Fault)) throw why;
        })
        .finally(() => {
          settling = undefined;
        });
      return settling;
    },
    proof() {
      if (proves !== 'yes' || base === undefined) return undefined;
      const value = base + 1;
      return {
        question: [counterStep, ...counter.question()],
        again: { everyMs: pollEveryMs, question: counter.question },
        heard: (answer) =>
          answer.type === 'automatic' && answer.counter === value ? answer.conditions : undefined,
      };
    },
    over(answered) {
      base = answered && base !== undefined && base < baseMax ? base + 1 : undefined;
    },
  };
}

/**
 * A value that the counter does not have soon by itself: steps that are still outstanding bring it on by a few, and
 * ours begin at 0 behind them. From 1 to `baseMax`, since the counter has to have one more.
 */
const farFrom = (counter: number): number => (counter + counterValues / 2) % (baseMax + 1) || baseMax;

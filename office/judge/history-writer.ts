import { asFault, type Fault } from '../../devices/fault.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { createTurns } from '../../devices/serial-execution.ts';
import { repeatAfter } from '../../firmware-host/async/interval.ts';
import type { HistoryStore } from '../store/store-port.ts';
import type { Incident, IncidentChange, Moment, VerdictChange } from '../verdict/verdict-types.ts';
import type { Judged } from '../verdict/verdicts.ts';

/** What is judged within this is written in one transaction. */
const writeEveryMs: Millis = 1_000;
/** How closely it is known after a crash until when the office lived. */
const aliveEveryMs: Millis = 5_000;
/** A clock that goes back by less is waited for; by more, it was wrong before. */
const clockBackMaxMs: Millis = 5_000;
/** More changes than this are not kept for a store that is slow: all that stands is written instead. */
const pendingMax = 50_000;

/** Writes down what is judged, as long as this worker is the one that does. */
export interface HistoryWriter {
  judged(judged: Judged): void;
  /** Whether this worker writes the history from now on. */
  setWriting(writing: boolean): void;
  /** Writes what is left; resolves when the store has it, or has failed. */
  stop(): Promise<void>;
}

/**
 * It begins, and goes on after a failure of the store, with all that stands: what changed meanwhile was written by
 * another worker or by nobody, and a span that nobody has watched must not go on in the history. The same when the
 * clock of this machine is set back: what was dated by the time ahead would stand over all that is said until then.
 */
export function startHistoryWriter(of: {
  readonly history: Pick<HistoryStore, 'write' | 'alive' | 'rewind' | 'resume' | 'openIncidents'>;
  readonly clock: Clock;
  /** Unix ms. */
  readonly wall: () => number;
  /** What stands now: every verdict, and every open incident. */
  readonly standing: () => {
    readonly verdicts: readonly VerdictChange[];
    readonly incidents: readonly Incident[];
  };
  readonly report: (fault: Fault) => void;
}): HistoryWriter {
  const { history, clock } = of;
  const inTurn = createTurns();
  let writing = false;
  /** Undefined: all that stands has to be written first. */
  let pending: Judged[] | undefined;
  let size = 0;
  let failing = false;
  let aliveAt: Millis | undefined;
  const dates = createDates(of.wall);

  async function begin(): Promise<void> {
    const { verdicts, incidents } = of.standing();
    [pending, size] = [[], 0];
    await history.rewind(dates.anew());
    await history.resume();
    const now: Moment = { at: clock.now(), wall: dates.now() };
    const known = await history.openIncidents(now);
    await history.write({ verdicts, corrections: [], incidents: allAgain(incidents, known, now) }, now.wall);
  }

  async function flush(): Promise<void> {
    if (!writing) return;
    try {
      if (pending === undefined || dates.isAhead()) await begin();
      const taken = pending?.splice(0) ?? [];
      size = 0;
      if (taken.length > 0) await history.write(together(taken), dates.now());
      const now = clock.now();
      if (aliveAt === undefined || now - aliveAt >= aliveEveryMs) {
        await history.alive(dates.now());
        aliveAt = now;
      }
      failing = false;
    } catch (thrown) {
      pending = undefined;
      if (!failing) of.report(asFault(thrown, 'store.error'));
      failing = true;
    }
  }

  const cancel: Cancel = repeatAfter(clock, writeEveryMs, () => inTurn(flush), 'office: history');
  return {
    judged(judged) {
      if (!writing || pending === undefined || isEmpty(judged)) return;
      pending.push(judged);
      size += judged.verdicts.length + judged.incidents.length + judged.corrections.length;
      if (size > pendingMax) pending = undefined;
    },
    setWriting(next) {
      if (next && !writing) pending = undefined;
      writing = next;
    },
    stop() {
      cancel();
      return inTurn(flush);
    },
  };
}

/** By what time the history is dated, Unix ms: never before what is written already. */
function createDates(wall: () => number) {
  let last = Number.NEGATIVE_INFINITY;
  const now = (): number => {
    last = Math.max(last, wall());
    return last;
  };
  return {
    now,
    /** The clock was set back since. */
    isAhead: () => last - wall() > clockBackMaxMs,
    anew(): number {
      last = Number.NEGATIVE_INFINITY;
      return now();
    },
  };
}

/** What stands is said again, and what is known to the store and stands no longer is closed. */
function allAgain(
  standing: readonly Incident[],
  known: readonly Incident[],
  now: Moment,
): readonly IncidentChange[] {
  const ids = new Set(standing.map(({ id }) => id));
  const over = known.filter(({ id }) => !ids.has(id));
  return [
    ...standing.map((incident) => ({ change: 'updated' as const, incident })),
    ...over.map((incident) => ({ change: 'closed' as const, incident: { ...incident, closedAt: now } })),
  ];
}

const isEmpty = ({ verdicts, corrections, incidents }: Judged): boolean =>
  verdicts.length + corrections.length + incidents.length === 0;

const together = (all: readonly Judged[]): Judged => ({
  verdicts: all.flatMap(({ verdicts }) => verdicts),
  corrections: all.flatMap(({ corrections }) => corrections),
  incidents: all.flatMap(({ incidents }) => incidents),
});

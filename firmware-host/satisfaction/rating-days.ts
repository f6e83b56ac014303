import type { Record as JournalRecord } from '../journal/journal-port.ts';
import type { RatingEvent } from '../queue/events.ts';
import type { ElementId, Score } from '../queue/survey.ts';
import { addedCounts, noAnswers, type ScoreCounts } from './elements.ts';

/**
 * What an answer counts as. `counted`: the one answer of a visit. `repeated`: a visit that had its answer. `none`:
 * pressed at a counter without a visit. `hall`: at a pad without a counter. Only what is `counted` enters an index of
 * the site.
 */
export const answerKinds = ['counted', 'repeated', 'none', 'hall'] as const;
export type AnswerKind = (typeof answerKinds)[number];

export type AnswersByElement = ReadonlyMap<ElementId, ScoreCounts>;

/** What one service has of one day. */
export interface ServiceSums {
  /** Tickets that were served. */
  readonly visits: number;
  readonly complaints: number;
  readonly answers: Readonly<Record<AnswerKind, AnswersByElement>>;
}

/** What has no service: presses without a visit, pads of the hall, complaints about no service. */
export const noService = '';

/** One business day. */
export interface DaySums {
  /** By service, `noService` among them. */
  readonly services: ReadonlyMap<string, ServiceSums>;
  /** Of the answers of all kinds: those given while the clock was not trusted, so that the date may be wrong. */
  readonly unsynced: number;
}

/** Records that were gone from the journal before they were counted: both ends are among them. */
export interface LostRange {
  readonly from: number;
  readonly to: number;
}

/** The last record that was counted, and what tells it from a record of another journal with the same number. */
export interface CountedTo {
  /** 0 before the first. */
  readonly sequence: number;
  readonly boot: string;
  readonly hall: number;
}

/** The sums of all days, and how far the journal is in them. */
export interface RatingDays {
  at: CountedTo;
  /** The business day of the next record, and the one before it. */
  date: string | undefined;
  dateBefore: string | undefined;
  readonly days: Map<string, DaySums>;
  gaps: readonly LostRange[];
}

/** PermenPANRB 14/2017 wants a survey a year: ten years and a little more are kept, the oldest days go first. */
const keptDaysMax = 4_000;
/** Gaps are told in reports; one is the rule, where a journal was replaced. */
const gapsMax = 100;

const noSums: ServiceSums = {
  visits: 0,
  complaints: 0,
  answers: { counted: new Map(), repeated: new Map(), none: new Map(), hall: new Map() },
};

export const emptyDay: DaySums = { services: new Map(), unsynced: 0 };

export const nothingCounted = (): RatingDays => ({
  at: { sequence: 0, boot: '', hall: 0 },
  date: undefined,
  dateBefore: undefined,
  days: new Map(),
  gaps: [],
});

/**
 * Counts one record, in place: a day that it changes is replaced by another one. A record that was counted before
 * changes nothing. Records missing before it are kept as a gap, but those before the very first. Returns whether a sum
 * has changed.
 */
export function countRecord(into: RatingDays, record: JournalRecord): boolean {
  const { sequence, boot, hall, event } = record;
  if (sequence <= into.at.sequence) return false;
  if (into.at.sequence > 0 && sequence > into.at.sequence + 1)
    addGap(into, { from: into.at.sequence + 1, to: sequence - 1 });
  into.at = { sequence, boot, hall };
  if (event.type === 'day.opened') openDay(into, event.date);
  const { date } = into;
  // A journal whose first day was removed in part: nobody knows which day these were of.
  if (date === undefined) return false;
  switch (event.type) {
    case 'ticket.served':
      changeService(into, date, event.service, (sums) => ({ ...sums, visits: sums.visits + 1 }));
      return true;
    case 'complaint.opened':
      changeService(into, date, event.service ?? noService, (sums) => ({
        ...sums,
        complaints: sums.complaints + 1,
      }));
      return true;
    case 'rating.given':
      countAnswer(into, date, event, record.clock === 'synced');
      return true;
    default:
      return false;
  }
}

/** The journal as it is when counting goes on. */
export interface JournalEnd {
  /** Its newest record; 0 when it is empty. */
  readonly last: number;
  /** The business day of its newest record. */
  readonly date: string | undefined;
}

/**
 * Looks whether the journal is the one that was counted, before anything of it is counted. `there` is its record with
 * the number of the last one counted, if it has that. A journal that ends before is an older copy of it: what it holds
 * is counted, and its next records have numbers that were counted before. Of another journal nobody knows since when it
 * is another one: what it holds is a gap. Returns false where counting goes on at its end for such a reason.
 */
export function continueOn(into: RatingDays, there: JournalRecord | undefined, end: JournalEnd): boolean {
  const { sequence, boot, hall } = into.at;
  const isOlder = end.last < sequence;
  const isOther = boot !== '' && there !== undefined && (there.boot !== boot || there.hall !== hall);
  if (!isOlder && !isOther) return true;
  if (end.last > sequence) addGap(into, { from: sequence + 1, to: end.last });
  into.at = { sequence: end.last, boot: '', hall: 0 };
  if (end.date !== undefined) openDay(into, end.date);
  return false;
}

function addGap(into: RatingDays, gap: LostRange): void {
  into.gaps = [...into.gaps, gap].slice(-gapsMax);
}

type RatingGiven = Extract<RatingEvent, { readonly type: 'rating.given' }>;

function openDay(into: RatingDays, date: string): void {
  if (date !== into.date) into.dateBefore = into.date;
  into.date = date;
  const all = [...into.days.keys()].sort();
  for (const old of all.slice(0, Math.max(0, all.length - keptDaysMax))) into.days.delete(old);
}

function countAnswer(into: RatingDays, date: string, event: RatingGiven, synced: boolean): void {
  const { score, element, replaces, service = noService } = event;
  const kind = kindOf(event.attributed);
  const add = (on: string, which: Score, by: 1 | -1) =>
    changeService(into, on, service, (sums) => ({
      ...sums,
      answers: { ...sums.answers, [kind]: withOne(sums.answers[kind], element, which, by) },
    }));
  const has = (on: string | undefined, which: Score): on is string =>
    on !== undefined && countIn(into.days.get(on), { service, kind, element, score: which }) > 0;
  if (replaces !== undefined) {
    // An answer that is replaced over midnight is one of the day before.
    const on = [date, into.dateBefore].find((one) => has(one, replaces));
    if (on !== undefined) add(on, replaces, -1);
  }
  add(date, score, 1);
  if (synced || replaces !== undefined) return;
  const day = into.days.get(date) ?? emptyDay;
  into.days.set(date, { ...day, unsynced: day.unsynced + 1 });
}

const kindOf = (attributed: RatingGiven['attributed']): AnswerKind =>
  attributed === 'serving' || attributed === 'served' ? 'counted' : attributed;

function countIn(
  day: DaySums | undefined,
  of: { service: string; kind: AnswerKind; element: ElementId; score: Score },
): number {
  return day?.services.get(of.service)?.answers[of.kind].get(of.element)?.[of.score - 1] ?? 0;
}

function withOne(answers: AnswersByElement, element: ElementId, score: Score, by: 1 | -1): AnswersByElement {
  const one = [0, 0, 0, 0] as [number, number, number, number];
  one[score - 1] = by;
  return new Map(answers).set(element, addedCounts(answers.get(element) ?? noAnswers, one));
}

function changeService(
  into: RatingDays,
  date: string,
  service: string,
  change: (sums: ServiceSums) => ServiceSums,
): void {
  const day = into.days.get(date) ?? emptyDay;
  const services = new Map(day.services).set(service, change(day.services.get(service) ?? noSums));
  into.days.set(date, { ...day, services });
}

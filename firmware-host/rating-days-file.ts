import { replaceFile } from './async/replace-file.ts';
import { countIn, type FoundFile, findKept, type KeptPlace, objectIn, readKept } from './kept-json.ts';
import { isId } from './mqtt/topics.ts';
import { elementIds } from './queue/survey.ts';
import type { ScoreCounts } from './satisfaction/elements.ts';
import {
  type AnswersByElement,
  answerKinds,
  type DaySums,
  emptyDay,
  noService,
  type RatingDays,
  type ServiceSums,
} from './satisfaction/rating-days.ts';

/** A day of one service takes some 60 bytes: ten years of forty services take 10 MB. */
const fileMaxBytes = 67_108_864;
const kind = 'rating-days';
const version = 1;

const placeOf = (path: string, site: string): KeptPlace => ({ path, fileMaxBytes, kind, version, site });

/** Reads the sums of `site`, and moves a file that cannot be read aside. Never throws. */
export const findRatingDays = (path: string, site: string): FoundFile<RatingDays> =>
  findKept(placeOf(path, site), ratingDaysIn);

/**
 * Reads them and leaves the file where it is. Undefined when there is none; throws an Error that says what is wrong.
 */
export const readRatingDays = (path: string, site: string): RatingDays | undefined =>
  readKept(placeOf(path, site), ratingDaysIn);

/** Where sums are kept. */
export interface RatingDaysStore {
  /** Resolves when they are durable. The sums may change meanwhile: those of the call are kept. */
  save(days: RatingDays): Promise<void>;
}

/** Keeps the sums of `site` in a file, replaced so that a power cut leaves the old one or the new. */
export function createRatingDaysFile(path: string, site: string): RatingDaysStore {
  return {
    save: ({ at, date, dateBefore, gaps, days }) => {
      const head = { loket: kind, version, site, ...at, date, dateBefore, gaps };
      const written = [...days]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([on, day]) => `"${on}":${textOfDay(day)}`);
      return replaceFile(path, `${JSON.stringify(head).slice(0, -1)},"days":{\n${written.join(',\n')}\n}}\n`);
    },
  };
}

/**
 * A day that has not changed is the same object, and its text is not made again: ten years are saved every half hour.
 */
const texts = new WeakMap<DaySums, string>();

function textOfDay(day: DaySums): string {
  const before = texts.get(day);
  if (before !== undefined) return before;
  const services = [...day.services].map(([service, sums]) => [service, serviceFields(sums)]);
  const text = JSON.stringify({
    ...(day.unsynced > 0 ? { unsynced: day.unsynced } : {}),
    services: Object.fromEntries(services),
  });
  texts.set(day, text);
  return text;
}

/** What is 0 is left out. */
function serviceFields({ visits, complaints, answers }: ServiceSums): object {
  const kinds = answerKinds
    .filter((one) => answers[one].size > 0)
    .map((one) => [one, Object.fromEntries(answers[one])]);
  return {
    ...(visits > 0 ? { visits } : {}),
    ...(complaints > 0 ? { complaints } : {}),
    ...Object.fromEntries(kinds),
  };
}

/** Throws an Error that says why it is not one. */
function ratingDaysIn(file: Readonly<Record<string, unknown>>): RatingDays {
  const days = Object.entries(objectIn(file.days, 'days'));
  if (!Array.isArray(file.gaps)) throw new Error('it has no list of gaps');
  return {
    at: { sequence: countIn(file.sequence), boot: String(file.boot), hall: countIn(file.hall) },
    date: file.date === undefined ? undefined : dateIn(file.date),
    dateBefore: file.dateBefore === undefined ? undefined : dateIn(file.dateBefore),
    gaps: file.gaps.map((one) => {
      const { from, to } = objectIn(one, 'a gap');
      return { from: countIn(from), to: countIn(to) };
    }),
    days: new Map(days.map(([date, day]) => [dateIn(date), dayIn(objectIn(day, 'a day'))])),
  };
}

function dayIn({ unsynced = 0, services }: Readonly<Record<string, unknown>>): DaySums {
  const all = Object.entries(objectIn(services, 'services'));
  return {
    ...emptyDay,
    unsynced: countIn(unsynced),
    services: new Map(all.map(([id, sums]) => [serviceIn(id), sumsIn(objectIn(sums, 'a service'))])),
  };
}

function sumsIn(sums: Readonly<Record<string, unknown>>): ServiceSums {
  const { visits = 0, complaints = 0, counted = {}, repeated = {}, none = {}, hall = {} } = sums;
  return {
    visits: countIn(visits),
    complaints: countIn(complaints),
    answers: {
      counted: answersOf(counted),
      repeated: answersOf(repeated),
      none: answersOf(none),
      hall: answersOf(hall),
    },
  };
}

export function answersOf(value: unknown): AnswersByElement {
  return new Map(
    Object.entries(objectIn(value, 'answers')).map(([name, counts]) => {
      const element = elementIds.find((id) => id === name);
      if (element === undefined) throw new Error('an element in it has no name');
      return [element, scoreCountsIn(counts)];
    }),
  );
}

function scoreCountsIn(value: unknown): ScoreCounts {
  if (!Array.isArray(value) || value.length !== 4) throw new Error('answers in it have not four scores');
  const [one, two, three, four] = value.map(countIn);
  return [one ?? 0, two ?? 0, three ?? 0, four ?? 0];
}

export function dateIn(value: unknown): string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value))
    throw new Error('a date in it is none');
  return value;
}

export function serviceIn(value: string): string {
  if (value !== noService && !isId(value)) throw new Error('a service in it has no id');
  return value;
}

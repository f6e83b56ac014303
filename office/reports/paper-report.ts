import type { DailyFigure, SiteRecords } from '../store/report-store.ts';
import { type OpenDay, type SiteCalendar, wasOpen } from './site-calendar.ts';
import { lengthOf } from './time-spans.ts';

const dayMs = 24 * 3_600_000;
/** Use by opening day is that of so many days before the end of a report. */
const useOfMs = 28 * dayMs;
/** No roll is that short: the paper was only put in again. */
const rollLeastMm = 3_000;
/** A printer is learned from its last rolls; others may have been of another length. */
const rollsMost = 5;

/** Paper of a printer. Undefined: it cannot be known yet. Lengths in millimetres. */
export interface PaperReport {
  readonly printer: string;
  /** Printed in the days of the report. */
  readonly printed: number | undefined;
  /** On which days that was, as dates. */
  readonly printedOn: readonly string[];
  readonly perOpeningDay: number | undefined;
  /** The length of a roll, and from how many rolls that was learned. */
  readonly roll: number | undefined;
  readonly rolls: number;
  /** What is left of the roll, and for how many opening days that is enough. */
  readonly left: number | undefined;
  readonly daysLeft: number | undefined;
}

/** Of a printer of which nothing can be known. */
export const unknownPaper = (printer: string): PaperReport => ({
  ...{ printer, printed: undefined, printedOn: [], perOpeningDay: undefined },
  ...{ roll: undefined, rolls: 0, left: undefined, daysLeft: undefined },
});

/** What was printed after one figure up to the next one. */
interface Step {
  readonly mm: number;
  /** Without those on which the site was closed, as far as that is known. */
  readonly days: readonly OpenDay[];
}

/**
 * The paper of a printer, from what it had printed in all its life by the end of each day. A roll is what was printed
 * between two ends of `paper.out`; a figure is of the end of a day, so what was printed until a moment of the day is
 * taken to follow the opening hours.
 */
export function paperReport(
  printer: string,
  { longDays, span }: SiteCalendar,
  { daily, outages }: Pick<SiteRecords, 'daily' | 'outages'>,
): PaperReport {
  const figures = figuresOf(printer, daily, longDays);
  const steps = stepsOf(figures, longDays);
  const printed = steps.filter((step) => step.days.every(({ from }) => from >= span.from));
  // The last day of a report that is not over is not over either.
  const whole = steps.filter((step) => step.days.every(({ to }) => to <= span.to));
  const perOpeningDay = useOf(
    whole.filter((step) => step.days.every(({ from }) => from >= span.to - useOfMs)),
  );
  const outs = outages.filter(({ device, code }) => device === printer && code === 'paper.out');
  const changes = outs
    .flatMap(({ to }) => (to === undefined || to > span.to ? [] : [to]))
    .sort((a, b) => a - b)
    .map((at) => printedUntil(at, figures, longDays));
  const { lengths, since } = rollsOf(changes);
  const roll = median(lengths.slice(-rollsMost));
  const now = figures.at(-1)?.value;
  const isOut = outs.some(({ from, to }) => from < span.to && (to === undefined || to > span.to));
  const used = since === undefined || now === undefined ? undefined : now - since;
  const left = isOut ? 0 : roll === undefined || used === undefined ? undefined : Math.max(0, roll - used);
  return {
    ...{ printer, perOpeningDay, roll, rolls: Math.min(lengths.length, rollsMost), left },
    printed: printed.length === 0 ? undefined : sumOf(printed.map(({ mm }) => mm)),
    printedOn: printed.flatMap((step) => step.days.map(({ date }) => date)),
    daysLeft: left === undefined || !perOpeningDay ? undefined : left / perOpeningDay,
  };
}

type Figure = Pick<DailyFigure, 'date' | 'value'>;

function figuresOf(
  printer: string,
  daily: readonly DailyFigure[],
  days: readonly OpenDay[],
): readonly Figure[] {
  const known = new Set(days.map(({ date }) => date));
  return daily
    .filter(({ what, of, date }) => what === 'paper-mm' && of === printer && known.has(date))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** A counter that began anew tells nothing of the time between. */
function stepsOf(figures: readonly Figure[], days: readonly OpenDay[]): readonly Step[] {
  return figures.flatMap(({ date, value }, at) => {
    const before = figures[at - 1];
    if (before === undefined || value < before.value) return [];
    const between = days.filter((day) => day.date > before.date && day.date <= date);
    return [{ mm: value - before.value, days: between.filter((day) => wasOpen(day) !== false) }];
  });
}

function useOf(steps: readonly Step[]): number | undefined {
  const days = steps.flatMap((step) => step.days);
  if (days.length === 0 || !days.every(wasOpen)) return undefined;
  return sumOf(steps.map(({ mm }) => mm)) / days.length;
}

/** What the printer had printed at a moment; undefined where the figures do not tell. */
function printedUntil(at: number, figures: readonly Figure[], days: readonly OpenDay[]): number | undefined {
  const day = days.find(({ from, to }) => from <= at && at < to);
  if (day === undefined) return undefined;
  const index = figures.findIndex(({ date }) => date === day.date);
  const [before, after] = [figures[index - 1], figures[index]];
  if (before === undefined || after === undefined || after.value < before.value) return undefined;
  if (days.some((one) => one.date > before.date && one.date < day.date && wasOpen(one) !== false))
    return undefined;
  const open = day.open ?? [];
  const all = lengthOf(open);
  const until = lengthOf(open.map(({ from, to }) => ({ from, to: Math.max(from, Math.min(to, at)) })));
  return before.value + (all === 0 ? 1 : until / all) * (after.value - before.value);
}

/** Lengths of whole rolls, and what was printed when the last one was put in. */
function rollsOf(changes: readonly (number | undefined)[]): {
  readonly lengths: readonly number[];
  readonly since: number | undefined;
} {
  const lengths: number[] = [];
  let since: number | undefined;
  for (const change of changes) {
    const length = change === undefined || since === undefined ? undefined : change - since;
    if (length !== undefined && length >= 0 && length < rollLeastMm) continue;
    if (length !== undefined && length > 0) lengths.push(length);
    since = change;
  }
  return { lengths, since };
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

import { isDate } from '../../config/values/date.ts';
import type { Week } from '../../config/values/hours.ts';
import { parseSpan } from '../../config/values/span.ts';
import { fleetLimits } from './fleet-limits.ts';
import type { SaidHours } from './fleet-view.ts';

type Spans = NonNullable<ReturnType<Week['get']>>;

/**
 * The opening hours and holidays of `controller/info`, which may be anything. Undefined: not said, or one of the two is
 * not what it should be: hours in part would count a closed hall as open, or the other way round.
 */
export function saidHours(hours: unknown, holidays: unknown): SaidHours | undefined {
  const week = hours === 'always' ? hours : weekIn(hours);
  const closed = holidays === undefined ? [] : datesIn(holidays);
  if (week === undefined || closed === undefined) return undefined;
  return { week, holidays: new Set(closed) };
}

/** Different hours that are kept to be shared: more than the sites of one office have. */
const sharedMax = 500;

/** Gives equal hours as one object: thousands of sites have a few different ones. */
export function shareHours(): (hours: SaidHours | undefined) => SaidHours | undefined {
  const shared = new Map<string, SaidHours>();
  return (hours) => {
    if (hours === undefined) return undefined;
    const { week, holidays } = hours;
    const key = JSON.stringify([week === 'always' ? week : [...week], [...holidays]]);
    const known = shared.get(key);
    if (known !== undefined) return known;
    if (shared.size >= sharedMax) shared.clear();
    shared.set(key, hours);
    return hours;
  };
}

function weekIn(value: unknown): Week | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const week = new Map<number, Spans>();
  for (let day = 1; day <= 7; day++) {
    const said: unknown = (value as Record<string, unknown>)[day];
    if (said === undefined) continue;
    const spans = spansIn(said);
    if (spans === undefined) return undefined;
    week.set(day, spans);
  }
  return week;
}

/** Those of a day, in order. */
function spansIn(value: unknown): Spans | undefined {
  if (!Array.isArray(value) || value.length > fleetLimits.openingSpansMax) return undefined;
  const spans = value.flatMap((one: unknown) => spanIn(one) ?? []);
  const areInOrder = spans.every(({ from }, at) => from >= (spans[at - 1]?.to ?? 0));
  return spans.length === value.length && areInOrder ? spans : undefined;
}

function spanIn(value: unknown): Spans[number] | undefined {
  const { from, to } = (value ?? {}) as { readonly from?: unknown; readonly to?: unknown };
  if (!isClockTime(from) || !isClockTime(to)) return undefined;
  const span = parseSpan(`${from}-${to}`);
  return span !== undefined && span.from < span.to ? span : undefined;
}

const isClockTime = (value: unknown): value is string =>
  typeof value === 'string' && /^\d\d:\d\d$/.test(value);

function datesIn(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > fleetLimits.holidaysMax) return undefined;
  const dates = value.filter((one: unknown) => typeof one === 'string' && isDate(one));
  return dates.length === value.length ? dates : undefined;
}

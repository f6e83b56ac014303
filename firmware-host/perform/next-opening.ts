import type { Now, ServiceRules } from '../queue/hall.ts';

const dayMs = 24 * 3_600_000;
/** Beyond this many days nobody waits for an opening, and nothing is said of it. */
const aheadMaxDays = 31;

/** When a service opens next by its hours. */
export interface NextOpening {
  /** 0: today. */
  readonly inDays: number;
  /** YYYY-MM-DD, and its ISO weekday. */
  readonly date: string;
  readonly weekday: number;
  /** Minutes since local midnight. */
  readonly minute: number;
}

/** The first opening after `now`, on no holiday; undefined: there is none within a month. */
export function nextOpening(
  { hours }: Pick<ServiceRules, 'hours'>,
  holidays: ReadonlySet<string>,
  now: Pick<Now, 'date' | 'weekday' | 'minute'>,
): NextOpening | undefined {
  for (let inDays = 0; inDays <= aheadMaxDays; inDays++) {
    const date = new Date(Date.parse(now.date) + inDays * dayMs).toISOString().slice(0, 10);
    const weekday = ((now.weekday - 1 + inDays) % 7) + 1;
    const spans = holidays.has(date) ? [] : (hours?.get(weekday) ?? []);
    const next = spans.find(({ from }) => inDays > 0 || from > now.minute);
    if (next !== undefined) return { inDays, date, weekday, minute: next.from };
  }
  return undefined;
}

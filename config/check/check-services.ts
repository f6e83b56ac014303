import type { Draft } from '../draft.ts';
import type { Path } from '../locate.ts';
import type { Report } from '../report.ts';
import type { ServiceSettings } from '../schema.ts';
import { say } from '../texts/texts.ts';
import type { Week } from '../values/hours.ts';

/** Services have different prefixes and a counter, and their quota, numbers, hours and cut-off fit together. */
export function checkServices(draft: Draft, report: Report): void {
  const prefixes = new Map<string, string>();
  for (const [id, service] of draft.services.read) {
    const path = ['services', id];
    const other = prefixes.get(service.prefix);
    if (other === undefined) prefixes.set(service.prefix, id);
    else {
      const where = report.where(['services', other, 'prefix']);
      report.error([...path, 'prefix'], say('duplicate-prefix', service.prefix, other, where));
    }
    checkQuota(service, path, report);
    checkSurge(service, path, report);
    checkCutoff(service, draft.hours, path, report);
  }
  checkServed(draft, report);
  checkOpen(draft, report);
}

/**
 * Hours that never open are reported where they are written: once for the hall, however many services use its hours.
 */
function checkOpen({ hours, services }: Draft, report: Report): void {
  const never = (week: Draft['hours']) =>
    week !== undefined && week !== 'always' && [...week.values()].every((spans) => spans.length === 0);
  const own = [...services.read].filter(([, service]) => never(service.hours));
  for (const [id] of own) report.warn(['services', id, 'hours'], say('never-open'));
  if (never(hours)) report.warn(['hours'], say('never-open'));
}

/** Tickets of a service that no counter serves would wait for ever. A counter that could not be read may serve any. */
function checkServed(draft: Draft, report: Report): void {
  if (draft.counters.read.size < draft.counters.ids.size) return;
  const served = new Set([...draft.counters.read.values()].flatMap(({ serves }) => serves));
  for (const id of draft.services.ids)
    if (!served.has(id)) report.error(['services', id], say('service-unserved'), 'name');
}

function checkQuota({ quota, digits, first }: ServiceSettings, path: Path, report: Report): void {
  const { total, regular, priority } = quota;
  const last = 10 ** digits - 1;
  const numbers = last - first + 1;
  if (numbers < 1) {
    report.error([...path, 'first'], say('no-numbers', first, last));
    return;
  }
  const most = total ?? (regular ?? 0) + (priority ?? 0);
  if (most > numbers) report.error([...path, 'quota'], say('quota-beyond-numbers', most, numbers));
  if (total === undefined) return;
  if (regular !== undefined && priority !== undefined && regular + priority < total)
    report.warn([...path, 'quota', 'total'], say('total-beyond-classes', total, regular + priority));
  for (const [name, part] of Object.entries({ regular, priority }))
    if (part !== undefined && part > total)
      report.warn([...path, 'quota', name], say('class-quota-beyond-total', part, total));
}

function checkSurge({ quota, surge }: ServiceSettings, path: Path, report: Report): void {
  const most = quota.total ?? Number.POSITIVE_INFINITY;
  if (surge.waiting !== undefined && surge.waiting > most)
    report.warn([...path, 'surge', 'waiting'], say('surge-beyond-quota', surge.waiting, most));
}

/** On every open day at least one ticket can be issued. */
function checkCutoff(service: ServiceSettings, hours: Draft['hours'], path: Path, report: Report): void {
  for (const [weekday, spans] of weekOf(service, hours) ?? []) {
    const opening = spans[0]?.from ?? 0;
    const closing = spans.at(-1)?.to ?? 0;
    if (spans.length === 0 || closing - opening > service.cutoff) continue;
    report.error([...path, 'cutoff'], say('cutoff-beyond-day', weekday));
    return;
  }
}

/** The hours of a service: its own, else those of the hall; undefined: always open. */
export function weekOf(service: ServiceSettings, hours: Draft['hours']): Week | undefined {
  const own = service.hours ?? hours;
  return own === 'always' ? undefined : own;
}

import { basename } from 'node:path';
import { formatProblems } from '../../config/problem.ts';
import { plain } from '../../config/texts/words.ts';
import { clockTime } from '../../config/values/span.ts';
import { loadOffice } from '../../office/config/load-office.ts';
import type { OfficeSettings } from '../../office/config/office-settings.ts';
import { language } from '../process/console-language.ts';
import { consoleTexts } from './console-texts.ts';

/** `loket check OFFICE`: as for a site file. Returns whether the file can be used. */
export function checkOffice(
  path: string,
  text: string,
  { strict = false, json = false }: { readonly strict?: boolean; readonly json?: boolean },
): boolean {
  const { office, problems, language: spoken } = loadOffice(text, basename(path));
  const ok = office !== undefined && (problems.length === 0 || !strict);
  if (json) {
    console.log(JSON.stringify({ file: path, ok, problems, understood: office ?? null }));
    return ok;
  }
  const speak = language(spoken);
  if (problems.length > 0) console.error(formatProblems(path, problems, speak));
  if (office !== undefined) {
    console.log(plain(`${path}: ${office.office.title} (${office.office.id})\n\n${inWords(office)}\n`));
    console.log(consoleTexts[speak].ready);
  }
  return ok;
}

/** What was understood, a line each. */
function inWords({ broker, store, web, reports, users }: OfficeSettings): string {
  const scheme = web.tls === undefined ? 'http' : 'https';
  const place = store.kind === 'sqlite' ? 'SQLite' : store.url;
  const who = users.map(({ name, role, regions }) =>
    regions === undefined ? `${name} (${role})` : `${name} (${role}: ${regions.join(', ')})`,
  );
  return [
    `broker  ${broker.url}`,
    `store   ${place}, ${store.keep_days} d`,
    `web     ${scheme}://${web.host}:${web.port}`,
    `reports ${reports.zone ?? '-'}, ${hoursInWords(reports.hours)}`,
    `users   ${who.length === 0 ? '-' : who.join(', ')}`,
  ].join('\n');
}

/** By ISO weekday, as `1 08:00-15:00`. */
function hoursInWords(hours: OfficeSettings['reports']['hours']): string {
  if (hours === undefined || hours === 'always') return hours ?? '-';
  const time = (minutes: number): string => clockTime(minutes, ':');
  const days = [...hours].sort(([one], [other]) => one - other);
  return days
    .map(([day, spans]) => `${day} ${spans.map(({ from, to }) => `${time(from)}-${time(to)}`).join(' ')}`)
    .join(', ');
}

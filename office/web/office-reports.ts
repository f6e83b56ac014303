import { isDate } from '../../config/values/date.ts';
import {
  type CsvKind,
  type CsvLanguage,
  csvHead,
  csvKinds,
  csvLines,
  csvName,
} from '../reports/report-csv.ts';
import { reportDays } from '../reports/report-days.ts';
import { jsonReply, type WebReply } from './http-reply.ts';
import { createBreathing } from './make-report.ts';
import { officeWebLimits } from './office-web-limits.ts';
import { reportAnswer } from './report-answers.ts';
import type { MadeReport, ReportProgress, ReportWanted } from './report-maker.ts';
import type { ReportProgressAnswer } from './report-messages.ts';
import type { Call } from './route-call.ts';

/** The day begins 14 hours earlier in the east than by UTC. */
const eastMs = 14 * 3_600_000;

/** `GET /api/report`: the report, or how far it is. */
export async function report({ scope, user, query, now, reports }: Call): Promise<WebReply> {
  const wanted = wantedOf(query, now);
  if (wanted === undefined) return { refusal: 'bad-field' };
  const { site } = wanted;
  if (site !== undefined && scope.fleet.site(site) === undefined) return { refusal: 'unknown' };
  const asked = await reports.maker.ask(wanted, scope, officeWebLimits.reportWaitMs);
  if ('refusal' in asked) return asked;
  if ('progress' in asked) return { ...jsonReply(progressAnswer(asked.progress)), status: 202 };
  const office = reports.title ?? null;
  return jsonReply(reportAnswer(asked.report, { site, office, regions: user.regions ?? null }));
}

const progressAnswer = (making: ReportProgress): ReportProgressAnswer => ({ making });

/** `GET /api/report/{id}`: the file of one of its parts, for spreadsheets. */
export async function reportFile({ scope, id, query, now, reports, clock }: Call): Promise<WebReply> {
  const kind = csvKinds.find((one) => one === id);
  if (kind === undefined) return { refusal: 'unknown' };
  const [wanted, language] = [wantedOf(query, now), languageOf(query)];
  if (wanted === undefined || language === undefined) return { refusal: 'bad-field' };
  const { site } = wanted;
  if (site !== undefined && scope.fleet.site(site) === undefined) return { refusal: 'unknown' };
  const asked = await reports.maker.ask(wanted, scope, officeWebLimits.reportDownloadWaitMs);
  if ('refusal' in asked) return asked;
  if ('progress' in asked) return { refusal: 'not-ready' };
  const body = await csvOf(asked.report, kind, language, createBreathing(clock));
  return { file: { name: csvName(kind, wanted.days), type: 'text/csv; charset=utf-8', body } };
}

async function csvOf(
  { sites, days }: MadeReport,
  kind: CsvKind,
  language: CsvLanguage,
  breathe: ReturnType<typeof createBreathing>,
): Promise<Buffer> {
  const parts = [Buffer.from(csvHead(kind, language))];
  for (const site of sites)
    await breathe(() => void parts.push(Buffer.from(csvLines(kind, site, days, language))));
  return Buffer.concat(parts);
}

/** Undefined: the query is none, or of days that have not begun anywhere. */
function wantedOf(query: URLSearchParams, now: number): ReportWanted | undefined {
  const [period, date, site] = [query.get('period'), query.get('date'), query.get('site') ?? undefined];
  if ((period !== 'week' && period !== 'month') || date === null || !isDate(date)) return undefined;
  const days = reportDays(period, date);
  if (Date.parse(days.first) > now + eastMs) return undefined;
  return { days, site };
}

function languageOf(query: URLSearchParams): CsvLanguage | undefined {
  const language = query.get('language') ?? 'id';
  return language === 'id' || language === 'en' ? language : undefined;
}

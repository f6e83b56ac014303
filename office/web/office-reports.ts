import { isDate } from '../../config/values/date.ts';
import { type CsvLanguage, csvHead, csvKinds, csvLines, csvName } from '../reports/report-csv.ts';
import { type ReportDays, type ReportPeriod, reportDays } from '../reports/report-days.ts';
import {
  satisfactionCsvHead,
  satisfactionCsvLines,
  satisfactionCsvName,
} from '../reports/satisfaction-csv.ts';
import { jsonReply, type WebReply } from './http-reply.ts';
import { createBreathing } from './make-report.ts';
import { officeWebLimits } from './office-web-limits.ts';
import { reportAnswer } from './report-answers.ts';
import type { Made, ReportMaker, ReportProgress, ReportWanted } from './report-maker.ts';
import type { ReportProgressAnswer } from './report-messages.ts';
import type { Call } from './route-call.ts';
import { satisfactionAnswer } from './satisfaction-answers.ts';

/** The day begins 14 hours earlier in the east than by UTC. */
const eastMs = 14 * 3_600_000;

/** `GET /api/report`: the report, or how far it is. */
export function report(call: Call): Promise<WebReply> {
  return answered(call, call.reports.maker, ['week', 'month'], reportAnswer);
}

/** `GET /api/satisfaction`: what visitors said, or how far it is. */
export function satisfaction(call: Call): Promise<WebReply> {
  return answered(call, call.reports.satisfaction, ['week', 'month', 'year'], satisfactionAnswer);
}

/** `GET /api/report/{id}`: the file of one of its parts, for spreadsheets. */
export async function reportFile(call: Call): Promise<WebReply> {
  const kind = csvKinds.find((one) => one === call.id);
  if (kind === undefined) return { refusal: 'unknown' };
  return file(call, call.reports.maker, ['week', 'month'], {
    name: (days) => csvName(kind, days),
    head: (language) => csvHead(kind, language),
    lines: (site, days, language) => csvLines(kind, site, days, language),
  });
}

/** `GET /api/satisfaction/file`: the same for spreadsheets. */
export function satisfactionFile(call: Call): Promise<WebReply> {
  return file(call, call.reports.satisfaction, ['week', 'month', 'year'], {
    ...{ name: satisfactionCsvName, head: satisfactionCsvHead, lines: satisfactionCsvLines },
  });
}

async function answered<Report extends Made>(
  { scope, user, query, now, reports }: Call,
  maker: ReportMaker<Report>,
  periods: readonly ReportPeriod[],
  answer: (report: Report, of: AnswerOf) => object,
): Promise<WebReply> {
  const wanted = wantedOf(query, now, periods);
  if (wanted === undefined) return { refusal: 'bad-field' };
  const { site } = wanted;
  if (site !== undefined && scope.fleet.site(site) === undefined) return { refusal: 'unknown' };
  const asked = await maker.ask(wanted, scope, officeWebLimits.reportWaitMs);
  if ('refusal' in asked) return asked;
  if ('progress' in asked) return { ...jsonReply(progressAnswer(asked.progress)), status: 202 };
  const office = reports.title ?? null;
  return jsonReply(answer(asked.report, { site, office, regions: user.regions ?? null }));
}

interface AnswerOf {
  readonly site: string | undefined;
  readonly office: string | null;
  readonly regions: readonly string[] | null;
}

const progressAnswer = (making: ReportProgress): ReportProgressAnswer => ({ making });

/** How a report is written into a file. */
interface FileOf<Report extends Made> {
  readonly name: (days: ReportDays) => string;
  readonly head: (language: CsvLanguage) => string;
  readonly lines: (site: Report['sites'][number], days: ReportDays, language: CsvLanguage) => string;
}

async function file<Report extends Made>(
  { scope, query, now, clock }: Call,
  maker: ReportMaker<Report>,
  periods: readonly ReportPeriod[],
  { name, head, lines }: FileOf<Report>,
): Promise<WebReply> {
  const [wanted, language] = [wantedOf(query, now, periods), languageOf(query)];
  if (wanted === undefined || language === undefined) return { refusal: 'bad-field' };
  const { site } = wanted;
  if (site !== undefined && scope.fleet.site(site) === undefined) return { refusal: 'unknown' };
  const asked = await maker.ask(wanted, scope, officeWebLimits.reportDownloadWaitMs);
  if ('refusal' in asked) return asked;
  if ('progress' in asked) return { refusal: 'not-ready' };
  const { sites, days } = asked.report;
  const breathe = createBreathing(clock);
  const parts = [Buffer.from(head(language))];
  for (const one of sites) await breathe(() => void parts.push(Buffer.from(lines(one, days, language))));
  return { file: { name: name(days), type: 'text/csv; charset=utf-8', body: Buffer.concat(parts) } };
}

/** Undefined: the query is none, or of days that have not begun anywhere. */
function wantedOf(
  query: URLSearchParams,
  now: number,
  periods: readonly ReportPeriod[],
): ReportWanted | undefined {
  const [date, site] = [query.get('date'), query.get('site') ?? undefined];
  const period = periods.find((one) => one === query.get('period'));
  if (period === undefined || date === null || !isDate(date)) return undefined;
  const days = reportDays(period, date);
  if (Date.parse(days.first) > now + eastMs) return undefined;
  return { days, site };
}

function languageOf(query: URLSearchParams): CsvLanguage | undefined {
  const language = query.get('language') ?? 'id';
  return language === 'id' || language === 'en' ? language : undefined;
}

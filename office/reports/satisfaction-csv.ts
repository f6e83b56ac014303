import { hundredthsText } from '../../firmware-host/satisfaction/fraction.ts';
import { type CsvCell, csvLine } from './csv.ts';
import { type CsvLanguage, csvStyles, headOf, ofSite } from './report-csv.ts';
import type { DateSpan } from './report-days.ts';
import {
  countedAnswers,
  elementMeasures,
  type Measure,
  type MeasureName,
  measureNames,
  measureOf,
  withheldAmong,
} from './satisfaction-measures.ts';
import type { SatisfactionSums, SiteSatisfaction } from './satisfaction-sums.ts';

const columns = [
  ...['minggu dari,week from', 'minggu sampai,week until', 'layanan,service', 'nama layanan,service name'],
  ...['ukuran,measure', 'jumlah,count', 'kunjungan,visits', 'respons %,response %'],
  ...['rata-rata,mean', 'indeks,index', 'mutu,band', 'indeks terendah 95 %,index low 95 %'],
  ...['indeks tertinggi 95 %,index high 95 %', 'keterangan,remark'],
];

export const satisfactionCsvName = ({ first, last }: DateSpan): string =>
  `loket-satisfaction-${first}-${last}.csv`;

/** The first line. */
export const satisfactionCsvHead = (language: CsvLanguage): string =>
  headOf([...ofSite, ...columns], language);

const words = {
  pulse: { id: 'denyut', en: 'pulse' },
  survey: { id: 'survei', en: 'survey' },
  complaints: { id: 'pengaduan', en: 'complaints' },
  repeated: { id: 'diulang', en: 'repeated' },
  noVisit: { id: 'tanpa kunjungan', en: 'without a visit' },
  hall: { id: 'papan balai', en: 'pads of the hall' },
  withheld: { id: 'ditahan', en: 'withheld' },
  incomplete: { id: 'bukan indeks peraturan, tanpa', en: 'not the index of the regulation, without' },
} as const;

type Said = Pick<Measure, 'answers' | 'isWithheld' | 'index' | 'interval'> &
  Partial<Pick<Measure, 'visits' | 'response' | 'incomplete'>>;

/**
 * The lines of a site, one for each measure and group: the site in the whole span, then those of its services and weeks
 * that have answers, or complaints. `measures`: of the site, as it stands among all of the report.
 */
export function satisfactionCsvLines(
  site: SiteSatisfaction & { readonly measures: Readonly<Record<MeasureName, Measure>> },
  days: DateSpan,
  language: CsvLanguage,
): string {
  const { measures, whole, services, weeks } = site;
  const head = [days.first, days.last, site.id, site.title ?? '', site.region ?? ''];
  const lines: string[] = [];
  const line = (group: readonly string[], what: string, cells: readonly CsvCell[]): void => {
    lines.push(csvLine([...head, ...group, what, ...cells], csvStyles[language]));
  };
  const counted = (
    group: readonly string[],
    what: 'complaints' | 'repeated' | 'noVisit' | 'hall',
    sums: SatisfactionSums,
  ) => line(group, words[what][language], [number(sums.counts[what]), ...Array<string>(8).fill('')]);
  const said = (group: readonly string[], what: string, measure: Said) =>
    line(group, what, measureCells(measure, language));

  for (const name of measureNames) said(noGroup, words[name][language], measures[name]);
  for (const one of elementMeasures(whole, measures.survey.isWithheld)) said(noGroup, one.element, one);
  for (const what of ['complaints', 'repeated', 'noVisit', 'hall'] as const) counted(noGroup, what, whole);
  const groups = [
    { of: services, group: services.map(({ id, title }) => ['', '', id, title ?? '']) },
    { of: weeks, group: weeks.map(({ first, last }) => [first, last, '', '']) },
  ];
  for (const { of, group } of groups)
    for (const name of measureNames) {
      const withheld = withheldAmong(of, name, measures[name].isWithheld);
      for (const [at, sums] of of.entries())
        if (countedAnswers(sums, name) > 0)
          said(group[at] ?? noGroup, words[name][language], measureOf(sums, name, withheld[at] ?? true));
    }
  for (const { of, group } of groups)
    for (const [at, sums] of of.entries())
      if (sums.counts.complaints > 0) counted(group[at] ?? noGroup, 'complaints', sums);
  return lines.join('');
}

const noGroup = ['', '', '', ''] as const;
const none = '';

function measureCells(
  { answers, visits, response, isWithheld, ...of }: Said,
  language: CsvLanguage,
): readonly CsvCell[] {
  const head = [number(answers), visits === undefined ? none : number(visits), hundredths(response)];
  if (isWithheld) return [...head, none, none, none, none, none, words.withheld[language]];
  const { index, interval, incomplete } = of;
  if (incomplete !== undefined) {
    const remark = `${words.incomplete[language]}: ${incomplete.missing.join(' ')}`;
    return [...head, hundredths(incomplete.partial?.meanHundredths), none, none, none, none, remark];
  }
  return [
    ...[...head, hundredths(index?.meanHundredths), hundredths(index?.indexHundredths), index?.band ?? none],
    ...[hundredths(interval?.lowHundredths), hundredths(interval?.highHundredths), none],
  ];
}

const number = (value: number): CsvCell => ({ number: value, decimals: 0 });
/** A number of hundredths, such as 8125 for 81.25; empty where there is none. */
const hundredths = (value: number | undefined): CsvCell =>
  value === undefined ? none : { number: Number(hundredthsText(value)), decimals: 2 };

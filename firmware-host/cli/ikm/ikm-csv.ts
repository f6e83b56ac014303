import type { Language } from '../../../config/site.ts';
import { type CsvCell, csvLine, csvMark } from '../../../office/reports/csv.ts';
import { csvStyles } from '../../../office/reports/report-csv.ts';
import { elementTitles } from '../../satisfaction/elements.ts';
import type { ElementReport, GroupReport } from '../../satisfaction/ikm-report.ts';
import { ikmWords } from './ikm-words.ts';
import type { NamedReport } from './named-report.ts';

const columns: Readonly<Record<Language, readonly string[]>> = {
  id: [
    ...['dari', 'sampai', 'situs', 'layanan', 'bagian', 'unsur', 'judul', 'n', 'papan', 'formulir', 'perlu'],
    ...['rata-rata', 'indeks', 'mutu', 'batas bawah 95 %', 'batas atas 95 %', 'respons %', 'kunjungan'],
    ...['tidak puas', 'kurang', 'puas', 'sangat puas', 'keterangan'],
  ],
  en: [
    ...['from', 'to', 'site', 'service', 'part', 'element', 'title', 'n', 'pads', 'forms', 'needed'],
    ...['mean', 'index', 'band', 'low 95 %', 'high 95 %', 'response %', 'visits'],
    ...['score 1', 'score 2', 'score 3', 'score 4', 'note'],
  ],
};

/**
 * The report as a CSV file as Excel reads it where the system speaks that language: a line for each element and group.
 */
export function ikmCsv(named: NamedReport, speak: Language): string {
  const { report, site } = named;
  const line = (cells: readonly CsvCell[]) => csvLine(cells, { ...csvStyles[speak], unknown: '' });
  const say = ikmWords[speak];
  const lines = [report.site, ...report.services].flatMap((group) => {
    const of = [report.from, report.to, site.id, named.nameOf(group.service)];
    return [
      ...group.elements.map((row) => line([...of, say.parts.survey, ...rowCells(row, group, speak)])),
      line([...of, say.parts.survey, ...surveyCells(group, speak)]),
      line([...of, say.parts.pulse, ...rowCells(group.pulse, group, speak)]),
    ];
  });
  const leftOut = report.leftOut.map(({ kind, element, answers }) =>
    line([
      ...[report.from, report.to, site.id, '', say.leftOut, element, elementTitles[element][speak]],
      ...[whole(answers), ...Array.from({ length: 14 }, () => ''), say.kinds[kind]],
    ]),
  );
  return [csvMark, line(columns[speak]), ...lines, ...leftOut].join('');
}

const whole = (value: number | undefined): CsvCell => ({ number: value, decimals: 0 });
const hundredths = (value: number | undefined): CsvCell => ({
  number: value === undefined ? undefined : value / 100,
  decimals: 2,
});

function rowCells(row: ElementReport, group: GroupReport, speak: Language): readonly CsvCell[] {
  return [
    ...[row.element, elementTitles[row.element][speak]],
    ...[row.answers, row.ofPads, row.ofForms, group.needed].map(whole),
    ...[hundredths(row.index?.meanHundredths), hundredths(row.index?.indexHundredths), row.index?.band ?? ''],
    ...[hundredths(row.interval?.lowHundredths), hundredths(row.interval?.highHundredths)],
    ...[hundredths(row.responseHundredths), whole(group.visits)],
    ...[0, 1, 2, 3].map((at) => whole(row.counts?.[at])),
    row.withheld ? ikmWords[speak].withheld : '',
  ];
}

function surveyCells(group: GroupReport, speak: Language): readonly CsvCell[] {
  const say = ikmWords[speak];
  const { survey } = group;
  const complete = !survey.withheld && survey.complete ? survey : undefined;
  const partial = !survey.withheld && !survey.complete ? survey.partial : undefined;
  const figures = complete ?? partial;
  const asked = group.elements.filter(({ answers }) => answers > 0).length;
  const note = survey.withheld ? say.surveyWithheld : '';
  return [
    ...['', complete !== undefined ? say.survey : say.partial(asked)],
    ...[whole(undefined), whole(undefined), whole(group.forms), whole(group.needed)],
    ...[hundredths(figures?.meanHundredths), hundredths(figures?.indexHundredths), complete?.band ?? ''],
    ...[hundredths(complete?.interval?.lowHundredths), hundredths(complete?.interval?.highHundredths)],
    ...[hundredths(group.responseHundredths), whole(group.visits)],
    ...['', '', '', '', note],
  ];
}

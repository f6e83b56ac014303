import type { Language } from '../../../config/site.ts';
import { elementTitles, surveyElements } from '../../satisfaction/elements.ts';
import { hundredthsText } from '../../satisfaction/fraction.ts';
import type { ElementReport, GroupReport, IkmReport } from '../../satisfaction/ikm-report.ts';
import type { IndexInterval } from '../../satisfaction/index-interval.ts';
import { textTable } from '../printed-table.ts';
import { type IkmWords, ikmWords } from './ikm-words.ts';
import type { NamedReport } from './named-report.ts';

/** The report as lines for a terminal. */
export function ikmTable(named: NamedReport, speak: Language): readonly string[] {
  const { report, site } = named;
  const say = ikmWords[speak];
  const groups = [report.site, ...report.services];
  const isWithheld = groups.some(({ elements, pulse }) =>
    [...elements, pulse].some(({ withheld }) => withheld),
  );
  return [
    say.heading(site.title, report.from, report.to),
    ...groups.flatMap((group) => ['', `${named.nameOf(group.service)}`, ...groupLines(group, say, speak)]),
    '',
    ...leftOutLines(report, say, speak),
    ...(isWithheld ? [say.tooFew] : []),
  ];
}

function groupLines(group: GroupReport, say: IkmWords, speak: Language): readonly string[] {
  const { visits, needed, ofPads, forms, complaints, responseHundredths: response } = group;
  const rows = group.elements.map((row, at) => cellsOf(row, `U${at + 1}`, needed, say, speak));
  return [
    say.people(
      ...([visits, needed, ofPads, forms, complaints].map(String) as [
        string,
        string,
        string,
        string,
        string,
      ]),
    ),
    ...(response === undefined ? [] : [say.response(number(response, speak))]),
    ...textTable([say.columns, ...rows]),
    ...surveyLines(group, say, speak),
    say.pulse,
    ...textTable([cellsOf(group.pulse, '', needed, say, speak)]),
  ];
}

const number = (hundredths: number, speak: Language): string =>
  hundredthsText(hundredths, speak === 'id' ? ',' : '.');

const interval = ({ lowHundredths, highHundredths }: IndexInterval, speak: Language): string =>
  `${number(lowHundredths, speak)}-${number(highHundredths, speak)}`;

function cellsOf(
  row: ElementReport,
  code: string,
  needed: number,
  say: IkmWords,
  speak: Language,
): readonly string[] {
  const { index, interval: ends, responseHundredths: response } = row;
  const figures =
    index === undefined || ends === undefined
      ? [row.withheld ? say.withheld : say.none, say.none, say.none, say.none]
      : [
          number(index.meanHundredths, speak),
          number(index.indexHundredths, speak),
          index.band,
          interval(ends, speak),
        ];
  return [
    ...[code, elementTitles[row.element][speak]],
    ...[row.answers, row.ofPads, row.ofForms, needed].map(String),
    ...figures,
    response === undefined ? say.none : number(response, speak),
  ];
}

function surveyLines({ survey }: GroupReport, say: IkmWords, speak: Language): readonly string[] {
  const names =
    survey.withheld || !survey.complete ? survey.missing.map((element) => elementTitles[element][speak]) : [];
  if (names.length === surveyElements.length) return [say.nothingAsked];
  const missing = names.length > 0 ? [say.missing(names.join('; '))] : [];
  if (survey.withheld) return [...missing, say.surveyWithheld];
  if (survey.complete) {
    const { indexHundredths, band, interval: ends } = survey;
    const between = ends === undefined ? '' : ` (95 %: ${interval(ends, speak)})`;
    return [`${say.survey}: ${number(indexHundredths, speak)} ${band}${between}`];
  }
  const { partial } = survey;
  if (partial === undefined) return missing;
  const asked = surveyElements.length - names.length;
  return [...missing, `${say.partial(asked)}: ${number(partial.indexHundredths, speak)}`];
}

function leftOutLines(report: IkmReport, say: IkmWords, speak: Language): readonly string[] {
  const { leftOut, unsynced, lostRecords } = report;
  const rows = leftOut.map(({ kind, element, answers }) => [
    say.kinds[kind],
    elementTitles[element][speak],
    String(answers),
  ]);
  return [
    ...(rows.length === 0
      ? [`${say.leftOut}: ${say.nothingLeftOut}`]
      : [`${say.leftOut}:`, ...textTable(rows)]),
    ...(unsynced > 0 ? [say.unsynced(unsynced)] : []),
    ...(lostRecords > 0 ? [say.lost(lostRecords)] : []),
  ];
}

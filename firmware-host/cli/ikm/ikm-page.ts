import { bands } from '../../satisfaction/bands.ts';
import { elementTitles, surveyElements } from '../../satisfaction/elements.ts';
import { hundredthsText } from '../../satisfaction/fraction.ts';
import type { ElementReport, GroupReport, IkmReport } from '../../satisfaction/ikm-report.ts';
import type { IndexInterval } from '../../satisfaction/index-interval.ts';
import { escaped } from '../printed-table.ts';
import { ikmWords } from './ikm-words.ts';
import type { NamedReport } from './named-report.ts';

/** Sheets of A4, with nothing that is loaded from elsewhere: it is archived, and opened in ten years. */
const style = `@page { size: A4; margin: 18mm 16mm }
body { font: 11pt/1.4 sans-serif; color: #000; background: #fff; max-width: 178mm; margin: 0 auto }
h1 { font-size: 16pt; margin: 0 } h2 { font-size: 12.5pt; margin: 7mm 0 2mm; break-after: avoid }
table { border-collapse: collapse; width: 100%; margin: 2mm 0 }
th, td { border: 1px solid #555; padding: 1mm 1.5mm; text-align: left; font-size: 9pt; vertical-align: top }
td.n, th.n { text-align: right; white-space: nowrap }
thead { display: table-header-group } tr { break-inside: avoid }
.group { break-inside: avoid-page } .result { font-size: 13pt; font-weight: bold; border: 2px solid #000; padding: 3mm }
[lang=en] { color: #444; font-style: italic; font-size: 85%; font-weight: normal }
.sign { margin-top: 14mm; width: 70mm; margin-left: auto }`;

/** The report as a page to print, in the order of PermenPANRB 14/2017: in Indonesian, with English beside it. */
export function ikmPage(named: NamedReport): string {
  const { report, site } = named;
  const title = `Laporan Survei Kepuasan Masyarakat: ${site.title}`;
  return `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>
${style}
</style>
</head>
<body>
<h1>Laporan Survei Kepuasan Masyarakat ${en('Report of the survey of satisfaction')}</h1>
<p><strong>${escaped(site.title)}</strong>, ${report.from} sampai ${report.to} ${en(`${report.from} to ${report.to}`)}</p>
${groupParts(report.site, 'Unit pelayanan', 'The site')}
${report.services.map((group) => groupParts(group, named.nameOf(group.service), '')).join('\n')}
${pulsePart(named)}
${leftOutPart(report)}
${methodPart()}
<p class="sign">Mengetahui ${en('Seen by')}<br><br><br><br>............................................</p>
</body>
</html>
`;
}

const en = (text: string): string => `<span lang="en">${escaped(text)}</span>`;
const number = (hundredths: number): string => hundredthsText(hundredths, ',');
const between = ({ lowHundredths, highHundredths }: IndexInterval): string =>
  `${number(lowHundredths)}&ndash;${number(highHundredths)}`;

function table(
  head: readonly (readonly [id: string, en: string])[],
  rows: readonly (readonly string[])[],
): string {
  const cell = (tag: string, at: number, html: string) =>
    `<${tag}${at > 1 ? ' class="n"' : ''}${tag === 'th' ? ' scope="col"' : ''}>${html}</${tag}>`;
  const names = head.map(([id, english], at) =>
    cell('th', at, `${escaped(id)}${english === '' ? '' : `<br>${en(english)}`}`),
  );
  const lines = rows.map((row) => `<tr>${row.map((html, at) => cell('td', at, html)).join('')}</tr>`);
  return `<table>\n<thead><tr>${names.join('')}</tr></thead>\n<tbody>\n${lines.join('\n')}\n</tbody>\n</table>`;
}

function groupParts(group: GroupReport, title: string, english: string): string {
  const people: readonly (readonly [string, string, string])[] = [
    ['Kunjungan yang dilayani', 'Visits that were served', String(group.visits)],
    ['Sampel yang diperlukan (Krejcie-Morgan)', 'Sample needed', String(group.needed)],
    ['Responden formulir', 'People who filled in a form', String(group.forms)],
    ['Jawaban papan penilaian', 'Answers at pads', String(group.ofPads)],
    ['Tingkat respons papan', 'Response rate of pads', percent(group.responseHundredths)],
    ['Pengaduan yang dibuka', 'Complaints opened', String(group.complaints)],
  ];
  return `<h2>${escaped(title)} ${english === '' ? '' : en(english)}</h2>
${table(
  [
    ['Populasi dan responden', 'Population and respondents'],
    ['Jumlah', 'Number'],
  ],
  people.map(([id, other, value]) => [`${escaped(id)} ${en(other)}`, escaped(value)]),
)}
${table(
  elementHead,
  group.elements.map((row, at) => elementCells(row, `U${at + 1}`)),
)}
${surveyPart(group)}`;
}

const elementHead = [
  ['No.', ''],
  ['Unsur', 'Element'],
  ['n', ''],
  ['papan', 'pads'],
  ['formulir', 'forms'],
  ['rata-rata', 'mean'],
  ['indeks', 'index'],
  ['mutu', 'band'],
  ['95 %', ''],
  ['respons', 'response'],
] as const;

const percent = (hundredths: number | undefined): string =>
  hundredths === undefined ? '-' : `${number(hundredths)} %`;

function elementCells(row: ElementReport, code: string): readonly string[] {
  const { index, interval } = row;
  const title = elementTitles[row.element];
  const figures =
    index === undefined || interval === undefined
      ? [row.withheld ? 'ditahan' : '-', '-', '-', '-']
      : [number(index.meanHundredths), number(index.indexHundredths), index.band, between(interval)];
  return [
    code,
    `${escaped(title.id)} ${en(title.en)}`,
    ...[row.answers, row.ofPads, row.ofForms].map(String),
    ...figures,
    percent(row.responseHundredths),
  ];
}

function surveyPart({ survey }: GroupReport): string {
  const missing = survey.withheld || !survey.complete ? survey.missing : [];
  const names = (speak: 'id' | 'en') => missing.map((element) => elementTitles[element][speak]).join('; ');
  const said = (text: (speak: 'id' | 'en') => string) => `<p>${escaped(text('id'))} ${en(text('en'))}</p>`;
  if (missing.length === surveyElements.length) return said((speak) => ikmWords[speak].nothingAsked);
  if (survey.withheld) return said((speak) => ikmWords[speak].surveyWithheld);
  if (survey.complete) {
    const found = bands.find(({ band }) => band === survey.band);
    const ends = survey.interval === undefined ? '' : ` (95 %: ${between(survey.interval)})`;
    return `<p class="result">IKM ${number(survey.indexHundredths)}, mutu ${survey.band}: ${escaped(found?.id ?? '')} ${en(found?.en ?? '')}${ends}</p>`;
  }
  const asked = surveyElements.length - missing.length;
  const partial = survey.partial === undefined ? '-' : number(survey.partial.indexHundredths);
  return `${said((speak) => ikmWords[speak].missing(names(speak)))}
<p>${escaped(ikmWords.id.partial(asked))}: ${partial} ${en(ikmWords.en.partial(asked))}</p>`;
}

/** Apart from the survey, and never added to it. */
function pulsePart({ report, nameOf }: NamedReport): string {
  const groups = [report.site, ...report.services];
  return `<h2>Denyut ${en('Pulse')}</h2>
<p>${escaped(ikmWords.id.pulse)}. ${en(ikmWords.en.pulse)}</p>
${table(
  elementHead,
  groups.map((group) => {
    const [, , ...figures] = elementCells(group.pulse, '');
    return ['', escaped(nameOf(group.service)), ...figures];
  }),
)}`;
}

function leftOutPart({ leftOut, unsynced, lostRecords }: IkmReport): string {
  const both = (text: (speak: 'id' | 'en') => string) => `${escaped(text('id'))} ${en(text('en'))}`;
  const rows = leftOut.map(({ kind, element, answers }) => [
    both((speak) => ikmWords[speak].kinds[kind]),
    both((speak) => elementTitles[element][speak]),
    String(answers),
  ]);
  const nothing = `<p>${both((speak) => ikmWords[speak].nothingLeftOut)}</p>`;
  return `<h2>${both((speak) => ikmWords[speak].leftOut)}</h2>
${
  rows.length === 0
    ? nothing
    : table(
        [
          ['Sebab', 'Why'],
          ['Unsur', 'Element'],
          ['n', ''],
        ],
        rows,
      )
}
${unsynced > 0 ? `<p>${both((speak) => ikmWords[speak].unsynced(unsynced))}</p>` : ''}
${lostRecords > 0 ? `<p>${both((speak) => ikmWords[speak].lost(lostRecords))}</p>` : ''}`;
}

function methodPart(): string {
  const ends = bands.map(({ band, fromHundredths, id }, at) => {
    const above = bands[at - 1]?.fromHundredths;
    const to = above === undefined ? 100_00 : above - 1;
    return `${band} ${number(fromHundredths)}&ndash;${number(to)} (${escaped(id.toLowerCase())})`;
  });
  return `<h2>Cara menghitung ${en('How this is reckoned')}</h2>
<p>Indeks unsur = rata-rata &times; 25. IKM = rata-rata kesembilan unsur, masing-masing berbobot tepat 1/9, &times; 25;
dihitung tepat dan dibulatkan sekali. Mutu: ${ends.join('; ')}. Selang 95 % menurut Jeffreys. Kelompok dengan kurang dari
10 jawaban ditahan, dan yang nilainya dapat dihitung dari kelompok lain. Jawaban tidak pernah dilaporkan per petugas.
${en(
  'The index of an element is its mean times 25; that of the survey is the mean of all nine with a weight of exactly 1/9, times 25, rounded once. The 95 % interval is after Jeffreys. Groups with fewer than 10 answers are withheld, and those that could be reckoned from others. Nothing is reported of an officer.',
)}</p>`;
}

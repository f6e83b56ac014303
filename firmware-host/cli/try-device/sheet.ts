import { printedPage, textTable } from '../printed-table.ts';
import type { Tried } from './tried.ts';
import type { TryWords } from './try-words.ts';

export interface Sheet {
  readonly title: string;
  /** Local date and time, formatted. */
  readonly when: string;
  readonly version: string;
  readonly simulated: boolean;
  readonly tried: readonly Tried[];
}

/** The commissioning sheet of a hall: HTML if FILE ends with .html, else text. */
export const sheetFor = (file: string, sheet: Sheet, say: TryWords): string =>
  /\.html?$/i.test(file) ? asHtml(sheet, say) : asText(sheet, say);

const rowsOf = ({ tried }: Sheet, say: TryWords): readonly (readonly string[])[] =>
  tried.map(({ place, device, kind, verdict, note }) => [place, device, kind, say.verdicts[verdict], note]);

function headOf(sheet: Sheet, say: TryWords): readonly string[] {
  const count = (verdict: Tried['verdict']) => sheet.tried.filter((one) => one.verdict === verdict).length;
  return [
    `${say.sheet}: ${sheet.title}`,
    `${sheet.when}, Loket ${sheet.version}`,
    ...(sheet.simulated ? [say.simulated] : []),
    say.summary(count('ok'), count('unsure'), count('fault')),
  ];
}

function asText(sheet: Sheet, say: TryWords): string {
  return [
    ...headOf(sheet, say),
    '',
    ...textTable([say.columns, ...rowsOf(sheet, say)]),
    '',
    say.signed,
    '',
  ].join('\n');
}

function asHtml(sheet: Sheet, say: TryWords): string {
  const [title = '', ...above] = headOf(sheet, say);
  return printedPage({
    ...{ title, above, columns: say.columns },
    rows: rowsOf(sheet, say),
    below: [say.signed],
  });
}

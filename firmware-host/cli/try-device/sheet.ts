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
  const rows = [say.columns, ...rowsOf(sheet, say)];
  const widths = say.columns.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...headOf(sheet, say), '', ...lines, '', say.signed, ''].join('\n');
}

function asHtml(sheet: Sheet, say: TryWords): string {
  const [title = '', ...more] = headOf(sheet, say).map(escaped);
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<!doctype html>
<meta charset="utf-8">
<title>${title}</title>
<style>
body { font: 14px sans-serif; margin: 2em }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #999; padding: 4px 8px; text-align: left }
</style>
<h1>${title}</h1>
${more.map((line) => `<p>${line}</p>`).join('\n')}
<table>
${[cells('th', say.columns), ...rowsOf(sheet, say).map((row) => cells('td', row))].join('\n')}
</table>
<p>${escaped(say.signed)}</p>
`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? '');

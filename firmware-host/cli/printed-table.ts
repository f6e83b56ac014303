type Rows = readonly (readonly string[])[];

/** Rows as lines of text, each column as wide as its widest cell. */
export function textTable(rows: Rows): readonly string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A page of HTML with a table, for the printer; the head of the table stands on every sheet of paper. */
export function printedPage(of: {
  readonly title: string;
  readonly above: readonly string[];
  readonly columns: readonly string[];
  readonly rows: Rows;
  readonly below: readonly string[];
}): string {
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const lines = (all: readonly string[]) => all.map((line) => `<p>${escaped(line)}</p>\n`).join('');
  return `<!doctype html>
<meta charset="utf-8">
<title>${escaped(of.title)}</title>
<style>
body { font: 14px sans-serif; margin: 2em }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #999; padding: 4px 8px; text-align: left }
tr { break-inside: avoid }
</style>
<h1>${escaped(of.title)}</h1>
${lines(of.above)}<table>
<thead>${cells('th', of.columns)}</thead>
${of.rows.map((row) => cells('td', row)).join('\n')}
</table>
${lines(of.below)}`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? '');

/** A text as lines of at most `width` characters; a word that is longer has a line to itself. */
export function inLines(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const indent = '  ';
/** Between the columns. */
const gap = 2;
/** What is left of it still holds some words. */
const leastText = 36;

/**
 * What is typed, and beside it what it does, its lines below each other. Where the first column leaves too little room,
 * the words stand below it.
 */
export function spacedColumns(
  rows: readonly (readonly [typed: string, what: string])[],
  width: number,
): readonly string[] {
  const first = Math.max(...rows.map(([typed]) => typed.length));
  const room = width - indent.length - first - gap;
  if (room < leastText)
    return rows.flatMap(([typed, what]) => [
      `${indent}${typed}`,
      ...(what === '' ? [] : inLines(what, width - 3 * indent.length).map((line) => indent.repeat(3) + line)),
    ]);
  return rows.flatMap(([typed, what]) =>
    inLines(what, room).map((line, at) =>
      `${indent}${(at === 0 ? typed : '').padEnd(first + gap)}${line}`.trimEnd(),
    ),
  );
}

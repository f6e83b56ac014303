const more = '...';

/** Breaks text into at most `maxLines` lines of at most `columns` characters, at spaces where it can. */
export function wrap(text: string, columns: number, maxLines: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, columns))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= columns) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
  }
  if (line !== '') lines.push(line);
  if (lines.length <= maxLines) return lines;
  return [
    ...lines.slice(0, maxLines - 1),
    cutAtWord(lines[maxLines - 1] ?? '', columns - more.length) + more,
  ];
}

/** The beginning of a line: whole words, unless its first word is longer. */
function cutAtWord(line: string, columns: number): string {
  if (line.length <= columns) return line;
  const space = line.lastIndexOf(' ', columns);
  return line.slice(0, space > 0 ? space : columns).trimEnd();
}

/** A word longer than a line is cut into pieces that fit. */
const pieces = (word: string, columns: number): readonly string[] =>
  Array.from({ length: Math.ceil(word.length / columns) }, (_, index) =>
    word.slice(index * columns, (index + 1) * columns),
  );

/** Like `wrap`, with lines of about the same length: for centred text. */
export function balanced(text: string, columns: number, maxLines: number): readonly string[] {
  const widest = wrap(text, columns, maxLines);
  let narrowest = columns;
  while (narrowest > 1 && wrap(text, narrowest - 1, maxLines + 1).length <= widest.length) narrowest -= 1;
  return wrap(text, narrowest, maxLines);
}

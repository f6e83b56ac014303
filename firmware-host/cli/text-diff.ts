/** Unchanged lines shown around a change. */
const contextLines = 2;

/** The one range of lines that differs, as a unified diff. */
export function textDiff(path: string, before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let head = 0;
  while (head < Math.min(old.length, now.length) && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const from = Math.max(0, head - contextLines);
  const below = Math.min(tail, contextLines);
  const lines = [
    ...old.slice(from, head).map((line) => ` ${line}`),
    ...old.slice(head, old.length - tail).map((line) => `-${line}`),
    ...now.slice(head, now.length - tail).map((line) => `+${line}`),
    ...now.slice(now.length - tail, now.length - tail + below).map((line) => ` ${line}`),
  ];
  const size = (all: readonly string[]) => all.length - tail + below - from;
  return [
    `--- ${path}`,
    `+++ ${path}`,
    `@@ -${from + 1},${size(old)} +${from + 1},${size(now)} @@`,
    ...lines,
  ].join('\n');
}

import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node } from 'yaml';

/** The path of a setting: names, and positions in lists. */
export type Path = readonly (string | number)[];

/** Both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The place of a setting's name or value. For a setting that is not written: the name of the group that lacks it. */
export type Locate = (path: Path, part: 'name' | 'value') => Place;

export function createLocator(document: Document, lines: LineCounter): Locate {
  return (path, part) => {
    let node = document.contents as Node | null;
    let name = node?.range?.[0] ?? 0;
    for (const step of path) {
      const found = stepInto(document, node, step);
      if (found === undefined) return placeAt(lines, name);
      node = found.node;
      name = found.name;
    }
    return placeAt(lines, part === 'name' ? name : (node?.range?.[0] ?? name));
  };
}

function stepInto(document: Document, from: Node | null, step: string | number) {
  const group = isAlias(from) ? from.resolve(document) : from;
  if (isSeq(group)) {
    const node = group.items[Number(step)] as Node | undefined;
    return node === undefined ? undefined : { node, name: node.range?.[0] ?? 0 };
  }
  if (!isMap(group)) return undefined;
  const pair = group.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  if (pair === undefined) return undefined;
  return { node: pair.value as Node | null, name: (pair.key as Node).range?.[0] ?? 0 };
}

/** The place of an offset in the text. */
export function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

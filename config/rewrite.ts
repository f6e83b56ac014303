import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type Scalar } from 'yaml';
import type { Path } from './locate.ts';

/** A setting that is written already, and the text that it is to have. */
export interface Rewrite {
  readonly path: Path;
  readonly value: string;
}

/**
 * The text of a YAML file with other values; all else stays letter for letter, comments and layout too. A value behind
 * an alias changes where it is written, once. Undefined: one of the settings is not written as a single value.
 */
export function rewritten(text: string, changes: readonly Rewrite[]): string | undefined {
  const document = parseDocument(text);
  const edits = new Map<number, { readonly end: number; readonly written: string }>();
  for (const { path, value } of changes) {
    const scalar = scalarAt(document, path);
    if (scalar?.range == null) return undefined;
    const [start, end] = scalar.range;
    edits.set(start, { end, written: quoted(value, scalar) });
  }
  let now = text;
  for (const [start, { end, written }] of [...edits].sort(([one], [other]) => other - one))
    now = now.slice(0, start) + written + now.slice(end);
  return now;
}

function scalarAt(document: Document, path: Path): Scalar | undefined {
  let node: unknown = document.contents;
  for (const step of path) {
    const group = resolved(document, node);
    if (!isMap(group) && !isSeq(group)) return undefined;
    node = group.get(step, true);
  }
  const value = resolved(document, node);
  return isScalar(value) ? value : undefined;
}

const resolved = (document: Document, node: unknown): Node | undefined =>
  isAlias(node) ? node.resolve(document) : (node as Node | undefined);

/** A path that was written without quotes stays without; anything else could be read as a number. */
function quoted(value: string, { type }: Scalar): string {
  if (type === 'PLAIN' && /^\/[\w/.+:-]*\w$/.test(value)) return value;
  return type === 'QUOTE_SINGLE' ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
}

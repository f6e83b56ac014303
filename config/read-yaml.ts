import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { hopeless } from './guard.ts';
import { createLocator, type Locate, placeAt } from './locate.ts';
import { type Problem, problem } from './problem.ts';
import { type Saying, say } from './texts/texts.ts';
import { yamlMistake } from './texts/yaml-mistakes.ts';
import { closes, unclosed } from './unclosed.ts';

/** Anchors and aliases together: some for each counter of the largest hall. */
const ALIASES_MAX = 1_000;
const PROBLEMS_MAX = 20;

/** The values of a YAML file, and the place of each of them. */
export interface Tree {
  readonly value: unknown;
  readonly locate: Locate;
}

/** Parses one YAML 1.2 document of plain names and values. Never throws. */
export function readYaml(text: string, file: string): { tree: Tree } | { problems: readonly Problem[] } {
  const lines = linesOf(text);
  const found: Problem[] = [];
  const tell = (offset: number, saying: Saying) => {
    if (found.length < PROBLEMS_MAX) found.push(problem('error', placeAt(lines, offset), [], saying));
  };

  const bad = hopeless(text);
  if (bad !== undefined) {
    tell(bad.offset, bad.saying);
    return { problems: found };
  }
  // Duplicate names are found below: the library's own check takes quadratic time.
  const document = parseDocument(text, {
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false,
  });
  tellMistakes(text, [...document.errors, ...document.warnings], tell);
  if (found.length === 0) checkNamesAndAliases(document, (at) => `${file}:${where(lines, at)}`, tell);
  if (found.length > 0) return { problems: found };

  try {
    const value: unknown = document.toJS({ maxAliasCount: ALIASES_MAX });
    return { tree: { value, locate: createLocator(document, lines) } };
  } catch {
    // The only remaining failure is an alias that expands too far or into itself.
    tell(firstAlias(document), say('bad-alias'));
    return { problems: found };
  }
}

/** What the library found; of what follows from a bracket or a quote that is not closed, that one alone. */
function tellMistakes(
  text: string,
  mistakes: readonly YAMLError[],
  tell: (offset: number, saying: Saying) => void,
): void {
  const open = mistakes.length === 0 ? undefined : unclosed(text);
  for (const { code, message, pos } of mistakes)
    if (open === undefined || pos[0] < open.offset) tell(pos[0], say('yaml', yamlMistake(code, message)));
  if (open !== undefined) tell(open.offset, say('unclosed', open.opened, closes(open.opened)));
}

/** Counts the lines itself, because the lexer misses line ends in some broken texts. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1);
  return lines;
}

function where(lines: LineCounter, offset: number): string {
  const { line, column } = placeAt(lines, offset);
  return `${line}:${column}`;
}

/** Reports names written twice in one group, `<<`, aliases without an anchor, and too many names or aliases. */
function checkNamesAndAliases(
  document: Document,
  whereIs: (offset: number) => string,
  tell: (offset: number, saying: Saying) => void,
): void {
  const anchors = new Set<string>();
  let counted = 0;
  visit(document, (_key, node) => {
    if (!isNode(node)) return undefined;
    const at = node.range?.[0] ?? 0;
    if (isMap(node)) checkNames(node, whereIs, tell);
    if (isAlias(node)) {
      if (!anchors.has(node.source)) tell(at, say('bad-alias'));
    } else if (node.anchor !== undefined) anchors.add(node.anchor);
    else return undefined;
    counted++;
    if (counted <= ALIASES_MAX) return undefined;
    tell(at, say('too-many-aliases', ALIASES_MAX));
    return visit.BREAK;
  });
}

function checkNames(
  map: YAMLMap<unknown, unknown>,
  whereIs: (offset: number) => string,
  tell: (offset: number, saying: Saying) => void,
): void {
  const seen = new Map<string, number>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    const at = key.range?.[0] ?? 0;
    const before = seen.get(name);
    if (name === '<<') tell(at, say('merge-name'));
    else if (before !== undefined) tell(at, say('duplicate-name', name, whereIs(before)));
    else seen.set(name, at);
  }
}

function firstAlias(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias(_key, alias) {
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

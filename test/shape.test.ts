import { readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { parsedSources } from './parsed-sources.ts';
import exceptions from './shape.json' with { type: 'json' };

/**
 * The shape of the sources. What breaks a rule stands in shape.json, as it is: an entry that is no longer needed, or a
 * function that has become shorter, fails here too, so that the list only shrinks. `LOKET_WRITE_SHAPE=1` prints it as
 * it would be.
 */
const functionLinesMax = 70;
const parsed = parsedSources();
const paths = [...parsed.keys()];

/** Every function that is longer than it may be: `path name` -> lines. */
function longFunctions(): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [path, file] of parsed) {
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
        const line = (at: number) => file.getLineAndCharacterOfPosition(at).line;
        const lines = line(node.getEnd()) - line(node.getStart()) + 1;
        if (lines > functionLinesMax) found[`${path} ${nameOf(node)}`] = lines;
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

function nameOf(node: ts.Node): string {
  const named = node as { readonly name?: ts.Node };
  if (named.name !== undefined) return named.name.getText();
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name.getText() : '';
}

/** Names of files that stand in more than one folder: in a list of search results one has to guess. */
function repeatedNames(): readonly string[] {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(basename(path), (counts.get(basename(path)) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([name]) => name)
    .sort();
}

/** Files that import each other, over whatever way: the smallest of each circle. Types count too. */
function circles(): readonly string[] {
  const to = new Map(paths.map((path) => [path, importsOf(path)]));
  const reaches = (from: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const open = [...(to.get(from) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(to.get(next) ?? []));
    }
    return seen;
  };
  return paths.filter((path) => reaches(path).has(path));
}

function importsOf(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/^(?:import|export) [^'";]*? from '(\.[^']+)';/gms)].map(([, what = '']) =>
    normalize(join(dirname(path), what)),
  );
}

/** Types and classes of the program that two files export under one name: to the reader they are one idea. */
function repeatedTypes(): readonly string[] {
  const homes = new Map<string, string[]>();
  for (const [path, file] of parsed) {
    // Simulators share nothing with what they simulate, and pages have their own words.
    if (/^(simulators|pages)\//.test(path)) continue;
    for (const node of file.statements) {
      const isType =
        ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node);
      const isExported =
        isType && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
      const name = isType ? node.name?.text : undefined;
      if (isExported && name !== undefined) homes.set(name, [...(homes.get(name) ?? []), path]);
    }
  }
  return [...homes]
    .filter(([, paths]) => paths.length > 1)
    .map(([name, paths]) => `${name}: ${paths.join(', ')}`);
}

const shape = { functions: longFunctions(), names: repeatedNames(), circles: circles() };

it(`functions have ${functionLinesMax} lines at most`, () => {
  expect(shape.functions).toEqual(exceptions.functions);
});

/**
 * Timers of the host and the drivers that do not say what waits: a list of what a process waits for would not name
 * them.
 */
function namelessTimers(): readonly string[] {
  const found: string[] = [];
  for (const [path, file] of parsed) {
    if (!/^(firmware-host|devices|office)\//.test(path)) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
        if (node.expression.name.text === 'after' && node.arguments.length < 3)
          found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

it('every timer of the host and the drivers has a name', () => {
  expect(namelessTimers()).toEqual([]);
});

it('no two files have one name', () => {
  expect(shape.names).toEqual(exceptions.names);
});

it('no files import each other in a circle', () => {
  expect(shape.circles).toEqual(exceptions.circles);
});

it('no two files export a type of one name: a shared idea has one home', () => {
  expect(repeatedTypes()).toEqual([]);
});

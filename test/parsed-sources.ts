import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const roots = ['config', 'devices', 'firmware-host', 'office', 'pages', 'simulators'];

/** The TypeScript files below the folders of the sources, in order, each with its syntax tree: path -> file. */
export function parsedSources(): ReadonlyMap<string, ts.SourceFile> {
  return parsedBelow(roots, /(?<!\.d)\.tsx?$/);
}

/** Whatever may import a source: the sources, and the TypeScript and JavaScript of the tests. */
export function parsedImporters(): ReadonlyMap<string, ts.SourceFile> {
  return parsedBelow([...roots, 'test'], /\.(tsx?|js)$/);
}

function parsedBelow(below: readonly string[], named: RegExp): ReadonlyMap<string, ts.SourceFile> {
  const paths = below
    .flatMap((root) =>
      readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => join(root, path)),
    )
    .filter((path) => named.test(path))
    .sort();
  const parse = (path: string) =>
    ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  return new Map(paths.map((path) => [path, parse(path)]));
}

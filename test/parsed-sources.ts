import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const roots = ['config', 'devices', 'firmware-host', 'office', 'pages', 'simulators'];

/** The TypeScript files below these folders, in order, each with its syntax tree: path -> file. */
export function parsedSources(below: readonly string[] = roots): ReadonlyMap<string, ts.SourceFile> {
  const paths = below
    .flatMap((root) =>
      readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => join(root, path)),
    )
    .filter((path) => /(?<!\.d)\.tsx?$/.test(path))
    .sort();
  const parse = (path: string) =>
    ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  return new Map(paths.map((path) => [path, parse(path)]));
}

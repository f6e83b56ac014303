import { readFileSync } from 'node:fs';
import type { Content } from './web-server.ts';

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** dist/pages is beside dist/firmware-host; when run from source, it is in dist/. */
const folders = ['../../pages/', '../../dist/pages/'];

/** The parts of a page that `npm run build` made: `hall.html`, `hall.js`, `hall.css`. Throws when it was not built. */
export function builtPage(name: 'hall' | 'board' | 'office'): ReadonlyMap<string, Content> {
  return builtFiles([`${name}.html`, `${name}.js`, `${name}.css`, 'icon.svg']);
}

/** The same of any files. */
export function builtFiles(files: readonly string[]): ReadonlyMap<string, Content> {
  return new Map(
    files.map((file) => [file, { type: types[file.split('.')[1] ?? ''] ?? '', body: read(file) }]),
  );
}

function read(file: string): Buffer {
  let why: unknown;
  for (const folder of folders) {
    try {
      return readFileSync(new URL(`${folder}${file}`, import.meta.url));
    } catch (thrown) {
      // It is not in this folder: try the next one.
      why = thrown;
    }
  }
  throw why;
}

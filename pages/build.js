// Bundles the pages into dist/pages, which ships with the package: a browser loads nothing from elsewhere.
import { copyFileSync, mkdirSync } from 'node:fs';
import { build } from 'esbuild';

const here = (path) => new URL(path, import.meta.url).pathname;
const out = here('../dist/pages/');

mkdirSync(out, { recursive: true });
await build({
  entryPoints: {
    hall: here('hall/hall.tsx'),
    board: here('board/board.tsx'),
    office: here('office/office.tsx'),
  },
  outdir: out,
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'inline',
  logLevel: 'warning',
});
copyFileSync(here('hall/hall.html'), `${out}hall.html`);
copyFileSync(here('board/board.html'), `${out}board.html`);
copyFileSync(here('office/office.html'), `${out}office.html`);
copyFileSync(here('shared/icon.svg'), `${out}icon.svg`);

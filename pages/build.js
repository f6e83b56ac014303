// Bundles the pages into dist/pages, which ships with the package: a browser loads nothing from elsewhere.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { thirdParty } from '../bundle/third-party.js';

const here = (path) => new URL(path, import.meta.url).pathname;
const out = here('../dist/pages/');

mkdirSync(out, { recursive: true });
const root = new URL('../', import.meta.url);
const common = {
  ...{ absWorkingDir: root.pathname, outdir: out, bundle: true, minify: true },
  ...{ legalComments: 'inline', logLevel: 'warning', metafile: true },
};
const modern = await build({
  ...common,
  entryPoints: {
    hall: here('hall/hall.tsx'),
    office: here('office/office.tsx'),
    status: here('status/status.tsx'),
    counter: here('counter/counter-page.tsx'),
    login: here('login/login.css'),
  },
  format: 'esm',
  target: ['es2022'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
});
// Televisions have browsers of 2016 (webOS 4: Chromium 53), which know no modules; touch screens come with old ones
// too. The compiler checks in board/tsconfig.json that these pages call nothing younger than that.
const old = await build({
  ...common,
  entryPoints: {
    board: here('board/board-start.ts'),
    tickets: here('tickets/tickets.ts'),
    rating: here('rating/rating-page.ts'),
  },
  format: 'iife',
  target: ['chrome53'],
});
const files = [modern, old].flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync(`${out}THIRD-PARTY.txt`, thirdParty(files, root));
for (const page of ['hall', 'board', 'office', 'status', 'counter', 'tickets', 'rating'])
  copyFileSync(here(`${page}/${page}.html`), `${out}${page}.html`);
copyFileSync(here('shared/icon.svg'), `${out}icon.svg`);

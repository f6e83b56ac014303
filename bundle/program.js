// Bundles the program into dist: the entry that `loket` starts, and dist/program with what it loads when it is needed.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { build } from 'esbuild';
import { thirdParty } from './third-party.js';

const root = new URL('../', import.meta.url);
const { dependencies, optionalDependencies } = JSON.parse(
  readFileSync(new URL('package.json', root), 'utf8'),
);

/** The threads are found by their name beside the file that starts them, so all files are in one folder. */
const threads = {
  'program/worker': 'firmware-host/journal/sqlite/worker.ts',
  'program/picture-worker': 'firmware-host/pictures/picture-worker.ts',
  'program/config-check-worker': 'firmware-host/requests/config-check-worker.ts',
  'program/store-worker': 'office/store/sqlite/store-worker.ts',
};

const entries = { 'firmware-host/cli/loket': 'firmware-host/cli/loket.ts', ...threads };

// The names of files change with what is in them: an older build must not stay beside this one.
rmSync(new URL('dist/program', root), { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root.pathname,
  entryPoints: entries,
  outdir: 'dist',
  chunkNames: 'program/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Packages that are installed beside the program: addons, and what has files of its own.
  external: Object.keys({ ...dependencies, ...optionalDependencies }),
  alias: { repl: './bundle/no-repl.js' },
  // Older packages ask for Node's own modules with `require`, which a module of today does not have. In each file:
  // they are not run in the order of the imports.
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; globalThis.require ??= requireOf(import.meta.url);",
  },
  plugins: [{ name: 'prelude', setup: withPrelude }],
  // Traces name functions and, through the maps, our sources; the texts of the sources are not needed for that.
  minifyWhitespace: true,
  minifySyntax: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});
writeFileSync(new URL('dist/program/THIRD-PARTY.txt', root), thirdParty(Object.keys(metafile.inputs), root));

/** Makes prelude.js a part of the program and of its threads. */
function withPrelude({ onLoad }) {
  const paths = new Set(Object.values(entries).map((entry) => new URL(entry, root).pathname));
  onLoad({ filter: /\.ts$/ }, ({ path }) =>
    // On the first line, so that the lines of traces stay right.
    paths.has(path) ? { contents: entryText(path), loader: 'ts' } : undefined,
  );
}

/** The text of an entry. The line for the shell has to stay the first one, and may be followed by no code. */
function entryText(path) {
  const text = readFileSync(path, 'utf8');
  // From the entry on: the maps count its columns, and must not depend on the folder that this is built in.
  const prelude = JSON.stringify(relative(dirname(path), new URL('prelude.js', import.meta.url).pathname));
  const shell = /^#!.*\n/.exec(text)?.[0] ?? '';
  return `${shell}import ${prelude};${text.slice(shell.length)}`;
}

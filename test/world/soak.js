/**
 * A simulated month at full speed in one process, to see whether anything grows: npm run soak [-- --days N --tickets N]
 */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleWorld } from './bundle.js';

const root = new URL('../../', import.meta.url);
await bundleWorld(root);
// The journal starts its thread from a file beside its own.
await build({
  entryPoints: [fileURLToPath(new URL('firmware-host/journal/sqlite/worker.ts', root))],
  outfile: fileURLToPath(new URL('dist/world/worker.js', root)),
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
await import('../../dist/world/soak.mjs');

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles the world of the tree at `root` into its dist/world/; packages stay where they are. */
export async function bundleWorld(root) {
  const at = (path) => fileURLToPath(new URL(path, root));
  await build({
    entryPoints: ['main', 'work', 'soak'].map((name) => at(`test/world/${name}.ts`)),
    outdir: at('dist/world'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: '[name]-[hash]',
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
}

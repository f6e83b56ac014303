/**
 * Plays seeded worlds: the whole host on virtual time, with people and faults. Node 20 runs no TypeScript, so the world
 * is bundled first, with the sources as they are now.
 *
 *   npm run world -- --seeds N [--from N] [--steps N]     many, and what broke
 *   npm run world -- --seed N [--steps N] [--shrink]      one, told step by step; or the shortest script that breaks
 */
import { bundleWorld } from './bundle.js';

await bundleWorld(new URL('../../', import.meta.url));
await import('../../dist/world/main.mjs');

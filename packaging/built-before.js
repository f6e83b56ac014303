// Keeps what was compiled, by everything that it was made of. Releases do not use it.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { called } from './called.js';
import { nodeVersion } from './node-inside.js';

/** Runs `compile`, which leaves the folder `built` in `own`, or copies that from `cache`. */
export function builtBefore(own, { cpu, triplet, cache }, compile) {
  if (cache === undefined) return compile();
  const built = join(own, 'built');
  const kept = join(cache, keyOf(own, [cpu, nodeVersion, called(`${triplet}-g++`, ['--version'])]));
  if (existsSync(kept)) return cpSync(kept, built, { recursive: true });
  compile();
  // Whole or not at all: another build may look for it, or this one end.
  mkdirSync(cache, { recursive: true });
  const making = `${kept}.${process.pid}`;
  cpSync(built, making, { recursive: true });
  try {
    renameSync(making, kept);
  } catch {
    // Another build was quicker.
    rmSync(making, { recursive: true });
  }
}

/** Of the sources, the packages that they need, and the files here that say how they are built. */
function keyOf(own, words) {
  const sum = createHash('sha256').update(JSON.stringify(words));
  for (const file of ['addons.js', 'node-inside.js', '../package-lock.json'])
    sum.update(readFileSync(new URL(file, import.meta.url)));
  for (const name of readdirSync(own, { recursive: true, encoding: 'utf8' }).sort())
    if (statSync(join(own, name)).isFile()) sum.update(`${name}\0`).update(readFileSync(join(own, name)));
  return sum.digest('hex');
}

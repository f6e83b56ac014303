import { mkdirSync, statSync } from 'node:fs';
import nodeModule from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What Node has of it: from 22.1 and 22.10 on. */
const { enableCompileCache, flushCompileCache } = nodeModule as {
  readonly enableCompileCache?: (folder: string) => { readonly directory?: string };
  readonly flushCompileCache?: () => void;
};

/**
 * Keeps the program compiled from one start to the next, in a folder of this user's. Node does without a folder that is
 * full or cannot be written to, and compiles anew what is damaged or of another version.
 */
export function useCompileCache(environment: NodeJS.ProcessEnv = process.env): void {
  if (enableCompileCache === undefined) return;
  const folder = cacheFolder(environment);
  if (folder === undefined) return;
  const { directory } = enableCompileCache(folder);
  // Threads have a Node of their own, which looks there.
  if (directory !== undefined) environment.NODE_COMPILE_CACHE ??= folder;
}

/** Writes it now: the process of a hall may never end in order. Nothing is written where nothing is new. */
export const writeCompileCache = (): void => flushCompileCache?.();

/**
 * The service has one of its unit; others have one in their home. Never the folder for temporary files, which is Node's
 * own choice: whoever puts a file there first would have us run it. Undefined: there is none that is ours alone.
 */
function cacheFolder({ CACHE_DIRECTORY, XDG_CACHE_HOME, HOME }: NodeJS.ProcessEnv): string | undefined {
  try {
    const above = CACHE_DIRECTORY || XDG_CACHE_HOME || join(HOME || homedir(), '.cache');
    mkdirSync(above, { recursive: true, mode: 0o700 });
    const { uid, mode } = statSync(above);
    const isOurs = uid === process.getuid?.() && (mode & 0o022) === 0;
    return isOurs ? join(above, 'loket-compiled') : undefined;
  } catch {
    return undefined;
  }
}

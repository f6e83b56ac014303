import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../install/install-plan.ts';
import { whyNotDone } from '../install/system-commands.ts';

/** What was found on a card when it was read back. */
export interface ReadBack {
  readonly files: number;
  /** Paths that are missing or have other content. */
  readonly wrong: readonly string[];
}

const syncMostS = 600;

/**
 * Has everything written to the card and forgotten by the kernel, so that reading asks the card itself. Throws where it
 * could not be written. False: this user may not make the kernel forget, and what is read may come from memory.
 */
export function settle(dir: string): boolean {
  const why = whyNotDone({ do: 'run', command: ['sync', '-f', dir], limitS: syncMostS });
  if (why !== undefined) throw new Error(why);
  try {
    // proc_sys_vm(5): 1 frees the pages of files.
    writeFileSync('/proc/sys/vm/drop_caches', '1');
    return true;
  } catch {
    return false;
  }
}

/** Compares what the steps have written below `dir` with what they were to write. */
export function readBack(steps: readonly Step[], dir: string): ReadBack {
  let files = 0;
  const wrong: string[] = [];
  const look = (path: string, isRight: () => boolean) => {
    files += 1;
    try {
      if (!isRight()) wrong.push(path);
    } catch {
      // Missing, or the card cannot be read there.
      wrong.push(path);
    }
  };
  const at = (path: string) => join(dir, path);
  for (const step of steps) {
    if (step.do === 'write')
      look(step.path, () => {
        const { mode } = lstatSync(at(step.path));
        return readFileSync(at(step.path), 'utf8') === step.text && (mode & 0o777) === step.mode;
      });
    if (step.do === 'copy')
      look(step.path, () => readFileSync(at(step.path)).equals(readFileSync(step.from)));
    if (step.do === 'link') look(step.path, () => readlinkSync(at(step.path)) === step.to);
    if (step.do === 'remove') look(step.path, () => !existsSync(at(step.path)));
    if (step.do === 'version')
      for (const file of filesBelow(at(step.path)))
        look(`${step.path}/${file}`, () =>
          readFileSync(join(at(step.path), file)).equals(readFileSync(join(step.from, file))),
        );
  }
  return { files, wrong };
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

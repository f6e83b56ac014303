import { readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Who may open a file: its permission bits and its owners. */
export interface Node {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/**
 * The files of this machine, or of a folder that stands for one. Paths are those of the machine. A file that is missing
 * or cannot be read gives undefined or an empty list: callers only want to know what there is.
 */
export interface MachineTree {
  /** The text without white space at its ends. */
  text(path: string): string | undefined;
  /** The content of a small file that is no text. */
  bytes(path: string): Uint8Array | undefined;
  /** Sorted, numbers as numbers. */
  names(folder: string): readonly string[];
  /** The final target of a chain of links. */
  real(path: string): string | undefined;
  /** The content of a link, which need not be a path: `socket:[4711]` in /proc/PID/fd. */
  link(path: string): string | undefined;
  node(path: string): Node | undefined;
}

const byNumber = new Intl.Collator('en', { numeric: true }).compare;

export function treeAt(root: string): MachineTree {
  const at = (path: string) => join(root, path);
  const base = orUndefined(() => realpathSync(root)) ?? root;
  return {
    text: (path) => orUndefined(() => readFileSync(at(path), 'utf8').trim()),
    bytes: (path) => orUndefined(() => readFileSync(at(path))),
    names: (folder) => orUndefined(() => readdirSync(at(folder)).sort(byNumber)) ?? [],
    real(path) {
      const real = orUndefined(() => realpathSync(at(path)));
      return base === '/' || real === undefined || !real.startsWith(base) ? real : real.slice(base.length);
    },
    link: (path) => orUndefined(() => readlinkSync(at(path))),
    node: (path) =>
      orUndefined(() => {
        const { mode, uid, gid } = statSync(at(path));
        return { mode: mode & 0o777, uid, gid };
      }),
  };
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    // It does not exist, or this user may not read it; the interface promises undefined.
    return undefined;
  }
}

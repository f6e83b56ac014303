import { hash } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the mark would say now, written behind every number but not waited for: it survives the end of the process at
 * once, and a power cut when the system has written it, within half a minute. A file of its own, so that one torn by
 * the power cut costs nothing but this.
 */
export interface Trail {
  write(line: string): void;
  close(): void;
}

export const trailIn = (dir: string): string => join(dir, 'journal.trail');

/** Opens the trail of a folder, or makes it. What stood in it stays until the first write. */
export function openTrail(dir: string): Trail {
  const file = openSync(trailIn(dir), 'a+');
  closeSync(file);
  const inPlace = openSync(trailIn(dir), 'r+');
  return {
    write: (line) => void writeSync(inPlace, Buffer.from(`${sumOf(line)} ${line}`), 0, undefined, 0),
    close: () => closeSync(inPlace),
  };
}

/** The line last written; undefined when there is none that is whole. */
export function readTrail(dir: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(trailIn(dir), 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw thrown;
  }
  // A longer line may have stood there before; its end stays behind this one.
  const [, sum, line] = /^([0-9a-f]{16}) ([^\n]*\n)/.exec(text) ?? [];
  return line !== undefined && sum === sumOf(line) ? line : undefined;
}

export function removeTrail(dir: string): void {
  rmSync(trailIn(dir), { force: true });
}

function sumOf(line: string): string {
  return hash('sha256', line, 'hex').slice(0, 16);
}

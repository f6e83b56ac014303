import type { Path } from './locate.ts';
import type { Report } from './report.ts';
import { say } from './texts/texts.ts';
import { id } from './values/id.ts';

/** The entries of one part of the file (services, counters, ...), in its order. */
export interface Entries<Entry> {
  /** Whether the part is in the file at all. */
  readonly written: boolean;
  /** Every id that is written, also of entries that could not be read. */
  readonly ids: ReadonlySet<string>;
  readonly read: ReadonlyMap<string, Entry>;
}

export type Group = Readonly<Record<string, unknown>>;

/** Reads each entry of a part by itself, so that a mistake in one does not hide another. */
export function readEntries<Entry>(
  file: Group,
  part: string,
  readEntry: (value: unknown, path: readonly string[], report: Report) => Entry | undefined,
  report: Report,
): Entries<Entry> {
  const ids = new Set<string>();
  const read = new Map<string, Entry>();
  const written = file[part] !== undefined;
  const entries = written ? (group(file[part], [part], report) ?? {}) : {};
  for (const [name, value] of Object.entries(entries)) {
    if (report.full()) break;
    ids.add(name);
    if (!id.safeParse(name).success) report.error([part, name], say('bad-id', name), 'name');
    const entry = readEntry(value, [part, name], report);
    if (entry !== undefined) read.set(name, entry);
  }
  return { written, ids, read };
}

/** `value` as a group of settings; undefined, with a problem reported, when it is anything else. */
export function group(value: unknown, path: Path, report: Report): Group | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Group;
  report.error(path, value === null ? say('empty-setting') : say('wrong-type', 'object', value));
  return undefined;
}

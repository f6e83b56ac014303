import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { DeviceKind } from '../devices/kind.ts';
import { checkWhole } from './check/check-whole.ts';
import { isWhole, readDraft } from './draft.ts';
import { keyActions } from './key-actions.ts';
import type { Path, Place } from './locate.ts';
import type { Problem } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import { createReport } from './report.ts';
import type { Language, Site } from './site.ts';
import { siteOf } from './site-of.ts';
import { readText, tooLarge } from './text-file.ts';

export interface Loaded {
  /** Present unless one of the problems is an error. */
  readonly site?: Site;
  /** In the order of the file, at most 100. */
  readonly problems: readonly Problem[];
  /** What `site.language` says, also in a file with mistakes; undefined where even that cannot be read. */
  readonly language?: Language | undefined;
}

/**
 * Loads a site from the text of its file, or returns every problem in it. `file` is the file's name, for messages that
 * mention a second place; `kinds` are all device kinds. Never throws.
 */
export function loadSite(text: string, file: string, kinds: readonly DeviceKind[]): Loaded {
  const large = tooLarge(text);
  if (large !== undefined) return large;
  const yaml = readYaml(withoutMark(text), file);
  if ('problems' in yaml) return yaml;

  const report = createReport(file, yaml.tree.locate);
  const draft = readDraft(yaml.tree.value, kinds, report);
  if (draft === undefined) return { problems: report.problems() };
  const keys = new Map(
    [...draft.devices.read.values()].map((device) => [device.id, keyActions(device, draft, report)]),
  );
  checkWhole(draft, keys, report);
  const problems = report.problems();
  const language = draft.site?.language;
  if (report.hasErrors() || !isWhole(draft)) return { problems, language };
  const hash = createHash('sha256').update(text).digest('hex');
  return { site: siteOf(draft, keys, hash), problems, language };
}

/** Windows editors put a byte order mark before the text. */
const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

/** The place of a setting in the text of a site file that `loadSite` could read. */
export function placeIn(text: string, path: Path): Place {
  const yaml = readYaml(withoutMark(text), '');
  return 'tree' in yaml ? yaml.tree.locate(path, 'value') : { line: 1, column: 1 };
}

/** Reads and loads a site file. A file that cannot be read gives a problem like any other. */
export async function readSiteFile(path: string, kinds: readonly DeviceKind[]): Promise<Loaded> {
  const read = await readText(path);
  return 'problems' in read ? read : loadSite(read.text, basename(path), kinds);
}

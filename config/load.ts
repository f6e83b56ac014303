import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DeviceKind } from '../devices/kind.ts';
import { checkWhole } from './check/check-whole.ts';
import { isWhole, readDraft } from './draft.ts';
import { keyActions } from './key-actions.ts';
import { type Problem, problem } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import { createReport } from './report.ts';
import type { Language, Site } from './site.ts';
import { siteOf } from './site-of.ts';
import { type Saying, say } from './texts/texts.ts';

/**
 * The largest file that is read. A hall of 100 counters takes about 60 KiB. The YAML parser takes seconds over hostile
 * text of this size.
 */
export const FILE_MOST_BYTES = 256 * 1024;

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
  if (Buffer.byteLength(text) > FILE_MOST_BYTES)
    return refused(say('file-too-large', FILE_MOST_BYTES / 1024));
  // Windows editors put a byte order mark before the text.
  const yaml = readYaml(text.replace(/^\uFEFF/, ''), file);
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

/** Reads and loads a site file. A file that cannot be read gives a problem like any other. */
export async function readSiteFile(path: string, kinds: readonly DeviceKind[]): Promise<Loaded> {
  let bytes: Uint8Array;
  try {
    bytes = await firstBytes(path, FILE_MOST_BYTES + 1);
  } catch (error) {
    return refused(say('file-unreadable', error instanceof Error ? error.message : String(error)));
  }
  if (bytes.length > FILE_MOST_BYTES) return refused(say('file-too-large', FILE_MOST_BYTES / 1024));
  const text = decoded(bytes);
  return text === undefined
    ? refused(say('file-encoding'), placeOfBadByte(bytes))
    : loadSite(text, basename(path), kinds);
}

/** Decodes UTF-8; undefined when it is invalid. A byte order mark stays, so that the text has the hash of the file. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // The decoder throws on bytes that are no UTF-8.
    return undefined;
  }
}

/** Reads at most `most` bytes, enough to see that a file is too large: even /dev/zero does no harm. */
async function firstBytes(path: string, most: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const bytes = new Uint8Array(most);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, most - length);
      length += bytesRead;
      if (bytesRead === 0 || length === most) return bytes.subarray(0, length);
    }
  } finally {
    await file.close();
  }
}

/** The place of the first invalid byte: a lenient decoder puts U+FFFD there. */
function placeOfBadByte(bytes: Uint8Array) {
  const [good = ''] = new TextDecoder('utf-8').decode(bytes).split('\uFFFD', 1);
  const lines = good.split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

function refused(saying: Saying, place = { line: 1, column: 1 }): Loaded {
  return { problems: [problem('error', place, [], saying)] };
}

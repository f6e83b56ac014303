import { open } from 'node:fs/promises';
import { type Problem, problem } from './problem.ts';
import { type Saying, say } from './texts/texts.ts';

/**
 * The largest file that is read. A hall of 100 counters takes about 60 KiB. The YAML parser takes seconds over hostile
 * text of this size.
 */
export const FILE_MOST_BYTES = 256 * 1024;

export interface Unread {
  readonly problems: readonly Problem[];
}

/** The refusal of a text that is larger than any file of ours; undefined for others. */
export const tooLarge = (text: string): Unread | undefined =>
  Buffer.byteLength(text) > FILE_MOST_BYTES ? ofThatSize() : undefined;

/** Reads the text of a file that people write. A file that cannot be read gives a problem like any other. */
export async function readText(path: string): Promise<{ readonly text: string } | Unread> {
  let bytes: Uint8Array;
  try {
    bytes = await firstBytes(path, FILE_MOST_BYTES + 1);
  } catch (error) {
    return refused(say('file-unreadable', error instanceof Error ? error.message : String(error)));
  }
  if (bytes.length > FILE_MOST_BYTES) return ofThatSize();
  const text = decoded(bytes);
  return text === undefined ? refused(say('file-encoding'), placeOfBadByte(bytes)) : { text };
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

/** What is said of a file that cannot be used at all. */
function refused(saying: Saying, place = { line: 1, column: 1 }): Unread {
  return { problems: [problem('error', place, [], saying)] };
}

const ofThatSize = (): Unread => refused(say('file-too-large', FILE_MOST_BYTES / 1024));

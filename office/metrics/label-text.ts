import { createHash } from 'node:crypto';
import { metricsLimits } from './metrics-limits.ts';

/** Control characters; line and paragraph separators; halves of a pair, which UTF-8 cannot say. */
const unsayable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu;
const digestChars = 12;

/**
 * A value of a label between its quotes, escaped as the format demands. Ids and codes come from sites, which may say
 * anything: what no text can carry is replaced, and what is too long is cut. Both end with a digest of the whole value,
 * so that two values never become one.
 */
function labelText(value: string): string {
  const { labelCharsMax } = metricsLimits;
  const sayable = value.replace(unsayable, '\u{FFFD}');
  const isWhole = sayable === value && value.length <= labelCharsMax;
  return escaped(isWhole ? value : withDigest(sayable, value));
}

/** Labels in order, as `a="1",b="2"`. */
export function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${labelText(value)}"`)
    .join();
}

function withDigest(sayable: string, whole: string): string {
  // As UTF-16, in which halves of a pair differ from each other.
  const digest = createHash('sha256').update(whole, 'utf16le').digest('hex').slice(0, digestChars);
  const room = metricsLimits.labelCharsMax - digestChars - 1;
  // A pair that the cut has halved goes whole.
  return `${sayable.slice(0, room).replace(/\p{Cs}$/u, '')}~${digest}`;
}

function escaped(text: string): string {
  if (!/["\\]/.test(text)) return text;
  return text.replaceAll('\\', String.raw`\\`).replaceAll('"', String.raw`\"`);
}

import { type ComplaintCode, complaints } from '../../devices/complaints.ts';
import { fileTexts } from './file-texts.ts';
import { fitTexts } from './fit-texts.ts';
import { hallTexts } from './hall-texts.ts';
import { settingTexts } from './setting-texts.ts';
import { type ValueCode, valueTexts } from './value-texts.ts';
import type { Words } from './words.ts';

/** A device kind's complaint says all there is to say: it takes no values. */
const deviceTexts = Object.fromEntries(
  Object.entries(complaints).map(([code, words]) => [code, () => words]),
) as Record<ComplaintCode, () => Words>;

/** Everything the reader of a site file can complain about, in both languages, by code. Codes are stable. */
const texts = { ...fileTexts, ...settingTexts, ...valueTexts, ...deviceTexts, ...hallTexts, ...fitTexts };

export type ProblemCode = keyof typeof texts;

/** A complaint ready to be shown in either language. */
export interface Saying extends Words {
  readonly code: ProblemCode;
}

export function say<Code extends ProblemCode>(
  code: Code,
  ...values: Parameters<(typeof texts)[Code]>
): Saying {
  // The parameters belong to the code; TypeScript cannot follow that through the lookup.
  const words = texts[code] as (...values: unknown[]) => Words;
  return { code, ...words(...values) };
}

/** Whether the message of a schema is the code of one of our texts. */
export const isSchemaCode = (message: string): message is ValueCode | ComplaintCode =>
  Object.hasOwn(valueTexts, message) || Object.hasOwn(complaints, message);

/** What a schema complains about by one of these codes; `found` is the value it was given. */
export function sayOfValue(code: ValueCode | ComplaintCode, found: string): Saying {
  const words: (found: string) => Words = texts[code];
  return { code, ...words(found) };
}

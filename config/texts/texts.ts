import { type ComplaintCode, complaints } from '../../devices/complaints.ts';
import { fileTexts } from './file-texts.ts';
import { fitTexts } from './fit-texts.ts';
import { hallTexts } from './hall-texts.ts';
import { officeTexts } from './office-file-texts.ts';
import { padTexts } from './pad-texts.ts';
import { settingTexts } from './setting-texts.ts';
import { speechTexts } from './speech-texts.ts';
import { thingTexts } from './thing-texts.ts';
import { type ValueCode, valueTexts } from './value-texts.ts';
import type { Words } from './words.ts';

/** The error messages of device kinds take no values. */
const deviceTexts = Object.fromEntries(
  Object.entries(complaints).map(([code, words]) => [code, () => words]),
) as Record<ComplaintCode, () => Words>;

/** All problems of a site file or an office file, in both languages, by code. Codes are stable. */
const texts = {
  ...{ ...fileTexts, ...settingTexts, ...valueTexts, ...deviceTexts, ...hallTexts, ...fitTexts },
  ...{ ...speechTexts, ...officeTexts, ...padTexts, ...thingTexts },
};

export type ProblemCode = keyof typeof texts;

/** A message ready to be shown in either language. */
export interface Saying extends Words {
  readonly code: ProblemCode;
}

export function say<Code extends ProblemCode>(
  code: Code,
  ...values: Parameters<(typeof texts)[Code]>
): Saying {
  // The parameters match the code, but TypeScript cannot follow that through the lookup.
  const words = texts[code] as (...values: unknown[]) => Words;
  return { code, ...words(...values) };
}

/** Whether the message of a schema is the code of one of our texts. */
export const isSchemaCode = (message: string): message is ValueCode | ComplaintCode =>
  Object.hasOwn(valueTexts, message) || Object.hasOwn(complaints, message);

/** The message for a schema's code; `found` is the value that the schema refused. */
export function sayOfValue(code: ValueCode | ComplaintCode, found: string): Saying {
  const words: (found: string) => Words = texts[code];
  return { code, ...words(found) };
}

import { fileTexts } from './file.ts';
import { hallTexts } from './hall.ts';
import { settingTexts } from './settings.ts';
import { valueTexts } from './values.ts';
import type { Words } from './words.ts';

/** Everything the reader of a site file can complain about, in both languages, by code. Codes are stable. */
const texts = { ...fileTexts, ...settingTexts, ...valueTexts, ...hallTexts };

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

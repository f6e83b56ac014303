import type { Language } from '../../config/site.ts';
import { Fault, wordsOf } from '../../devices/fault.ts';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import { detailIn } from '../status/detail-words.ts';
import { language } from './console-language.ts';

/** Prints to the console what went wrong and what to do, and sets the exit code to 1. */
export function explain(thrown: unknown, speak?: Language): void {
  advise(thrown, speak);
  process.exitCode = 1;
}

/** Prints the same for a problem that does not end the program. */
export function advise(thrown: unknown, speak: Language = language(undefined)): void {
  console.error(`loket: ${detailIn(wordsOf(thrown), speak)}`);
  if (thrown instanceof Fault)
    console.error(`       ${detailIn(thrown.hint ?? faultCatalogue[thrown.code][speak], speak)}`);
}

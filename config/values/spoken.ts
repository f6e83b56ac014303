import * as z from 'zod';
import { text } from './text.ts';

const spokenMostCharacters = 300;
export const languagesMax = 4;

/** A language by its code of ISO 639, such as `id`, `en`, `jv` or `bbc`. */
export const languageCode = z
  .string({ error: 'bad-language' })
  .regex(/^[a-z]{2,3}$/, { error: 'bad-language' });

const words = text.min(1).max(spokenMostCharacters);

/** Words to be spoken: in the first language of `voice`, or by language. */
export const spoken = z.union([words, z.record(languageCode, words)]);

export type Spoken = z.output<typeof spoken>;

import * as z from 'zod';
import { text } from './text.ts';

const BOARD_TEXT_MOST_CHARACTERS = 300;

/** A colour as `#rrggbb`, in small letters. */
const colour = z
  .string({ error: 'bad-colour' })
  .regex(/^#[0-9a-fA-F]{6}$/, { error: 'bad-colour' })
  .transform((hex) => hex.toLowerCase());

export const boardColours = z.strictObject({ background: colour, text: colour, accent: colour });

const words = text.min(1).max(BOARD_TEXT_MOST_CHARACTERS);

/** The running text: one for all languages, or one for each. */
export const boardText = z.union([
  words.transform((both) => ({ id: both, en: both })),
  z.strictObject({ id: words, en: words }),
]);

const language = z.enum(['id', 'en']);

/** One language, or both in turn. */
export const boardLanguages = z.union([
  z.array(language).min(1).max(2),
  language.transform((only) => [only]),
]);

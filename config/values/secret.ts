import * as z from 'zod';
import { fileName } from '../file-name.ts';
import { text } from './text.ts';

const pathMostCharacters = 300;

/** The name of a file, relative to the folder of the file that names it, or from `/`. */
export const path = text.max(pathMostCharacters).regex(fileName, { error: 'bad-path' });

/** A secret is in a file of its own, so that a site file can be shown, copied and kept under version control. */
export const secret = z.strictObject(
  { file: path },
  { error: ({ code }) => (code === 'invalid_type' ? 'secret-in-file' : undefined) },
);

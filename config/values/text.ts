import * as z from 'zod';

export const titleMostCharacters = 60;

/** A number in place of a text has a message of its own: only the quotes are missing. */
export const text = z.string({
  error: ({ input }) => (typeof input === 'number' ? 'number-as-text' : undefined),
});

export const title = text.min(1).max(titleMostCharacters);

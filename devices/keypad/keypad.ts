import { z } from 'zod';
import { openKeys } from '../keys/lines.ts';
import { claimLine, lineSettings, noPullDown, notOnGpio, onGpio, pin, pullExists } from '../keys/options.ts';
import { defineKind } from '../kind.ts';

const mostKeys = 16;

const keyName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'A key is named with up to 32 small letters, digits and dashes.');

const keys = z
  .record(keyName, pin)
  .refine((pins) => Object.keys(pins).length >= 1, 'Name at least one key.')
  .refine((pins) => Object.keys(pins).length <= mostKeys, `A keypad has at most ${mostKeys} keys.`)
  .describe('The pin of each key, by the name of the key');

/** Several keys, each on a line of its own. */
export const keypad = defineKind({
  kind: 'keypad',
  role: 'keys',
  title: { id: 'Papan tombol', en: 'Keypad' },
  evidence: 'none',
  options: z
    .strictObject({ keys, ...lineSettings })
    .refine((settings) => onGpio(settings, Object.values(settings.keys)), {
      path: ['keys'],
      error: notOnGpio,
    })
    .refine(pullExists, { path: ['pull'], error: noPullDown }),
  keys: (options) => Object.keys(options.keys),
  claims: (options) =>
    Object.entries(options.keys).map(([name, pin]) => claimLine(options, pin, `keys.${name}`)),
  open: (opening) => openKeys(opening, opening.options.keys),
});

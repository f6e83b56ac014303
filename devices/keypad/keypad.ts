import * as z from 'zod';
import { described } from '../described.ts';
import { openKeys } from '../keys/key-lines.ts';
import { claimLine, lineSettings, namedKeys, onGpio, pin, pullExists } from '../keys/key-options.ts';
import { defineKind } from '../kind.ts';

const keys = namedKeys(pin).meta(
  described('The pin of each key, by the name of the key', 'Pin tiap tombol, menurut nama tombolnya'),
);

/** Several keys, each on a line of its own. */
export const keypad = defineKind({
  kind: 'keypad',
  role: 'keys',
  title: { id: 'Papan tombol', en: 'Keypad' },
  evidence: 'none',
  transports: ['gpio', 'board'],
  triedOn: { simulated: true, kernelLab: true, hardware: [] },
  options: z
    .strictObject({ keys, ...lineSettings })
    .refine((settings) => onGpio(settings, Object.values(settings.keys)), {
      path: ['keys'],
      error: 'not-on-gpio',
    })
    .refine(pullExists, { path: ['pull'], error: 'no-pull-down' }),
  keys: (options) => Object.keys(options.keys),
  claims: (options) =>
    Object.entries(options.keys).map(([name, pin]) => claimLine(options, pin, `keys.${name}`)),
  open: (opening) => openKeys(opening, opening.options.keys),
});

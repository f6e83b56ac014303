import * as z from 'zod';
import { openKeys } from '../keys/key-lines.ts';
import { claimLine, lineSettings, onGpio, pin, pullExists } from '../keys/key-options.ts';
import { defineKind } from '../kind.ts';

const key = 'next';

/** One key: the button with which an officer calls the next visitor. */
export const callButton = defineKind({
  kind: 'call-button',
  role: 'keys',
  title: { id: 'Tombol panggil', en: 'Call button' },
  evidence: 'none',
  transports: ['gpio', 'board'],
  triedOn: { simulated: true, kernelLab: true, hardware: [] },
  options: z
    .strictObject({ pin, ...lineSettings })
    .refine((settings) => onGpio(settings, [settings.pin]), { path: ['pin'], error: 'not-on-gpio' })
    .refine(pullExists, { path: ['pull'], error: 'no-pull-down' }),
  keys: () => [key],
  claims: (options) => [claimLine(options, options.pin, 'pin')],
  open: (opening) => openKeys(opening, { [key]: opening.options.pin }),
});

import * as z from 'zod';
import { hidClaim, hidSettings } from '../hid/hid-settings.ts';
import { numberPadKeys, openNumberPad } from '../hid/number-pad.ts';
import { defineKind } from '../kind.ts';

/** A USB number pad at a counter. */
export const numpad = defineKind({
  kind: 'numpad',
  role: 'keys',
  title: { id: 'Papan tombol angka USB', en: 'USB number pad' },
  evidence: 'enumeration',
  transports: ['usb-hid'],
  triedOn: { simulated: true, kernelLab: true, hardware: [] },
  options: z.strictObject(hidSettings),
  keys: () => numberPadKeys,
  claims: (options) => [hidClaim(options)],
  open: (opening) => openNumberPad(opening),
});

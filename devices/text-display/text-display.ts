import * as z from 'zod';
import { brightness, moduleDigits } from '../display/display-options.ts';
import { fit as fitted } from '../display/fit.ts';
import { defineKind } from '../kind.ts';
import { openSketchDisplay } from '../sketch/open-sketch-display.ts';
import { baudRate, wireAddress } from '../wire-address.ts';
import { showBody } from './text-body.ts';

/** Every text sets the module up again. */
const REFRESH_MS = 2_000;

const sketchOfText = { name: 'loket-text-1', folder: 'devices/text-display/sketch' };

/** An Arduino with our own sketch and a MAX7219: a text is one short frame, and the sketch acknowledges it. */
export const textDisplay = defineKind({
  kind: 'text-display',
  role: 'display',
  title: { id: 'Papan angka Arduino (sketsa Loket)', en: 'Arduino number display (Loket’s sketch)' },
  evidence: 'ack',
  transports: ['serial', 'tcp'],
  triedOn: { simulated: true, kernelLab: false, simavr: true, hardware: [] },
  refreshMs: REFRESH_MS,
  options: z.strictObject({
    address: wireAddress,
    baud_rate: baudRate(57_600),
    digits: moduleDigits,
    brightness,
  }),
  claims: ({ address }) => [{ on: 'wire', address, share: undefined, setting: 'address' }],

  open: (opening) =>
    openSketchDisplay(opening, sketchOfText, (text) =>
      showBody(fitted(text, opening.options.digits), opening.options.brightness),
    ),
});

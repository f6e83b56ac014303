import * as z from 'zod';
import { described } from '../described.ts';
import { brightness } from '../display/display-options.ts';
import { Fault } from '../fault.ts';
import { defineKind } from '../kind.ts';
import { openSketchDisplay } from '../sketch/open-sketch-display.ts';
import { baudRate, wireAddress } from '../wire-address.ts';
import { askWhether, fonts, showBody, TEXT_MOST_CHARACTERS } from './p10-body.ts';

/** The same text once more changes nothing there. */
const REFRESH_MS = 2_000;

const folder = 'devices/p10-display/sketch';

const panels = z
  .strictObject({
    wide: z
      .int()
      .min(1)
      .max(4)
      .default(1)
      .meta(described('How many side by side', 'Banyak panel ke samping')),
    high: z
      .int()
      .min(1)
      .max(2)
      .default(1)
      .meta(
        described(
          'How many above each other; with two, everything is twice as large',
          'Banyak panel bertumpuk; dengan dua, semua tampil dua kali lebih besar',
        ),
      ),
  })
  .prefault({})
  .meta(described('The panels of 32 x 16 dots that are chained', 'Panel 32 x 16 titik yang dirangkai'));

const font = z
  .enum(Object.keys(fonts) as [keyof typeof fonts])
  .default('tall')
  .meta(
    described(
      'normal: letters of 7 rows; tall: bold, over the whole height; wide: the same, twice as wide',
      'normal: huruf 7 baris; tall: tebal, setinggi panel; wide: seperti tall, dua kali lebih lebar',
    ),
  );

const run_dots_per_s = z
  .int()
  .min(5)
  .max(60)
  .default(30)
  .meta(
    described(
      'How fast a text runs that does not fit, in dots a second',
      'Kecepatan teks berjalan bila teks tidak muat, dalam titik per detik',
    ),
  );

/** P10 panels on an Arduino with our own sketch: a text is one short frame, and the sketch acknowledges it. */
export const p10Display = defineKind({
  kind: 'p10-display',
  role: 'display',
  title: { id: 'Panel P10 pada Arduino (sketsa Loket)', en: 'P10 panels on an Arduino (Loket’s sketch)' },
  evidence: 'ack',
  transports: ['serial', 'tcp'],
  triedOn: { simulated: true, kernelLab: false, simavr: true, hardware: [] },
  refreshMs: REFRESH_MS,
  options: z.strictObject({
    address: wireAddress,
    baud_rate: baudRate(57_600),
    panels,
    font,
    brightness,
    run_dots_per_s,
  }),
  // What does not fit runs.
  room: () => ({ characters: TEXT_MOST_CHARACTERS, setting: 'panels' }),
  claims: ({ address }) => [{ on: 'wire', address, share: undefined, setting: 'address' }],

  open(opening) {
    const { options } = opening;
    return openSketchDisplay(
      opening,
      { name: 'loket-p10-1', folder },
      (text) => showBody(text, options),
      async (sketch) => {
        if (!(await sketch.can(askWhether(options)))) throw tooMuch(options.font, options.panels);
      },
    );
  },
});

const tooMuch = (name: string, { wide, high }: z.output<typeof panels>) =>
  new Fault('display.refused', `the sketch has no font ${name} on ${wide} x ${high} panels`, {
    hint: `Upload ${folder} of this version to the board, or choose another font or fewer panels.`,
  });

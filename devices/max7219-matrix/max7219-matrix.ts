import * as z from 'zod';
import { described } from '../described.ts';
import { brightness } from '../display/display-options.ts';
import { defineKind } from '../kind.ts';
import { boardOrSpi, claimMax7219, max7219At, max7219Place } from '../max7219-display/max7219-place.ts';
import { matrixChain } from './matrix-chain.ts';
import { digitsOf, MODULE_DOTS, matrixModelNames, matrixModels } from './matrix-models.ts';
import { digitsWithin, drawn } from './matrix-text.ts';

/** How often a part of the display is sent again: a dip of its supply leaves it dark or wrong, and nothing tells. */
const REFRESH_MS = 500;

/**
 * The transfers of one refresh; everything takes 13. Through a board a transfer to four modules is 390 bytes, which
 * keep a line of 57,600 baud busy for 68 ms, and a number may have to wait for that.
 */
const refreshTransfers = { board: 1, spi: 13 } as const;

const modulesMost = { board: 8, spi: 16 } as const;

/**
 * Text on chained modules of 8 by 8 dots, each with a MAX7219, at a board's pins or on the Pi's own SPI. The chips
 * never answer, so a command is only known to be sent.
 */
export const max7219Matrix = defineKind({
  kind: 'max7219-matrix',
  role: 'display',
  title: { id: 'Papan matriks LED MAX7219', en: 'MAX7219 LED matrix' },
  evidence: 'none',
  transports: ['spi', 'board'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  models: matrixModels,
  refreshMs: REFRESH_MS,
  options: z
    .strictObject({
      ...max7219Place,
      modules: z
        .int()
        .min(1)
        .max(modulesMost.spi)
        .default(4)
        .meta(
          described(
            'How many modules of 8 by 8 dots the chain has: at most 8 at a board, 16 on SPI',
            'Banyak modul 8x8 titik pada rantai: paling banyak 8 pada papan Arduino, 16 pada SPI',
          ),
        ),
      model: z
        .enum(matrixModelNames)
        .default('fc-16')
        .meta(
          described(
            'What the modules are: letters that lie down or are mirrored need another one',
            'Jenis modul: bila huruf rebah atau terbalik seperti di cermin, pakai jenis lain',
          ),
        ),
      turned: z
        .boolean()
        .default(false)
        .meta(
          described(
            'true: the display hangs upside down, with the cable (DIN) on the left',
            'true: papan terpasang terbalik, dengan kabel (DIN) di kiri',
          ),
        ),
      align: z
        .enum(['left', 'center', 'right'])
        .default('center')
        .meta(described('Where a short text stands', 'Letak teks yang pendek: kiri, tengah, kanan')),
      brightness,
    })
    .superRefine(boardOrSpi)
    .refine(({ board, modules }) => board === undefined || modules <= modulesMost.board, {
      path: ['modules'],
      error: 'chain-too-long',
    }),
  room: ({ modules }) => ({ characters: digitsWithin(modules * MODULE_DOTS), setting: 'modules' }),
  claims: claimMax7219,

  async open({ options, ports, lost }) {
    const { modules, align, turned } = options;
    const chip = await max7219At(options, ports, lost);
    const chain = matrixChain(chip, modules, options.brightness);
    try {
      await chain.open();
    } catch (thrown) {
      await chip.close();
      throw thrown;
    }
    return {
      async perform({ text }) {
        const rows = drawn(text, modules * MODULE_DOTS, align);
        await chain.draw(digitsOf(turned ? upsideDown(rows) : rows, matrixModels[options.model]));
        return 'sent';
      },
      refresh: () => chain.renew(refreshTransfers[options.board === undefined ? 'spi' : 'board']),
      close: () => chip.close(),
    };
  },
});

const upsideDown = (rows: readonly string[]): readonly string[] =>
  rows.map((row) => [...row].reverse().join('')).reverse();

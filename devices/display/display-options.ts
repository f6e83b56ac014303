import * as z from 'zod';
import { described } from '../described.ts';

/** The setting `brightness` of an LED module, in the sixteen steps of its chip. */
export const brightness = z
  .int()
  .min(0)
  .max(15)
  .default(8)
  .meta(described('From 0, dim, to 15, bright', 'Dari 0, redup, sampai 15, terang'));

/** The setting `digits` of a module whose chip drives at most eight. */
export const moduleDigits = z
  .int()
  .min(1)
  .max(8)
  .default(4)
  .meta(described('How many digits the module has', 'Banyak angka pada modul'));

/** The setting `digits` of a display that receives whole texts over a serial line. */
export const lineDigits = z
  .int()
  .min(1)
  .max(16)
  .default(4)
  .meta(described('How many places the display has', 'Banyak angka pada papan'));

/**
 * The setting `bus_address`: the number, from `least` to `most`, set in each of several displays on one serial line.
 */
export const busAddress = (least: number, most: number) =>
  z
    .int()
    .min(least)
    .max(most)
    .default(1)
    .meta(
      described(
        'The address set in the display; several displays may share one line',
        'Alamat yang disetel pada papan; beberapa papan boleh berbagi satu jalur',
      ),
    );

import { z } from 'zod';
import { described } from '../described.ts';

/** How bright a module of light-emitting digits is, in the sixteen steps that their chips have. */
export const brightness = z
  .int()
  .min(0)
  .max(15)
  .default(8)
  .meta(described('From 0, dim, to 15, bright', 'Dari 0, redup, sampai 15, terang'));

/** The digits of a module whose chip drives eight at the most. */
export const moduleDigits = z
  .int()
  .min(1)
  .max(8)
  .default(4)
  .meta(described('How many digits the module has', 'Banyak angka pada modul'));

/** The places of a display that is sent whole texts over a serial line. */
export const lineDigits = z
  .int()
  .min(1)
  .max(16)
  .default(4)
  .meta(described('How many places the display has', 'Banyak angka pada papan'));

/** The number that is set in a display, from `least` to `most`, on a line with several. */
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

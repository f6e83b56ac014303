import * as z from 'zod';
import { described } from '../described.ts';
import type { Claim } from '../kind.ts';

/** Settings of every device whose keys are contacts on single lines. */
export const lineSettings = {
  board: z
    .string()
    .min(1)
    .optional()
    .meta(
      described(
        'Id of the board whose pins these are; without it, the GPIO lines of the Pi itself',
        'Id papan Arduino pemilik pin ini; tanpa ini, GPIO Raspberry Pi',
      ),
    ),
  pull: z
    .enum(['up', 'down', 'off'])
    .default('up')
    .meta(
      described(
        'Resistor that holds the line while the key is up; off: one outside, or none',
        'Resistor yang menahan jalur selagi tombol lepas; off: di luar, atau tidak ada',
      ),
    ),
  pressed: z
    .enum(['low', 'high'])
    .default('low')
    .meta(described('Level of the line while the key is down', 'Level jalur selagi tombol ditekan')),
  press_ms: z
    .int()
    .min(0)
    .max(25)
    .default(5)
    .meta(
      described(
        'How long a key must be down to be pressed; shorter is noise on its wire. 0: it acts at its first edge',
        'Lama tombol harus tertekan agar dianggap ditekan, dalam milidetik; lebih singkat berarti derau kabel. 0: langsung',
      ),
    ),
  lockout_ms: z
    .int()
    .min(0)
    .max(1_000)
    .default(40)
    .meta(
      described(
        'After a key moved, how long its contact may bounce before the next move counts',
        'Lama kontak boleh memantul setelah tombol bergerak, dalam milidetik',
      ),
    ),
};

export type KeyLineSettings = z.output<z.ZodObject<typeof lineSettings>>;
type OnLine = Pick<KeyLineSettings, 'board'>;

export const pin = z
  .int()
  .min(0)
  .max(127)
  .meta(
    described(
      'Pin of the board, or BCM number of the GPIO line (0 to 27) where no board is named',
      'Pin papan Arduino, atau nomor BCM GPIO (0 sampai 27) bila tanpa board',
    ),
  );

/** The Pi's header brings out BCM 0 to 27. */
const lastGpioLine = 27;

/** For `refine`: a Pi's lines end at 27. */
export const onGpio = (settings: OnLine, pins: readonly number[]): boolean =>
  settings.board !== undefined || pins.every((number) => number <= lastGpioLine);

/** For `refine`: boards that speak Firmata have no pull-down resistors. */
export const pullExists = (settings: KeyLineSettings): boolean =>
  settings.board === undefined || settings.pull !== 'down';

/** The claim of something on `pin`. */
export function claimLine({ board }: OnLine, pin: number, setting: string): Claim {
  return board === undefined ? { on: 'gpio', line: pin, setting } : { on: 'board', board, pin, setting };
}

/** The name of a line in a message. */
export const linePlace = ({ board }: OnLine, pin: number): string =>
  board === undefined ? `GPIO ${pin}` : `pin ${pin} of ${board}`;

const mostKeys = 16;

/** Keys that the site file names: what each one is, by its name. */
export const namedKeys = <Key extends z.ZodType>(key: Key) =>
  z
    .record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'bad-key-name'), key)
    .refine((keys) => Object.keys(keys).length >= 1, 'no-keys')
    .refine((keys) => Object.keys(keys).length <= mostKeys, 'too-many-keys');

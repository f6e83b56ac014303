import * as z from 'zod';
import { described } from '../described.ts';
import { type ModbusRequest, readBits, readRegisters } from '../modbus/frames.ts';

const WORD = 0x1_0000;
const BITS = 16;

/** What the numbers of keys may be: as much as one answer carries. */
const numbers = {
  bits: { least: 0, most: 127 },
  latches: { least: 0, most: 127 },
  counters: { least: 0, most: 31 },
  /** 0 says that no key is down. */
  code: { least: 1, most: WORD - 1 },
} as const;

/** The settings of `layout`: where the keypad has its keys, and how. */
export const keyLayoutSettings = z.strictObject({
  read: z
    .enum(['inputs', 'coils', 'holding', 'input'])
    .meta(
      described(
        'What is read: discrete inputs (function 2), coils (1), holding registers (3) or input registers (4)',
        'Yang dibaca: discrete input (fungsi 2), coil (1), holding register (3) atau input register (4)',
      ),
    ),
  register: z
    .int()
    .min(0)
    .max(WORD - 1)
    .meta(
      described(
        'The first one, counted from 0: what manuals call 10001, 30001 or 40001 is 0',
        'Yang pertama, dihitung dari 0: 10001, 30001 atau 40001 di buku petunjuk adalah 0',
      ),
    ),
  holds: z
    .enum(['bits', 'code', 'counters', 'latches'])
    .meta(
      described(
        'bits: 1 while a key is down; code: the number of the key that is down; counters: how often each was pressed; latches: 1 since it was pressed',
        'bits: 1 selama tombol ditekan; code: nomor tombol yang ditekan; counters: banyak tekanan tiap tombol; latches: 1 sejak ditekan',
      ),
    ),
  words: z
    .union([z.literal(1), z.literal(2)])
    .meta(described('How many registers a counter has', 'Banyak register tiap penghitung')),
  order: z
    .enum(['low-first', 'high-first'])
    .meta(
      described(
        'Which half of a counter of two registers comes first',
        'Bagian mana dari penghitung dua register yang lebih dulu',
      ),
    ),
  clear: z
    .int()
    .min(0)
    .max(WORD - 1)
    .optional()
    .meta(
      described(
        'The coil that clears all latches when it is set',
        'Coil yang menghapus semua latch bila diisi 1',
      ),
    ),
});

export type KeyLayout = z.output<typeof keyLayoutSettings>;
type Keys = Readonly<Record<string, number>>;

/** Bits, and so latches, are in registers too; codes and counters are in nothing else. */
export const canBeRead = ({ read, holds }: KeyLayout): boolean =>
  read === 'holding' || read === 'input' || holds === 'bits' || holds === 'latches';

/** Whether each key can have its number. */
export const hasPlaces = ({ holds }: KeyLayout, keys: Keys): boolean =>
  Object.values(keys).every((key) => key >= numbers[holds].least && key <= numbers[holds].most);

/** The question that reads all keys at once. */
export function readingOf(bus: number, layout: KeyLayout, keys: Keys): ModbusRequest {
  const { read, register, holds, words } = layout;
  const places = Math.max(...Object.values(keys)) + 1;
  if (read === 'inputs' || read === 'coils') return readBits(bus, register, places, read);
  const registers = { code: 1, counters: places * words };
  const count = holds === 'code' || holds === 'counters' ? registers[holds] : Math.ceil(places / BITS);
  return readRegisters(bus, register, count, read);
}

/**
 * What an answer says of each key: 1 while it is down (bits, code) or since it was pressed (latches), else 0; or how
 * often it was pressed (counters).
 */
export function keyStates(
  layout: KeyLayout,
  keys: Keys,
  values: readonly number[],
): ReadonlyMap<string, number> {
  const { read, holds, words, order } = layout;
  const inRegisters = read === 'holding' || read === 'input';
  const state = (key: number): number => {
    if (holds === 'code') return Number(values[0] === key);
    if (holds === 'counters') {
      const parts = values.slice(key * words, (key + 1) * words);
      if (order === 'low-first') parts.reverse();
      return parts.reduce((number, part) => number * WORD + part, 0);
    }
    return inRegisters ? ((values[key >> 4] ?? 0) >> (key & 15)) & 1 : (values[key] ?? 0);
  };
  return new Map(Object.entries(keys).map(([name, key]) => [name, state(key)]));
}

/** How often a counter has counted before it is at 0 again. */
export const counterWraps = ({ words }: KeyLayout): number => WORD ** words;

import type { Model } from '../supported.ts';
import type { KeyLayout } from './key-layout.ts';

const usual = { register: 0, words: 1, order: 'high-first' } as const;

/** Keypads and input modules by where they have their keys. Another model is one more record. */
export const keypadModels = {
  /** Such as the eight inputs of Waveshare's Modbus RTU IO 8CH and Relay (D), by their register tables. */
  inputs: {
    ...{ vendor: 'generic', product: 'discrete inputs, one a key' },
    ...{ ...usual, read: 'inputs', holds: 'bits' },
  },
  coils: {
    ...{ vendor: 'generic', product: 'coils, one a key' },
    ...{ ...usual, read: 'coils', holds: 'bits' },
  },
  'holding-bits': {
    ...{ vendor: 'generic', product: 'bits of holding registers, one a key' },
    ...{ ...usual, read: 'holding', holds: 'bits' },
  },
  'input-bits': {
    ...{ vendor: 'generic', product: 'bits of input registers, one a key' },
    ...{ ...usual, read: 'input', holds: 'bits' },
  },
  'holding-code': {
    ...{ vendor: 'generic', product: 'the number of the key in a holding register' },
    ...{ ...usual, read: 'holding', holds: 'code' },
  },
  'input-code': {
    ...{ vendor: 'generic', product: 'the number of the key in an input register' },
    ...{ ...usual, read: 'input', holds: 'code' },
  },
  counters: {
    ...{ vendor: 'generic', product: 'a counter a key in input registers' },
    ...{ ...usual, read: 'input', holds: 'counters' },
  },
  /** Counters 1 to 8 at 52 to 67, the low register first: its list of module registers, V3.2. */
  'sfar-8di': {
    ...{ vendor: 'iSMA CONTROLLI', product: 'SFAR-S-8DI8DO, by its counters' },
    ...{ read: 'holding', register: 52, holds: 'counters', words: 2, order: 'low-first' },
  },
  /** Activations of inputs 1 to 4 at 45301 to 45304: its documentation, section Modbus registers. */
  gauger: {
    ...{ vendor: 'HARDWARIO', product: 'Gauger (Modbus TCP), by its counters' },
    ...{ ...usual, read: 'holding', register: 5_300, holds: 'counters' },
  },
  /** Latched inputs at 32 of the discrete inputs, cleared by coil 32: its quick start guide, table of addresses. */
  'et-2260': {
    ...{ vendor: 'ICP DAS', product: 'ET-2260 (Modbus TCP), by its latches' },
    ...{ ...usual, read: 'inputs', register: 32, holds: 'latches', clear: 32 },
  },
} as const satisfies Record<string, KeyLayout & Model>;

type KeypadModel = keyof typeof keypadModels;

export const keypadModelNames = Object.keys(keypadModels) as [KeypadModel, ...KeypadModel[]];

interface LayoutChoice {
  readonly model: KeypadModel;
  readonly registers?: { readonly [setting in keyof KeyLayout]?: KeyLayout[setting] | undefined } | undefined;
}

/** Where a keypad has its keys: as its model, with its own settings over it. */
export function keyLayoutOf({ model, registers: own = {} }: LayoutChoice): KeyLayout {
  const known: KeyLayout = keypadModels[model];
  return {
    read: own.read ?? known.read,
    register: own.register ?? known.register,
    holds: own.holds ?? known.holds,
    words: own.words ?? known.words,
    order: own.order ?? known.order,
    clear: own.clear ?? known.clear,
  };
}

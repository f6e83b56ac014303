import type { Model } from '../supported.ts';
import type { RegisterLayout } from './register-layout.ts';

/** Displays by the layout of their registers, which many makers share. Another model is one more record. */
export const modbusModels = {
  /** ASCII, one character a register. */
  characters: {
    vendor: 'generic',
    product: 'ASCII, one character a register',
    register: 0,
    format: 'characters',
    write: 'multiple',
    blank: 0x20,
  },
  /** ASCII, two characters a register. */
  'character-pairs': {
    vendor: 'generic',
    product: 'ASCII, two characters a register',
    register: 0,
    format: 'character-pairs',
    write: 'multiple',
    blank: 0x20,
  },
  /** One digit a register; 15 is dark. */
  digits: {
    vendor: 'generic',
    product: 'one digit a register',
    register: 0,
    format: 'digits',
    write: 'multiple',
    blank: 0x0f,
  },
  /** Packed BCD, four digits a register; 15 is dark. */
  bcd: {
    vendor: 'generic',
    product: 'packed BCD, four digits a register',
    register: 0,
    format: 'bcd',
    write: 'multiple',
    blank: 0x0f,
  },
  /** The number as an integer, which the display shows in decimal; it cannot be dark and shows 0 instead. */
  number: {
    vendor: 'generic',
    product: 'the number in one or two registers',
    register: 0,
    format: 'number',
    write: 'single',
    blank: 0,
  },
} as const satisfies Record<string, RegisterLayout & Model>;

export type ModbusModel = keyof typeof modbusModels;

export const modbusModelNames = Object.keys(modbusModels) as [ModbusModel, ...ModbusModel[]];

/** The settings that give the register layout of a display. */
export interface LayoutChoice {
  readonly model: ModbusModel;
  readonly layout?:
    | { readonly [setting in keyof RegisterLayout]?: RegisterLayout[setting] | undefined }
    | undefined;
}

/** The layout of a display: that of its model, with its own settings over it. */
export function layoutOf({ model, layout = {} }: LayoutChoice): RegisterLayout {
  const usual = modbusModels[model];
  return {
    register: layout.register ?? usual.register,
    format: layout.format ?? usual.format,
    write: layout.write ?? usual.write,
    blank: layout.blank ?? usual.blank,
  };
}

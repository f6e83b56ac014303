import type { Model } from '../supported.ts';
import type { FrameTemplate } from './frame-template.ts';

/** Displays by their frame, which many makers share. Another model is one more record. */
export const displayModels = {
  /** Start of text, two-digit address, text, end of text. */
  'stx-etx': {
    vendor: 'generic',
    product: 'STX, two-digit address, text, ETX',
    prefix: '\x02',
    address: 'decimal-2',
    pad: ' ',
    checksum: 'none',
    suffix: '\x03',
    gap_ms: 5,
  },
  /** The same with an exclusive-or check before the end of text. */
  'stx-etx-xor': {
    vendor: 'generic',
    product: 'STX, two-digit address, text, exclusive-or check, ETX',
    prefix: '\x02',
    address: 'decimal-2',
    pad: ' ',
    checksum: 'xor',
    suffix: '\x03',
    gap_ms: 5,
  },
  /** `|`, two-digit address, text, carriage return. */
  pipe: {
    vendor: 'generic',
    product: '| (7Ch), two-digit address, text, CR',
    prefix: '|',
    address: 'decimal-2',
    pad: ' ',
    checksum: 'none',
    suffix: '\r',
    gap_ms: 10,
  },
} as const satisfies Record<string, FrameTemplate & Model>;

export type DisplayModel = keyof typeof displayModels;

export const displayModelNames = Object.keys(displayModels) as [DisplayModel, ...DisplayModel[]];

/** The settings that give the frame of a display. */
export interface FrameChoice {
  readonly model: DisplayModel;
  readonly frame?:
    | { readonly [setting in keyof FrameTemplate]?: FrameTemplate[setting] | undefined }
    | undefined;
}

/** The frame of a display: that of its model, with its own settings over it. */
export function frameOf({ model, frame = {} }: FrameChoice): FrameTemplate {
  const usual = displayModels[model];
  return {
    prefix: frame.prefix ?? usual.prefix,
    address: frame.address ?? usual.address,
    pad: frame.pad ?? usual.pad,
    checksum: frame.checksum ?? usual.checksum,
    suffix: frame.suffix ?? usual.suffix,
    gap_ms: frame.gap_ms ?? usual.gap_ms,
  };
}

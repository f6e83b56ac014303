import type { Millis } from '../ports.ts';
import type { Model } from '../supported.ts';

/** How a receiver says on its serial line that it heard the code of a button. */
export type RadioForm =
  /** Frames of `length` bytes: `begin`, then somewhere three bytes of code from `codeAt` on, `end` as the last. */
  | {
      readonly form: 'bytes';
      readonly begin: readonly number[];
      readonly codeAt: number;
      readonly length: number;
      readonly end: number;
      /** What the receiver is told after each frame. */
      readonly answer: readonly number[];
    }
  /** Lines of text; the pattern has the groups `id` and `key`, in hexadecimal. */
  | { readonly form: 'lines'; readonly pattern: RegExp };

export interface RadioReceiver {
  readonly baudRate: number;
  /** A button is up when nothing was heard of it for so long: longer than from one repeat to the next. */
  readonly releaseMs: Millis;
  readonly hears: RadioForm;
}

/**
 * Receivers of buttons with the chip EV1527 and those like it: 20 bits that are the button's own, four bits for its
 * keys (data sheet of the EV1527). Another model is one more record.
 */
export const radioModels = {
  /**
   * Lines such as `20;06;EV1527;ID=045a42;SWITCH=06;CMD=ON;` (RFLink protocol reference). It leaves out repeats for
   * half a second and more (its plugins: RepeatingTimer), so that a shorter silence says nothing.
   */
  rflink: {
    ...{ vendor: 'RFLink', product: 'RFLink gateway, lines of text', baudRate: 57_600, releaseMs: 1_000 },
    hears: {
      form: 'lines',
      pattern: /20;[0-9A-F]{2};EV1527;ID=(?<id>[0-9A-F]{1,6});SWITCH=(?<key>[0-9A-F]{1,2});CMD=ON;/i,
    },
  },
  /**
   * AA A4, three times of two bytes each, the code, 55; answered by AA A0 55 (RF-Bridge-EFM8BB1 README; the component
   * rf_bridge of ESPHome). 19,200 baud.
   */
  'rf-bridge': {
    ...{ vendor: 'Itead', product: 'Sonoff RF Bridge, its radio chip', baudRate: 19_200, releaseMs: 400 },
    hears: {
      form: 'bytes',
      ...{ begin: [0xaa, 0xa4], codeAt: 8, length: 12, end: 0x55, answer: [0xaa, 0xa0, 0x55] },
    },
  },
  /**
   * FD, the code, a byte for the oscillation, DF; repeated while the button is down (what sellers write of the decoder
   * modules for 2262 and 1527, 9,600 baud; they do not say in which order the bytes of the code come).
   */
  'fd-df': {
    ...{ vendor: 'generic', product: 'decoder module, FD ... DF', baudRate: 9_600, releaseMs: 300 },
    hears: { form: 'bytes', ...{ begin: [0xfd], codeAt: 1, length: 6, end: 0xdf, answer: [] } },
  },
} as const satisfies Record<string, RadioReceiver & Model>;

export type RadioModel = keyof typeof radioModels;

export const radioModelNames = Object.keys(radioModels) as [RadioModel, ...RadioModel[]];

export const receiverOf = (model: RadioModel): RadioReceiver => radioModels[model];

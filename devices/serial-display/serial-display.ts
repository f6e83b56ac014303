import { z } from 'zod';
import { fit as fitted } from '../display/fit.ts';
import { defineKind } from '../kind.ts';
import { joinBus } from '../serial-bus/bus.ts';
import { baudRate, wireAddress } from '../wire-address.ts';
import { addressForms, encodeFrame, frameSettings } from './frame.ts';
import { displayModelNames, frameOf } from './models.ts';

/** A display whose frame was lost or garbled is right again after this long; it never answers. */
const REFRESH_MS = 2_000;

const options = z
  .strictObject({
    address: wireAddress,
    baud_rate: baudRate(9_600),
    bus_address: z
      .int()
      .min(0)
      .max(255)
      .default(1)
      .describe('The address set in the display; several displays may share one line'),
    digits: z.int().min(1).max(16).default(4).describe('How many places the display has'),
    model: z.enum(displayModelNames).default('stx-etx').describe('The frame the display understands'),
    frame: frameSettings
      .partial()
      .optional()
      .describe(
        'Where the display differs from its model; the maker’s manual says what its frames look like',
      ),
  })
  .superRefine((display, context) => {
    const form = frameOf(display).address;
    const { highest } = addressForms[form];
    if (display.bus_address <= highest) return;
    context.addIssue({
      code: 'custom',
      path: ['bus_address'],
      message: `address form ${form} goes up to ${highest}`,
    });
  });

/** A number display on a serial line, mostly RS-485, that takes plain frames and never answers. */
export const serialDisplay = defineKind({
  kind: 'serial-display',
  role: 'display',
  title: { id: 'Papan angka serial (RS-485)', en: 'Serial number display (RS-485)' },
  evidence: 'none',
  refreshMs: REFRESH_MS,
  options,
  claims: (display) => {
    const alone = frameOf(display).address === 'none';
    const share = alone ? undefined : String(display.bus_address);
    return [{ on: 'wire', address: display.address, share, setting: alone ? 'address' : 'bus_address' }];
  },
  async open({ options: display, ports, lost }) {
    const frame = frameOf(display);
    const seat = await joinBus(ports, display.address, {
      protocol: 'frames',
      baudRate: display.baud_rate,
    });
    seat.onLost(lost);
    let shown: Uint8Array | undefined;
    return {
      perform: async ({ text }) => {
        shown = encodeFrame(frame, display.bus_address, fitted(text, display.digits));
        await seat.send(shown, frame.gap_ms);
        return 'sent';
      },
      refresh: async () => {
        if (shown !== undefined) await seat.send(shown, frame.gap_ms);
      },
      close: () => seat.close(),
    };
  },
});

import * as z from 'zod';
import { described } from '../described.ts';
import { busAddress, lineDigits } from '../display/display-options.ts';
import { fit as fitted } from '../display/fit.ts';
import { defineKind } from '../kind.ts';
import { joinBus } from '../serial-bus/bus.ts';
import { baudRate, wireAddress } from '../wire-address.ts';
import { addressForms, encodeFrame, frameSettings } from './frame-template.ts';
import { displayModelNames, displayModels, frameOf } from './serial-display-models.ts';
import { textFormats } from './text-formats.ts';

/** No answer is waited for. After a lost or garbled frame it is right again within this time. */
const REFRESH_MS = 2_000;

const options = z
  .strictObject({
    address: wireAddress,
    baud_rate: baudRate(9_600),
    bus_address: busAddress(0, 255),
    digits: lineDigits,
    model: z
      .enum(displayModelNames)
      .default('stx-etx')
      .meta(described('The frame the display understands', 'Format data yang dimengerti papan')),
    frame: frameSettings
      .partial()
      .optional()
      .meta(
        described(
          'Where the display differs from its model; the maker’s manual says what its frames look like',
          'Perbedaan papan ini dari modelnya; lihat format data di buku petunjuknya',
        ),
      ),
  })
  .superRefine((display, context) => {
    const frame = frameOf(display);
    if (display.bus_address > addressForms[frame.address].highest)
      context.addIssue({ code: 'custom', path: ['bus_address'], message: 'bus-address-too-high' });
    if (display.digits > textFormats[frame.format].mostDigits)
      context.addIssue({ code: 'custom', path: ['digits'], message: 'number-in-two-bytes' });
  });

/** A number display on a serial line, mostly RS-485, that takes plain frames. If it answers, nobody listens. */
export const serialDisplay = defineKind({
  kind: 'serial-display',
  role: 'display',
  title: { id: 'Papan angka serial (RS-485)', en: 'Serial number display (RS-485)' },
  evidence: 'none',
  transports: ['serial', 'tcp'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  models: displayModels,
  refreshMs: REFRESH_MS,
  options,
  reads: (display, text) => textFormats[frameOf(display).format].reads(text),
  claims: (display) => {
    const { address, bus_address, baud_rate } = display;
    if (frameOf(display).address === 'none')
      return [{ on: 'wire', address, share: undefined, setting: 'address' }];
    const agree = { kind: 'serial-display', baud_rate };
    return [{ on: 'wire', address, share: String(bus_address), agree, setting: 'bus_address' }];
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

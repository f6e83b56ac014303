import * as z from 'zod';
import { described } from '../described.ts';
import { busAddress, lineDigits } from '../display/display-options.ts';
import { fit as fitted } from '../display/fit.ts';
import { Fault } from '../fault.ts';
import { defineKind } from '../kind.ts';
import { joinBus } from '../serial-bus/bus.ts';
import { baudRate, wireAddress } from '../wire-address.ts';
import { type ModbusRequest, readRegisters, writeRegister, writeRegisters } from './frames.ts';
import { createExchange } from './modbus-exchange.ts';
import { layoutOf, modbusModelNames, modbusModels } from './modbus-models.ts';
import { holds, layoutSettings, type RegisterLayout, readIn, registersFor } from './register-layout.ts';

/**
 * Silence between frames: 3.5 characters of eleven bits, but at least the 5 ms a USB adapter needs to change direction.
 */
const gapMs = (baud: number): number => Math.max(5, (3.5 * 11 * 1_000) / baud);

const options = z
  .strictObject({
    address: wireAddress,
    baud_rate: baudRate(9_600),
    parity: z
      .enum(['none', 'even', 'odd'])
      .default('none')
      .meta(
        described(
          'Parity of the serial line, as set in the display; the standard says even, most say none',
          'Paritas jalur serial, seperti yang disetel pada papan',
        ),
      ),
    bus_address: busAddress(1, 247),
    digits: lineDigits,
    model: z
      .enum(modbusModelNames)
      .default('characters')
      .meta(
        described(
          'How the display has its digits in registers',
          'Cara papan menyimpan angkanya dalam register',
        ),
      ),
    layout: layoutSettings
      .partial()
      .optional()
      .meta(
        described(
          'Where the display differs from its model; the maker’s manual has a table of its registers',
          'Perbedaan papan ini dari modelnya; lihat tabel register di buku petunjuknya',
        ),
      ),
    answer_ms: z
      .int()
      .min(20)
      .max(180)
      .default(150)
      .meta(
        described(
          'How long the display may take to begin and end its answer',
          'Berapa lama papan boleh menjawab',
        ),
      ),
  })
  .superRefine((display, context) => {
    if (holds(layoutOf(display).format, display.digits)) return;
    context.addIssue({ code: 'custom', path: ['digits'], message: 'number-too-wide' });
  });

/**
 * A number display that speaks Modbus RTU, on RS-485 or through a serial server. It answers every write, so the driver
 * knows what it shows. A write is also the probe.
 */
export const modbusDisplay = defineKind({
  kind: 'modbus-display',
  role: 'display',
  title: { id: 'Papan angka Modbus (RS-485)', en: 'Modbus number display (RS-485)' },
  evidence: 'ack',
  transports: ['serial', 'tcp'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  models: modbusModels,
  options,
  reads: (display, text) => readIn(layoutOf(display).format, text),
  claims: ({ address, bus_address, baud_rate, parity }) => [
    {
      ...{ on: 'wire', address, share: String(bus_address), setting: 'bus_address' },
      agree: { kind: 'modbus-display', baud_rate, parity },
    },
  ],
  async open({ options: display, ports, lost, warn, signal }) {
    const layout = layoutOf(display);
    const { baud_rate: baud, parity } = display;
    const seat = await joinBus(ports, display.address, { protocol: 'modbus', baudRate: baud, parity });
    seat.onLost(lost);
    const exchange = createExchange({ seat, signal, limitMs: display.answer_ms, gapMs: gapMs(baud) });
    let shown: readonly ModbusRequest[] = [];

    async function put(requests: readonly ModbusRequest[]): Promise<void> {
      for (const request of requests) {
        const reply = await exchange(request);
        if (reply.type === 'done') continue;
        const fault = refusal(display.bus_address, reply.exception);
        warn(fault.code, fault.message);
        throw fault;
      }
      warn('display.refused', undefined);
    }
    /** Any answer proves that the display is there, even the exception that it has no such register. */
    async function look(): Promise<void> {
      await exchange(readRegisters(display.bus_address, layout.register, 1));
    }

    try {
      await look();
    } catch (why) {
      await seat.close();
      throw why;
    }
    return {
      perform: async ({ text }) => {
        shown = writesOf(layout, display.bus_address, fitted(text, display.digits));
        await put(shown);
        return 'acknowledged';
      },
      probe: () => (shown.length === 0 ? look() : put(shown)),
      close: () => seat.close(),
    };
  },
});

function writesOf(layout: RegisterLayout, bus: number, text: string): readonly ModbusRequest[] {
  const values = registersFor(layout, text);
  if (layout.write === 'multiple') return [writeRegisters(bus, layout.register, values)];
  return values.map((value, index) => writeRegister(bus, layout.register + index, value));
}

/** Exception codes: MODBUS Application Protocol V1.1b3, section 7. */
const exceptions: Readonly<Record<number, string>> = {
  1: 'it does not know this function: try the other `write`',
  2: 'it has no such register: check `register` and `digits`',
  3: 'it does not take this value: check `format`',
  4: 'it reports a failure of its own',
};

function refusal(bus: number, exception: number): Fault {
  const meaning = exceptions[exception] ?? 'its manual says what this means';
  return new Fault(
    'display.refused',
    `display ${bus} refuses its number (exception ${exception}): ${meaning}`,
  );
}

import { modbusDisplay } from '../../devices/modbus-display/modbus-display.ts';
import { layoutOf } from '../../devices/modbus-display/modbus-models.ts';
import type { RegisterFormat } from '../../devices/modbus-display/register-layout.ts';
import { wireCable } from '../cable.ts';
import { SimulatedModbusLine } from '../simulated-modbus-line.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

/** For each format: how many registers a display has for its digits, and what a person reads for their `values`. */
const faces: Record<
  RegisterFormat,
  { readonly count: (digits: number) => number; readonly read: (values: readonly number[]) => string }
> = {
  characters: { count: (digits) => digits, read: (values) => String.fromCharCode(...values) },
  'character-pairs': {
    count: (digits) => Math.ceil(digits / 2),
    read: (values) => values.map((value) => String.fromCharCode(value >> 8, value % 256)).join(''),
  },
  digits: { count: (digits) => digits, read: (values) => values.map(place).join('') },
  bcd: {
    count: (digits) => Math.ceil(digits / 4),
    read: (values) =>
      values.flatMap((value) => [12, 8, 4, 0].map((bit) => place((value >> bit) % 16))).join(''),
  },
  number: {
    count: (digits) => (digits > 4 ? 2 : 1),
    read: (values) => String(values.reduce((number, value) => number * 65_536 + value, 0)),
  },
};

/** The character of a digit; other numbers are dark. */
const place = (value: number): string => (value <= 9 ? String(value) : ' ');

/** One of the displays on its line; they share the cable. */
export const simulator = simulatedKind(modbusDisplay, (options, bench, id) => {
  const { register, format } = layoutOf(options);
  const face = faces[format];
  const line = bench.onWire(
    options.address,
    SimulatedModbusLine,
    () => new SimulatedModbusLine(bench.clock, options.framing === 'tcp'),
  );
  line.add(options.bus_address, register, face.count(options.digits));
  return {
    cable: wireCable(bench, id, options.address),
    reads: () => face.read(line.registers(options.bus_address)).replaceAll('\0', ' ').trim(),
  };
});

export const sample: Sample = { address: '/dev/serial/by-id/usb-rs485', bus_address: 3, digits: 5 };

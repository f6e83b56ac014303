import { keyLayoutOf } from '../../devices/modbus-keypad/keypad-models.ts';
import { modbusKeypad } from '../../devices/modbus-keypad/modbus-keypad.ts';
import { wireCable } from '../cable.ts';
import { SimulatedModbusKeypad } from '../modbus-keypad-hardware.ts';
import { SimulatedModbusLine } from '../simulated-modbus-line.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

/** One of the devices on its line; they share the cable. */
export const simulator = simulatedKind(modbusKeypad, (options, bench, id) => {
  const { read, register, holds, words, order, clear } = keyLayoutOf(options);
  const line = bench.onWire(
    options.address,
    SimulatedModbusLine,
    () => new SimulatedModbusLine(bench.clock, options.framing === 'tcp'),
  );
  const face = { read, holds, words, clear, first: register, lowFirst: order === 'low-first' };
  const keypad = new SimulatedModbusKeypad(bench.clock, face, Math.max(...Object.values(options.keys)));
  line.join(options.bus_address, keypad.memory);
  const at = (key: string, move: (number: number) => void) => {
    const number = options.keys[key];
    if (number !== undefined) move(number);
  };
  return {
    cable: wireCable(bench, id, options.address),
    keys: Object.keys(options.keys),
    press: (key, ms) => at(key, (number) => keypad.press(number, ms)),
    hold: (key) => at(key, (number) => keypad.hold(number)),
    release: (key) => at(key, (number) => keypad.release(number)),
  };
});

export const sample: Sample = {
  ...{ address: '/dev/serial/by-id/usb-rs485', bus_address: 11 },
  keys: { next: 0, recall: 1, 'no-show': 2, end: 3 },
  poll_ms: 100,
};

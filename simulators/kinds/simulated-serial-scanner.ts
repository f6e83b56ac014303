import { serialScanner } from '../../devices/serial-scanner/serial-scanner.ts';
import { wireCable } from '../cable.ts';
import { SimulatedSerialScanner } from '../serial-scanner-hardware.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

export const simulator = simulatedKind(serialScanner, (options, bench, id) => {
  const scanner = bench.onWire(options.address, SimulatedSerialScanner, () => new SimulatedSerialScanner());
  return {
    cable: wireCable(bench, id, options.address),
    scan(text) {
      scanner.scan(`${options.prefix ?? ''}${text}${options.suffix ?? ''}`);
      return undefined;
    },
    habits: (habits) => scanner.habits(habits),
  };
});

export const sample: Sample = { address: '/dev/serial/by-id/usb-scanner' };

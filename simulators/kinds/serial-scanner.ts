import { wireCable } from '../cable.ts';
import { SimulatedSerialScanner } from '../serial-scanner.ts';
import type { Sample, Simulator } from '../simulator.ts';

export const simulator: Simulator = (device, bench) => {
  const options = device.options as {
    readonly address: string;
    readonly prefix?: string;
    readonly suffix?: string;
  };
  const scanner = bench.onWire(options.address, () => new SimulatedSerialScanner());
  return {
    cable: wireCable(bench, device.id, options.address),
    scan(text) {
      scanner.scan(`${options.prefix ?? ''}${text}${options.suffix ?? ''}`);
      return undefined;
    },
    habits: (habits) => scanner.habits(habits),
  };
};

export const sample: Sample = { address: '/dev/serial/by-id/usb-scanner' };

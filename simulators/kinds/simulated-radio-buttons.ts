import { radioButtons } from '../../devices/radio-buttons/radio-buttons.ts';
import { wireCable } from '../cable.ts';
import { SimulatedRadioReceiver } from '../radio-receiver-hardware.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

export const simulator = simulatedKind(radioButtons, (options, bench, id) => {
  const receiver = bench.onWire(
    options.address,
    SimulatedRadioReceiver,
    () => new SimulatedRadioReceiver(bench.clock, options.model),
  );
  const at = (key: string, move: (code: string) => void) => {
    const code = options.keys[key];
    if (code !== undefined) move(code.replace('-', ''));
  };
  return {
    cable: wireCable(bench, id, options.address),
    keys: Object.keys(options.keys),
    press: (key, ms) => at(key, (code) => receiver.press(code, ms)),
    hold: (key) => at(key, (code) => receiver.hold(code)),
    release: (key) => at(key, (code) => receiver.release(code)),
  };
});

export const sample: Sample = {
  ...{ address: '/dev/serial/by-id/usb-radio', model: 'fd-df' },
  keys: { next: '07a41-1', recall: '07a41-2' },
};

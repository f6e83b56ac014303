import { contactKeys } from '../contact-keys.ts';
import type { Sample, Simulator } from '../simulator.ts';

export const simulator: Simulator = (device, bench) => {
  const { pin } = device.options as { readonly pin: number };
  return contactKeys(bench, device, new Map([['next', pin]]));
};

export const sample: Sample = { board: 'board-1', pin: 2 };

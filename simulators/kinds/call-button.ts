import { contactKeys } from '../contact-keys.ts';
import type { Simulator } from '../simulator.ts';

export const simulator: Simulator = (device, bench) => {
  const { pin } = device.options as { readonly pin: number };
  return contactKeys(bench, device, new Map([['next', pin]]));
};

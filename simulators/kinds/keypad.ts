import { contactKeys } from '../contact-keys.ts';
import type { Sample, Simulator } from '../simulator.ts';

export const simulator: Simulator = (device, bench) => {
  const { keys } = device.options as { readonly keys: Readonly<Record<string, number>> };
  return contactKeys(bench, device, new Map(Object.entries(keys)));
};

export const sample: Sample = { board: 'board-1', keys: { next: 2, recall: 3 } };

import { keypad } from '../../devices/keypad/keypad.ts';
import { contactKeys } from '../contact-keys.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

export const simulator = simulatedKind(keypad, (options, bench, id) =>
  contactKeys(bench, id, options, new Map(Object.entries(options.keys))),
);

export const sample: Sample = { board: 'board-1', keys: { next: 2, recall: 3 } };

import { callButton } from '../../devices/call-button/call-button.ts';
import { contactKeys } from '../contact-keys.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

export const simulator = simulatedKind(callButton, (options, bench, id) =>
  contactKeys(bench, id, options, new Map([['next', options.pin]])),
);

export const sample: Sample = { board: 'board-1', pin: 2 };

import { expect, it } from 'vitest';
import { deviceNamed } from '../../config/site.ts';
import { exampleText, siteOf } from '../hall/played-hall.ts';

/** By role: what of its settings a device has besides what all devices have. */
const own = {
  'board-1': [],
  'loket-1-keypad': ['counter', 'keys', 'printer', 'zone'],
  'loket-1-display': ['counter', 'ticketMachine'],
  'printer-1': ['acceptUnconfirmed', 'instead'],
  'pemindai-1': ['counter', 'printer', 'zone'],
};

it.each(Object.entries(own))('%s has the settings of its role and no others', (id, settings) => {
  const {
    id: _id,
    role,
    kind,
    options,
    enabled,
    ...rest
  } = deviceNamed(siteOf(exampleText('simulated-hall')), id) ?? {};
  expect([role, options, enabled]).toEqual([kind?.role, expect.anything(), true]);
  expect(Object.keys(rest).toSorted()).toEqual(settings);
});

import { expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';
import { paperSite } from '../hall/paper-site.ts';

const load = (settings: object) => loadSite(paperSite({ ...settings }), 'site.yaml', kinds);
const codes = (settings: object) =>
  load(settings)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ code, severity }) => `${severity} ${code}`);
const printer = (settings: object) => load(settings).site?.devices.find(({ id }) => id === 'printer-1');

it('a printer is believed only when it answers, and has nobody to stand in, unless the file says so', () => {
  expect(printer({})).toMatchObject({ acceptUnconfirmed: false, instead: undefined });
  expect(printer({ accept_unconfirmed: true, instead: 'printer-2' })).toMatchObject({
    acceptUnconfirmed: true,
    instead: 'printer-2',
  });
});

it.each([
  ['itself', 'printer-1', 'error instead-itself'],
  ['a display', 'papan-1', 'error not-a-printer'],
  ['nothing', 'printer-9', 'error unknown-reference'],
])('a printer cannot have %s to stand in', (_, instead, code) => {
  expect(codes({ instead })).toEqual([code]);
});

it('only printers have these settings', () => {
  const text = paperSite().replace('pin: 24', 'pin: 24, instead: printer-2, accept_unconfirmed: true');
  const { problems } = loadSite(text, 'site.yaml', kinds);
  const errors = problems.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ code }) => code)).toEqual(['unknown-setting', 'unknown-setting']);
});

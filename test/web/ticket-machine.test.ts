import { afterEach, expect, it } from 'vitest';
import { ticketMachine } from '../../firmware-host/web/ticket-machine.ts';
import { type Parts, siteOf } from '../config/site-text.ts';
import { until } from '../real-clock.ts';
import { closePages, openedPages } from './played-pages.ts';

afterEach(closePages);

const printers = [
  'devices:',
  '  depan: { kind: escpos-printer, address: "tcp://192.168.1.51:9100", enabled: false }',
  '  tengah: { kind: escpos-printer, address: "tcp://192.168.1.52:9100", instead: belakang }',
  '  belakang: { kind: escpos-printer, address: "tcp://192.168.1.53:9100" }',
].join('\n');
const two = (settings = '') => ({
  ...{ boards: '', devices: printers },
  services: `services: { paspor: { title: Paspor, prefix: A${settings} }, pajak: { title: Pajak, prefix: C, printer: belakang } }`,
  counters: 'counters: { loket-1: { number: 1, serves: [paspor, pajak] } }',
});
const machineOf = (parts: Parts) => ticketMachine(siteOf(parts));

it('a ticket machine knows the printers that issue-ticket chooses from, with their stand-ins', () => {
  const printersOf = (parts: Parts) => machineOf(parts).services.map((service) => service.printers);
  expect(printersOf(two())).toEqual([['tengah', 'belakang'], ['belakang']]);
  expect(
    printersOf({ ...two(), devices: '', services: two().services.replace(', printer: belakang', '') }),
  ).toEqual([[], []]);
});

it('knows the hours, the cut-off and the holidays', () => {
  const hours = 'hours: { mon-fri: [08.00-12.00, 13.00-15.00] }\ndays: { holidays: [2026-12-25] }';
  const { services, holidays } = machineOf({ ...two(', cutoff: 20m'), hours });
  expect(holidays).toEqual(['2026-12-25']);
  const day = [
    { from: 480, to: 720 },
    { from: 780, to: 900 },
  ];
  expect(services[0]).toMatchObject({ hours: { 1: day, 5: day }, cutoffMinutes: 20 });
  expect(Object.keys(services[0]?.hours ?? {})).toEqual(['1', '2', '3', '4', '5']);
  expect(machineOf(two()).services[0]?.hours).toBe('always');
});

it('is told so when it connects, and again when another site file is in force; no other page is', async () => {
  let parts = two();
  const { browser, loggedIn, say } = await openedPages({ site: () => siteOf(parts) });
  const machine = await browser().socket('/tickets/feed');
  const status = await (await loggedIn('lihat')).socket('/status/feed');
  const told = () =>
    (machine?.heard ?? []).flatMap((one) =>
      one.type === 'machine' ? [one.machine.services.map(({ title }) => title)] : [],
    );
  await until(() => told().length === 1);
  parts = { ...two(), services: two().services.replace('Pajak', 'Pajak Daerah') };
  say({ address: 'controller/info', payload: '{}' });
  await until(() => told().length === 2);
  expect(told()).toEqual([
    ['Paspor', 'Pajak'],
    ['Paspor', 'Pajak Daerah'],
  ]);
  await until(() => status?.heard.some((one) => one.type === 'status') === true);
  expect(status?.heard.filter(({ type }) => type === 'machine')).toEqual([]);
});

it('hears what becomes of tickets that print, and of no other event', async () => {
  const { browser, say } = await openedPages();
  const machine = await browser().socket('/tickets/feed');
  for (const address of [
    'event/ticket/called',
    'event/ticket/voided',
    'event/host/notice',
    'event/ticket/issued',
  ])
    say({ address, payload: '{}' });
  const events = () =>
    (machine?.heard ?? []).flatMap((one) =>
      one.type === 'mqtt' && one.address.startsWith('event/') ? [one.address] : [],
    );
  await until(() => events().includes('event/ticket/issued'));
  expect(events()).toEqual(['event/ticket/voided', 'event/ticket/issued']);
});

it('is found by the waiting page of a kiosk, also where the board is none of the pages', async () => {
  const { browser } = await openedPages({ pages: ['tickets'] });
  const { status, headers } = await browser().ask('GET', '/board/here.svg');
  expect(status).toBe(200);
  expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
});

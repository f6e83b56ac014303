import { afterEach, expect, it } from 'vitest';
import { paperSite } from './paper-site.ts';
import { PlayedHall } from './played-hall.ts';

let hall: PlayedHall;
afterEach(() => hall.stop());

const reasons = () =>
  hall.state('device/printer-1/state').reasons.map(({ code }: { readonly code: string }) => code);
const stateOf = (ticket: string) => hall.host.tickets().find((view) => view.ticket === ticket)?.state;

it('a ticket that nobody takes is told until it is gone; its visitor waits, and is called all the same', async () => {
  hall = await PlayedHall.open(paperSite({ left_after_s: 10 }));
  await hall.ticket('a');
  // The first visitor takes it after a few seconds; the paper of the second stays where it is.
  await hall.pass(12_000);
  expect(reasons()).toEqual([]);
  hall.device('printer-1').printer?.set({ ejector: 'out' });
  await hall.pass(15_000);
  expect(reasons()).toEqual(['ticket.left']);
  expect(hall.state('device/printer-1/state').usable).toBe(true);
  expect(hall.events('device.faulted').map(({ payload }) => payload.data.code)).toEqual(['ticket.left']);
  expect(stateOf('A-001')).toBe('waiting');
  await hall.press('tombol-1', 'next');
  await hall.pass(1_000);
  expect(stateOf('A-001')).toBe('called');
  hall.device('printer-1').printer?.set({ ejector: 'empty' });
  await hall.pass(15_000);
  expect(reasons()).toEqual([]);
});

import { afterEach, describe, expect, it } from 'vitest';
import { exampleText, PlayedHall } from './played-hall.ts';

const site = (zone: string, close: 'void' | 'carry') => `
version: 1
site: { id: malam, title: MPP Contoh, zone: ${zone} }
days: { close: ${close} }
services:
  paspor: { title: Paspor, prefix: A }
counters:
  loket-1: { number: 1, serves: paspor }
  loket-2: { number: 2, serves: paspor }
devices:
  tombol-1: { kind: call-button, counter: loket-1, layout: one-key, pin: 17 }
  tombol-2: { kind: call-button, counter: loket-2, layout: one-key, pin: 27 }
  papan-1: { kind: serial-display, counter: loket-1, address: /dev/papan, bus_address: 1, digits: 5 }
  papan-2: { kind: serial-display, counter: loket-2, address: /dev/papan, bus_address: 2, digits: 5 }
`;

let hall: PlayedHall;
afterEach(() => hall.stop());

/** Ten seconds before midnight by the clock of the town, in UTC. */
const zones = [
  ['WIB', '2026-11-24T16:59:50Z'],
  ['WITA', '2026-11-24T15:59:50Z'],
  ['WIT', '2026-11-24T14:59:50Z'],
] as const;

describe.each(zones)('a site in %s', (zone, beforeMidnight) => {
  it('begins its day at its own midnight: numbers start anew, who waited is gone, who is at a counter stays', async () => {
    hall = await PlayedHall.open(site(zone, 'void'), { at: '2026-11-24T03:00Z' });
    for (let visitor = 0; visitor < 3; visitor++) await hall.ticket('paspor');
    await hall.press('tombol-1', 'next');
    await hall.press('tombol-2', 'next');
    await hall.press('tombol-2', 'next', 700);
    await hall.press('tombol-2', 'next', 700);
    expect([hall.reads('papan-1'), hall.reads('papan-2')]).toEqual(['A-001', '-']);

    hall.clockSays(beforeMidnight);
    await hall.pass(9_000);
    const days = () => hall.events('day.opened').map(({ payload }) => payload.data.date);
    expect(days()).toEqual(['2026-11-24']);
    await hall.pass(12_000);
    expect(days()).toEqual(['2026-11-24', '2026-11-25']);
    expect(hall.events('day.opened')[1]?.payload.data).toMatchObject({
      carried: ['A-001'],
      voided: ['A-003'],
    });
    expect([hall.reads('papan-1'), hall.reads('papan-2')]).toEqual(['A-001', '-']);
    expect(hall.state('service/paspor/state')).toMatchObject({ waiting: 0, next_number: 'A-002' });
    // A-001 is still somebody's number.
    expect(await hall.ticket('paspor')).toBe('A-002');
    await hall.press('tombol-1', 'next');
    expect(hall.reads('papan-1')).toBe('A-002');
  });
});

it('a site that carries its tickets goes on calling them under their old numbers', async () => {
  hall = await PlayedHall.open(site('WIB', 'carry'), { at: '2026-11-24T23:59:40+07:00' });
  await hall.ticket('paspor');
  await hall.ticket('paspor');
  await hall.pass(20_000);
  expect(hall.events('day.opened').at(-1)?.payload.data).toMatchObject({ carried: ['A-001', 'A-002'] });
  expect(await hall.ticket('paspor')).toBe('A-003');
  await hall.press('tombol-1', 'next');
  expect(hall.reads('papan-1')).toBe('A-001');
});

/** Somebody presses a key of the ticket machine; what came of it: a number, or why there is none. */
async function takes(key: string): Promise<string | undefined> {
  const before = { printed: hall.printed.length, refused: hall.refused.length };
  await hall.press('mesin-tiket', key);
  await hall.pass(4_000);
  return hall.printed[before.printed]?.ticket.code ?? hall.refused[before.refused];
}

describe('MPP Batam', () => {
  const batam = (at: string) => PlayedHall.open(exampleText('mpp-batam'), { at });

  it('gives tickets from 08.00 to half an hour before it closes, and serves those who have one until the end', async () => {
    hall = await batam('2026-11-24T07:58+07:00');
    expect(await takes('paspor')).toBe('service-closed');
    hall.clockSays('2026-11-24T08:00+07:00');
    expect(await takes('paspor')).toBe('A-001');
    expect(await takes('izin-tinggal')).toBe('C-001');
    hall.clockSays('2026-11-24T14:29+07:00');
    expect(await takes('paspor')).toBe('A-002');
    hall.clockSays('2026-11-24T14:30+07:00');
    expect(await takes('paspor')).toBe('past-cutoff');
    await hall.pass(11_000);
    expect(hall.state('service/paspor/state')).toMatchObject({
      open: false,
      reason: 'past-cutoff',
      waiting: 2,
    });
    await hall.press('loket-1-keypad', 'next');
    expect(hall.reads('loket-1-display')).toBe('A001');
    hall.clockSays('2026-11-24T15:05+07:00');
    expect(await takes('paspor')).toBe('service-closed');
    await hall.press('loket-1-keypad', 'next');
    expect(hall.reads('loket-1-display')).toBe('A002');
  });

  it('rests for the Friday prayer, on Saturdays and on holidays', async () => {
    hall = await batam('2026-11-27T11:29+07:00');
    expect(await takes('paspor')).toBe('A-001');
    hall.clockSays('2026-11-27T11:30+07:00');
    expect(await takes('paspor')).toBe('service-break');
    hall.clockSays('2026-11-27T13:00+07:00');
    expect(await takes('paspor')).toBe('A-002');
    hall.clockSays('2026-11-28T09:00+07:00');
    expect(await takes('paspor')).toBe('service-closed');
    hall.clockSays('2026-12-25T09:00+07:00');
    expect(await takes('paspor')).toBe('holiday');
    hall.clockSays('2026-12-28T09:00+07:00');
    expect(await takes('paspor')).toBe('A-001');
  });
});

describe('MPP Banyuwangi', () => {
  const banyuwangi = () => PlayedHall.open(exampleText('mpp-banyuwangi'), { at: '2026-11-24T09:00+07:00' });

  it('calls a priority ticket after two regular ones at the latest, and starves nobody', async () => {
    hall = await banyuwangi();
    for (const key of ['paspor', 'paspor', 'paspor', 'paspor-prioritas', 'paspor', 'paspor-prioritas'])
      await takes(key);
    const called: (string | undefined)[] = [];
    for (let call = 0; call < 6; call++) {
      await hall.press('loket-1-tombol', 'next');
      called.push(hall.reads('loket-1-display'));
      await hall.pass(25_000);
    }
    expect(called).toEqual(['A001', 'A002', 'A004', 'A003', 'A005', 'A006']);
  });

  it('gives no more priority tickets than its quota, no more tickets than all, and says that none is left', async () => {
    hall = await banyuwangi();
    for (let visitor = 1; visitor <= 8; visitor++)
      expect(await takes('paspor-prioritas')).toBe(`A-00${visitor}`);
    expect(await takes('paspor-prioritas')).toBe('quota-used-up');
    expect(hall.state('service/paspor/state')).toMatchObject({ open: true, quota_left_priority: 0 });
    for (let visitor = 9; visitor <= 30; visitor++)
      expect(await takes('paspor')).toBe(`A-${String(visitor).padStart(3, '0')}`);
    expect(await takes('paspor')).toBe('quota-used-up');
    expect(hall.state('service/paspor/state')).toMatchObject({
      open: false,
      reason: 'quota-used-up',
      quota_left: 0,
      issued: 30,
    });
  });

  it('tells once when too many wait, and once when they have been called', async () => {
    hall = await banyuwangi();
    for (let visitor = 1; visitor <= 11; visitor++) await takes('paspor');
    expect(hall.events('service.surge').map(({ payload }) => payload.data)).toEqual([
      { service: 'paspor', waiting: 10, longest_wait_s: expect.any(Number) },
    ]);
    expect(hall.state('service/paspor/state')).toMatchObject({ surge: true });
    for (let call = 1; call <= 4; call++) {
      await hall.press('loket-1-tombol', 'next');
      await hall.pass(2_000);
    }
    expect(hall.events('service.calm').map(({ payload }) => payload.data.waiting)).toEqual([7]);
    await hall.pass(10_000);
    expect(hall.state('service/paspor/state')).toMatchObject({ surge: false });
    expect(hall.events('service.surge')).toHaveLength(1);
  });
});

it('one visitor who waits too long is a surge as well', async () => {
  const text = site('WIB', 'void').replace('prefix: A', 'prefix: A, surge: { wait: 60s }');
  hall = await PlayedHall.open(text);
  await hall.ticket('paspor');
  await hall.pass(50_000);
  expect(hall.events('service.surge')).toEqual([]);
  await hall.pass(11_000);
  expect(hall.events('service.surge')[0]?.payload.data).toMatchObject({ waiting: 1 });
});

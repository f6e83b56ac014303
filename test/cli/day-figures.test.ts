import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayFigures } from '../../firmware-host/cli/day-figures.ts';
import { dayTable } from '../../firmware-host/cli/day-table.ts';
import type { Record } from '../../firmware-host/journal/journal-port.ts';
import type { Command } from '../../firmware-host/queue/commands.ts';
import { clockTime, timesOf } from '../../firmware-host/times.ts';
import { counter, hall, type Office, openOffice, service } from '../queue/office.ts';

/** What a journal would hold of the office's last day. */
function records(office: Office): Record[] {
  const start = office.journal.findLastIndex(({ event }) => event.type === 'day.opened');
  return office.journal.slice(start).map(({ event, at }, index) => ({
    sequence: index + 1,
    boot: 'boot',
    wall: at.wall,
    hall: at.hall,
    clock: at.trusted ? 'synced' : 'unsynced',
    event,
  }));
}

const figures = (office: Office) => dayFigures(records(office));
const seconds = (count: number) => count * 1_000;

describe('the figures of a day', () => {
  it('count who came, was served, did not come and still waits, per service and counter', () => {
    const office = openOffice();
    for (const of of ['a', 'a', 'a', 'b']) office.take(of);
    office.ask({ type: 'next', counter: '1' }, seconds(60));
    office.ask({ type: 'arrive', counter: '1' }, seconds(5));
    office.ask({ type: 'next', counter: '2' }, seconds(25));
    office.ask({ type: 'no-show', counter: '2' }, seconds(30));
    office.ask({ type: 'end', counter: '1' }, seconds(40));
    const day = figures(office);
    expect(day.services.a).toEqual({
      issued: 3,
      carried: 0,
      served: 1,
      no_show: 1,
      cancelled: 0,
      voided: 0,
      waiting: 1,
      at_counter: 0,
      parked: 0,
      printing: 0,
      wait: { mean_s: 100, p90_s: 110 },
      service_time: { mean_s: 95, p90_s: 95 },
    });
    expect(day.services.b).toMatchObject({ issued: 1, waiting: 1, wait: null, service_time: null });
    expect(day.total).toMatchObject({ issued: 4, served: 1, no_show: 1, waiting: 2 });
    expect(day.counters['1']).toMatchObject({
      state: 'idle',
      ticket: null,
      called: 1,
      served: 1,
      no_show: 0,
    });
    expect(day.counters['2']).toMatchObject({ state: 'idle', called: 1, served: 0, no_show: 1 });
  });

  it('count a ticket once: one who did not come and came after all was served', () => {
    const office = openOffice();
    const ticket = office.take('a');
    office.ask({ type: 'next', counter: '1' });
    office.ask({ type: 'no-show', counter: '1' });
    office.ask({ type: 'call', counter: '2', ticket });
    office.ask({ type: 'end', counter: '2' });
    const { total, counters } = figures(office);
    expect(total).toMatchObject({ issued: 1, served: 1, no_show: 0 });
    expect(counters['1']).toMatchObject({ called: 1, served: 0, no_show: 0 });
    expect(counters['2']).toMatchObject({ called: 1, served: 1 });
  });

  it('count a transferred ticket where it was taken as issued and where it went as served', () => {
    const office = openOffice();
    office.take('a');
    office.ask({ type: 'next', counter: '1' });
    office.ask({ type: 'transfer', counter: '1', to: { service: 'b' }, place: 'last' });
    office.ask({ type: 'next', counter: '3' }, seconds(90));
    office.ask({ type: 'end', counter: '3' });
    const { services } = figures(office);
    expect(services.a).toMatchObject({ issued: 1, served: 0, wait: { mean_s: 10 } });
    expect(services.b).toMatchObject({ issued: 0, served: 1, wait: { mean_s: 90 } });
  });

  it('know no wait of a visitor who was parked or never had a ticket', () => {
    const office = openOffice();
    office.take('a');
    office.ask({ type: 'next', counter: '1' });
    office.ask({ type: 'park', counter: '1' });
    office.ask({ type: 'walk-in', counter: '2', service: 'a' }, seconds(500));
    office.ask({ type: 'resume', counter: '1' }, seconds(500));
    expect(figures(office).services.a).toMatchObject({
      issued: 2,
      at_counter: 2,
      wait: { mean_s: 10, p90_s: 10 },
    });
  });

  it('keep apart what went on from the day before', () => {
    const office = openOffice(hall({ dayClose: 'carry' }));
    office.take('a');
    office.take('a');
    const tomorrow = '2026-09-22';
    office.now = { ...office.now, date: tomorrow, weekday: 2, wall: office.now.wall + 86_400_000 };
    office.ask({ type: 'tick' });
    office.take('b');
    const { total, services } = figures(office);
    expect(total).toMatchObject({ issued: 1, carried: 2, waiting: 3 });
    expect(services.a).toMatchObject({ issued: 0, carried: 2, waiting: 2 });
  });

  it('say what each counter does, in the order people count', () => {
    const rules = ['10', '2', '1', '3'].map((id) => counter(`loket-${id}`, { serves: ['a'] }));
    const office = openOffice(hall({ services: [service('a')], counters: rules }));
    const ticket = office.take('a');
    office.ask({ type: 'next', counter: 'loket-10' });
    office.ask({ type: 'open', counter: 'loket-2' });
    office.ask({ type: 'break', counter: 'loket-2' });
    office.ask({ type: 'open', counter: 'loket-1' });
    const { counters } = figures(office);
    expect(Object.keys(counters)).toEqual(['loket-1', 'loket-2', 'loket-10']);
    expect(Object.values(counters).map(({ state }) => state)).toEqual(['idle', 'break', 'called']);
    expect(counters['loket-10']?.ticket).toBe(ticket);
  });
});

const command = fc.record({
  what: fc.constantFrom(
    'issue',
    'issue',
    'issue',
    'paper',
    'doubt',
    'void',
    'next',
    'next',
    'next',
    'arrive',
    'no-show',
    'park',
    'resume',
    'put-back',
    'end',
    'transfer',
    'walk-in',
    'cancel',
    'call',
  ),
  counter: fc.constantFrom('1', '2', '3'),
  service: fc.constantFrom('a', 'b'),
  ticket: fc.integer({ min: 1, max: 12 }),
});

type Step = typeof command extends fc.Arbitrary<infer Picked> ? Picked : never;

function commandOf({ what, counter, service, ticket: number }: Step): Command {
  const ticket = `${service.toUpperCase()}-${String(number).padStart(3, '0')}`;
  switch (what) {
    case 'issue':
      return { type: 'issue', service, class: 'regular', printer: null };
    case 'paper':
      return { type: 'issue', service, class: 'priority', printer: 'p' };
    case 'doubt':
      return { type: 'doubt-print', ticket, reason: 'timeout' };
    case 'void':
      return { type: 'void', ticket, reason: 'no paper' };
    case 'transfer':
      return { type: 'transfer', counter, to: { service }, place: 'first' };
    case 'walk-in':
      return { type: 'walk-in', counter, service };
    case 'cancel':
      return { type: 'cancel', ticket };
    case 'call':
      return { type: 'call', counter, ticket };
    default:
      return { type: what, counter } as Command;
  }
}

describe('the figures of any day', () => {
  it('account for every ticket exactly once, and agree for services, counters and the total', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 1, maxLength: 80 }), (steps) => {
        const office = openOffice();
        office.ask({ type: 'tick' });
        for (const step of steps) office.ask(commandOf(step));
        const { services, counters, total } = figures(office);
        const tickets = [...office.state.tickets.values()];
        const sum = (of: readonly object[], name: string) =>
          of.reduce((all, one) => all + Number(one[name as keyof typeof one]), 0);

        const { served, no_show, cancelled, voided, waiting, at_counter, parked, printing } = total;
        const ended = served + no_show + cancelled;
        expect(ended + voided + waiting + at_counter + parked + printing).toBe(tickets.length);
        expect(ended + waiting + at_counter + parked).toBe(total.issued);
        for (const name of ['issued', 'served', 'no_show', 'cancelled', 'voided', 'waiting', 'printing'])
          expect(sum(Object.values(services), name)).toBe(total[name as keyof typeof total]);
        expect(sum(Object.values(counters), 'served')).toBe(served);
        expect(sum(Object.values(counters), 'no_show')).toBe(no_show);
        expect(Object.values(counters).filter(({ ticket }) => ticket !== null)).toHaveLength(at_counter);
      }),
    );
  });
});

describe('times', () => {
  it('p90 is one of the times, and nine of ten took no longer', () => {
    const some = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(some, (took) => {
        const { mean_s, p90_s } = timesOf(took) ?? { mean_s: -1, p90_s: -1 };
        expect(took).toContain(p90_s);
        expect(took.filter((one) => one <= p90_s).length).toBeGreaterThanOrEqual(took.length * 0.9);
        expect(took.filter((one) => one < p90_s).length).toBeLessThan(took.length * 0.9);
        expect(mean_s).toBeGreaterThanOrEqual(Math.min(...took));
        expect(mean_s).toBeLessThanOrEqual(Math.max(...took));
      }),
    );
    expect(timesOf([])).toBeNull();
  });

  it('are written as a clock is read', () => {
    expect([0, 59, 60, 402, 3_600, 40_271].map(clockTime)).toEqual([
      '0:00',
      '0:59',
      '1:00',
      '6:42',
      '1:00:00',
      '11:11:11',
    ]);
  });
});

describe('the table of a day', () => {
  it('is aligned, in the language of the console', () => {
    const office = openOffice();
    office.take('a');
    office.take('b');
    office.ask({ type: 'next', counter: '1' }, seconds(3_700));
    const day = { site: 'mpp-batam', date: '2026-09-21', newest: true, figures: figures(office) };
    const indonesian = dayTable(day, 'id');
    expect(indonesian.slice(0, 6)).toEqual([
      'mpp-batam, hari layanan 2026-09-21 (berjalan)',
      '',
      'layanan  diambil  dilayani  absen  batal  gugur  menunggu  di loket  ditunda   tunggu      p90  layanan  p90',
      'a              1         0      0      0      0         0         1        0  1:01:50  1:01:50        -    -',
      'b              1         0      0      0      0         1         0        0        -        -        -    -',
      'jumlah         2         0      0      0      0         1         1        0  1:01:50  1:01:50        -    -',
    ]);
    const english = dayTable({ ...day, newest: false }, 'en');
    expect(english[0]).toBe('mpp-batam, business day 2026-09-21');
    expect(english.at(-1)).toMatch(/^1 +called +A-001 +1 +0 +0 /);
  });
});

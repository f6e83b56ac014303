import { describe, expect, it } from 'vitest';
import { counter, hall, morning, openOffice, service } from './office.ts';

const issue = (of: string, kind: 'regular' | 'priority' = 'regular', printer: string | null = null) =>
  ({ type: 'issue', service: of, class: kind, printer }) as const;

describe('numbers', () => {
  it('start at the first one of the service and are used once', () => {
    const office = openOffice(hall({ services: [service('a', { first: 100, prefix: '4K', digits: 4 })] }));
    expect(office.say(issue('a', 'regular', 'p'))).toBe('reserved 4K-0100');
    office.say({ type: 'void', ticket: '4K-0100', reason: 'jam' });
    expect(office.say(issue('a'))).toBe('reserved 4K-0101, issued 4K-0101');
  });

  it('can be used up, which is said', () => {
    const office = openOffice(hall({ services: [service('a', { digits: 1, first: 8 })] }));
    office.take('a');
    office.take('a');
    expect(office.say(issue('a'))).toBe('no: numbers-used-up');
  });

  it('are never shared, not even by two services with one prefix', () => {
    const office = openOffice(hall({ services: [service('a'), service('b', { prefix: 'A' })] }));
    expect([office.take('a'), office.take('b'), office.take('a')]).toEqual(['A-001', 'A-002', 'A-003']);
  });
});

describe('quota', () => {
  const limited = () =>
    openOffice(hall({ services: [service('a', { quota: { total: 3, priority: 1 } }), service('b')] }));

  it('holds per class and in all', () => {
    const office = limited();
    office.take('a', 'priority');
    expect(office.say(issue('a', 'priority'))).toBe('no: quota-used-up');
    office.take('a');
    office.take('a');
    expect(office.say(issue('a'))).toBe('no: quota-used-up');
    expect(office.say(issue('b'))).toContain('issued B-001');
  });

  it('gets a place back from a voided ticket and not from a cancelled one', () => {
    const office = limited();
    office.ask(issue('a', 'regular', 'p'));
    office.take('a');
    office.take('a');
    office.say({ type: 'cancel', ticket: 'A-002' });
    expect(office.say(issue('a'))).toBe('no: quota-used-up');
    office.say({ type: 'void', ticket: 'A-001', reason: 'paper' });
    expect(office.say(issue('a'))).toBe('reserved A-004, issued A-004');
  });
});

describe('a booking', () => {
  const scan = (booking: string, printer: string | null = null) => ({
    ...issue('a', 'regular', printer),
    booking,
  });

  it('gets one ticket, and a second scan is answered with it', () => {
    const office = openOffice();
    office.say(scan('hash'));
    expect(office.ask(scan('hash'))).toEqual({ refused: 'booking-used', ticket: 'A-001' });
    expect(office.say(scan('other'))).toContain('issued A-002');
  });

  it('whose ticket never reached paper may be scanned again', () => {
    const office = openOffice();
    office.say(scan('hash', 'p'));
    expect(office.say(scan('hash', 'p'))).toBe('no: booking-used');
    office.say({ type: 'void', ticket: 'A-001', reason: 'paper' });
    expect(office.say(scan('hash', 'p'))).toBe('reserved A-002');
  });
});

describe('opening hours', () => {
  const hours = new Map([
    [1, [{ from: 480, to: 900 }]],
    // Friday prayer.
    [
      5,
      [
        { from: 480, to: 690 },
        { from: 780, to: 900 },
      ],
    ],
  ]);
  const rules = hall({ services: [service('a', { hours })], holidays: new Set(['2026-12-25']) });
  const at = (weekday: number, minute: number, more = {}) =>
    openOffice(rules, { ...morning, weekday, minute, ...more }).say(issue('a'));

  it('let numbers be taken from opening until the cut-off before the last closing', () => {
    expect(at(1, 479)).toBe('no: service-closed');
    expect(at(1, 480)).toContain('issued');
    expect(at(1, 869)).toContain('issued');
    expect(at(1, 870)).toBe('no: past-cutoff');
    expect(at(1, 899)).toBe('no: past-cutoff');
    expect(at(1, 900)).toBe('no: service-closed');
    expect(at(2, 600)).toBe('no: service-closed');
  });

  it('have breaks, before which nothing is cut off', () => {
    expect(at(5, 689)).toContain('issued');
    expect(at(5, 690)).toBe('no: service-break');
    expect(at(5, 780)).toContain('issued');
  });

  it('end on holidays', () => {
    expect(at(5, 500, { date: '2026-12-25' })).toBe('no: holiday');
  });

  it('do not close the hall by a clock that nobody trusts, or that lies behind the business day', () => {
    expect(at(2, 60, { trusted: false })).toContain('issued');
    const office = openOffice(rules);
    office.take('a');
    office.now = { ...office.now, date: '2026-09-20', weekday: 7, minute: 100 };
    expect(office.say(issue('a'))).toContain('issued');
  });

  it('yield to an officer who forces a service open or closed, until the schedule is asked for or the day ends', () => {
    const office = openOffice(rules, { ...morning, minute: 890 });
    const force = (to: 'open' | 'closed' | 'schedule') =>
      office.say({ type: 'force-service', service: 'a', to, reason: 'SIMKIM' });
    expect(force('schedule')).toBe('no: already-so');
    expect(force('open')).toBe('service.forced a');
    expect(office.say(issue('a'))).toContain('issued');
    force('closed');
    expect(office.say(issue('a'))).toBe('no: service-closed');
    force('schedule');
    expect(office.say(issue('a'))).toBe('no: past-cutoff');
    force('closed');
    office.now = { ...office.now, date: '2026-09-28', minute: 500 };
    expect(office.say(issue('a'))).toContain('issued');
  });

  it('never stand in the way of calling', () => {
    const office = openOffice(rules);
    office.take('a');
    office.now = { ...office.now, minute: 1_200 };
    expect(office.say({ type: 'next', counter: '1' })).toContain('called A-001 1');
  });
});

describe('strategies over the services of a counter', () => {
  const firstCalled = (strategy: 'in-order' | 'longest-wait' | 'longest-queue') => {
    const office = openOffice(
      hall({
        services: [service('a'), service('b'), service('c')],
        counters: [counter('1', { strategy, serves: ['a', 'b', 'c'] })],
      }),
    );
    office.take('b');
    office.take('c');
    office.take('c');
    office.take('a');
    office.say({ type: 'next', counter: '1' });
    return office.state.counters.get('1')?.ticket?.id;
  };

  it('take the first service with anyone waiting, the longest wait, or the longest queue', () => {
    expect(firstCalled('in-order')).toBe('A-001');
    expect(firstCalled('longest-wait')).toBe('B-001');
    expect(firstCalled('longest-queue')).toBe('C-001');
  });
});

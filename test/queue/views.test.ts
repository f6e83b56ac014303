import { describe, expect, it } from 'vitest';
import { affectedViews } from '../../firmware-host/queue/affected-views.ts';
import type { Command } from '../../firmware-host/queue/commands.ts';
import { counterView, serviceView, ticketView } from '../../firmware-host/queue/views.ts';
import { counter, hall, openOffice, service } from './office.ts';

const next = (id: string) => ({ type: 'next', counter: id }) as const;

describe('the view of a counter', () => {
  it('goes through all its states', () => {
    const office = openOffice(hall({ counters: [counter('1', { storeNext: true })] }));
    const seen = () => counterView(office.state, '1');
    expect(seen()).toMatchObject({ state: 'closed', since: undefined });
    office.say({ type: 'open', counter: '1' });
    expect(seen()).toMatchObject({ state: 'idle', ticket: undefined, since: office.now.wall });
    office.say(next('1'));
    expect(seen()?.state).toBe('armed');
    office.take('a');
    expect(seen()).toMatchObject({ state: 'called', ticket: 'A-001', service: 'a', since: office.now.wall });
    office.say({ type: 'arrive', counter: '1' });
    expect(seen()).toMatchObject({ state: 'serving', since: office.now.wall });
    office.say({ type: 'break', counter: '1', reason: 'salat' });
    expect(seen()).toMatchObject({ state: 'break', reason: 'salat', ticket: undefined });
    expect(counterView(office.state, 'x')).toBeUndefined();
  });
});

describe('the view of a service', () => {
  it('counts who waits, how long, and what is left', () => {
    const office = openOffice(
      hall({ services: [service('a', { quota: { total: 4, priority: 1 } }), service('b')] }),
    );
    office.take('a');
    office.take('a', 'priority');
    office.ask({ type: 'issue', service: 'a', class: 'regular', printer: 'p' });
    office.ask({ type: 'doubt-print', ticket: 'A-003', reason: 'timeout' });
    office.pass(60_000);
    expect(serviceView(office.state, 'a', office.now)).toEqual({
      open: true,
      reason: undefined,
      forced: 'schedule',
      forced_reason: undefined,
      waiting: 2,
      waiting_priority: 1,
      longest_wait_s: 90,
      estimate_s: undefined,
      surge: false,
      next_number: 'A-004',
      last_called: undefined,
      issued: 3,
      quota_left: 1,
      quota_left_priority: 0,
      unconfirmed: 1,
      unconfirmed_tickets: ['A-003'],
    });
    office.take('a');
    expect(serviceView(office.state, 'a', office.now)).toMatchObject({
      open: false,
      reason: 'quota-used-up',
    });
    expect(serviceView(office.state, 'x', office.now)).toBeUndefined();
  });

  it('finds the longest wait behind visitors who were moved to the front', () => {
    const office = openOffice(hall({ counters: [counter('1', { putBackAfter: 0 })] }));
    for (let i = 0; i < 3; i++) office.take('a');
    office.say(next('1'));
    office.say({ type: 'put-back', counter: '1' });
    // Taken at 10, 20 and 30 s; A-001 went back to the front at 50 s and has waited anew since.
    expect(serviceView(office.state, 'a', office.now)?.longest_wait_s).toBe(30);
  });

  it('estimates the wait from recent visits and open counters', () => {
    const office = openOffice();
    for (let i = 0; i < 6; i++) office.take('a');
    office.say(next('1'));
    expect(serviceView(office.state, 'a', office.now)?.estimate_s).toBeUndefined();
    office.ask(next('1'), 120_000);
    expect(serviceView(office.state, 'a', office.now)?.estimate_s).toBe(4 * 120);
    office.say({ type: 'open', counter: '2' });
    office.say({ type: 'open', counter: '3' });
    expect(serviceView(office.state, 'a', office.now)?.estimate_s).toBe(2 * 120);
  });
});

describe('the view of a ticket', () => {
  it('says where it stands', () => {
    const office = openOffice();
    office.take('a');
    office.take('a');
    expect(ticketView(office.state, 'A-002', office.now)).toMatchObject({
      state: 'waiting',
      waiting_ahead: 1,
    });
    office.say(next('1'));
    office.say(next('1'));
    expect(ticketView(office.state, 'A-002', office.now)).toMatchObject({ state: 'called', counter: '1' });
    expect(ticketView(office.state, 'A-001', office.now)).toMatchObject({ state: 'served' });
    expect(ticketView(office.state, 'A-003', office.now)).toBeUndefined();
  });
});

describe('pressure on a service', () => {
  it('is told once when a threshold is reached, and its end once it is well below', () => {
    const office = openOffice(hall({ services: [service('a', { surge: { waiting: 5 } }), service('b')] }));
    const tick = () => office.say({ type: 'tick' });
    for (let i = 0; i < 4; i++) office.take('a');
    expect(tick()).toBe('');
    office.take('a');
    expect(office.ask({ type: 'tick' })).toEqual({
      events: [{ type: 'service.surge', service: 'a', waiting: 5, longest_wait_s: 60 }],
    });
    expect(tick()).toBe('');
    office.say(next('1'));
    expect(tick()).toBe('');
    office.say(next('1'));
    expect(tick()).toBe('service.calm a');
  });

  it('comes from one long wait too', () => {
    const office = openOffice(
      hall({ services: [service('a', { surge: { longestWaitMs: 60_000 } }), service('b')] }),
    );
    office.take('a');
    expect(office.say({ type: 'tick' }, 59_000)).toBe('');
    expect(office.say({ type: 'tick' }, 1_000)).toBe('service.surge a');
    office.say(next('1'));
    expect(office.say({ type: 'tick' })).toBe('service.calm a');
  });
});

describe('what an event touches', () => {
  it('is one counter and one service for a call, and both ends of a transfer', () => {
    const of = { ticket: 'A-001', service: 'a', class: 'regular' } as const;
    expect(
      affectedViews(openOffice().state, {
        type: 'ticket.called',
        ...of,
        counter: '1',
        waited_s: 0,
        cause: 'next',
      }),
    ).toEqual({
      counters: ['1'],
      services: ['a'],
    });
    const moved = { type: 'ticket.transferred', ...of, counter: '1', place: 'last' } as const;
    expect(affectedViews(openOffice().state, { ...moved, to: { service: 'b' } })).toEqual({
      counters: ['1'],
      services: ['a', 'b'],
    });
    expect(affectedViews(openOffice().state, { ...moved, to: { counter: '2' } })).toEqual({
      counters: ['1', '2'],
      services: ['a'],
    });
    expect(affectedViews(openOffice().state, { type: 'counter.closed', counter: '1' })).toEqual({
      counters: ['1'],
      services: [],
    });
    expect(
      affectedViews(openOffice().state, { type: 'day.opened', date: '2026-09-21', carried: [], voided: [] }),
    ).toBe('all');
  });

  it('is also the counter that has parked the ticket, or where alone it waits, when another one calls it', () => {
    const office = openOffice();
    for (const id of ['1', '2', '3']) office.ask({ type: 'open', counter: id });
    const touchedBy = (command: Command) => {
      const seen = office.journal.length;
      office.ask(command);
      return office.journal.slice(seen).map(({ event, touched }) => [event.type, touched]);
    };
    const parked = office.take('b');
    office.ask(next('3'));
    office.ask({ type: 'park', counter: '3' });
    expect(touchedBy({ type: 'call', counter: '2', ticket: parked })).toEqual([
      ['ticket.called', { counters: ['2', '3'], services: ['b'] }],
    ]);
    office.ask({ type: 'transfer', counter: '2', to: { counter: '1' }, place: 'last' });
    expect(touchedBy({ type: 'call', counter: '3', ticket: parked })).toEqual([
      ['ticket.called', { counters: ['3', '1'], services: ['b'] }],
    ]);
    expect(touchedBy({ type: 'put-back', counter: '3' })).toEqual([
      ['ticket.returned', { counters: ['3', '1'], services: ['b'] }],
    ]);
  });
});

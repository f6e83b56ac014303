import { describe, expect, it } from 'vitest';
import { openOffice } from './office.ts';

const print = { type: 'issue', service: 'a', class: 'regular', printer: 'p' } as const;
const next = { type: 'next', counter: '1' } as const;
const confirm = (ticket: string) => ({ type: 'confirm-print', ticket }) as const;
const doubt = (ticket: string) => ({ type: 'doubt-print', ticket, reason: 'timeout' }) as const;

describe('a number on its way to paper', () => {
  it('is not in the queue until it is printed', () => {
    const office = openOffice();
    office.say(print);
    expect(office.say(next)).toBe('counter.opened 1');
    expect(office.say(confirm('A-001'))).toBe('issued A-001');
    expect(office.say(next)).toBe('called A-001 1');
    expect(office.say(confirm('A-001'))).toBe('no: already-so');
  });

  it('keeps the place of its number when another printer is faster', () => {
    const office = openOffice();
    office.say(print);
    office.say(print);
    office.say(print);
    office.say(confirm('A-003'));
    office.say(confirm('A-001'));
    office.say(confirm('A-002'));
    const order = office.state.services.get('a')?.lines.regular.map((ticket) => ticket.id);
    expect(order).toEqual(['A-001', 'A-002', 'A-003']);
  });

  it('has waited since it was taken, however long the paper took', () => {
    const office = openOffice();
    office.say(print);
    office.ask(confirm('A-001'), 90_000);
    expect(office.ask(next, 10_000)).toMatchObject({ events: [{}, { waited_s: 100 }] });
  });

  it('stays out while it is doubted, and enters by a copy of the same number', () => {
    const office = openOffice();
    office.say(print);
    expect(office.say(doubt('A-001'))).toBe('unconfirmed A-001');
    expect(office.say(doubt('A-001'))).toBe('no: already-so');
    expect(office.state.services.get('a')?.unconfirmed).toBe(1);
    expect(office.say({ type: 'reprint', ticket: 'A-001', printer: 'q' })).toBe('reprinted A-001');
    expect(office.say({ type: 'reprint', ticket: 'A-001', printer: 'q' })).toBe('no: not-printed-yet');
    expect(office.say(doubt('A-001'))).toBe('unconfirmed A-001');
    expect(office.say(confirm('A-001'))).toBe('issued A-001');
    expect(office.state.services.get('a')?.unconfirmed).toBe(0);
  });

  it('voided, never enters the queue and never prints', () => {
    const office = openOffice();
    office.say(print);
    expect(office.say({ type: 'void', ticket: 'A-001', reason: 'paper' })).toBe('voided A-001');
    expect(office.say(confirm('A-001'))).toBe('no: ticket-ended');
    expect(office.say({ type: 'reprint', ticket: 'A-001', printer: 'p' })).toBe('no: ticket-ended');
    expect(office.say(print)).toBe('reserved A-002');
  });

  it('once printed is cancelled, not voided', () => {
    const office = openOffice();
    const ticket = office.take('a');
    expect(office.say({ type: 'void', ticket, reason: '' })).toBe('no: printed-already');
    expect(office.say({ type: 'cancel', ticket })).toBe('cancelled A-001');
    expect(office.say(next)).toBe('counter.opened 1');
  });

  it('can have a copy later without a second place in the queue', () => {
    const office = openOffice();
    const ticket = office.take('a');
    expect(office.say({ type: 'reprint', ticket, printer: 'p' })).toBe('reprinted A-001');
    expect(office.say(confirm(ticket))).toBe('no: already-so');
    expect(office.state.services.get('a')?.lines.regular).toHaveLength(1);
  });

  it('cancelled at a counter, leaves it free', () => {
    const office = openOffice();
    const ticket = office.take('a');
    office.say(next);
    expect(office.say({ type: 'cancel', ticket })).toBe('cancelled A-001 1');
    expect(office.state.counters.get('1')?.ticket).toBeUndefined();
    expect(office.say({ type: 'recall', counter: '1' })).toBe('no: no-ticket-here');
  });
});

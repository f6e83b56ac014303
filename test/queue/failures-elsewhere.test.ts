import { describe, expect, it } from 'vitest';
import { decide } from '../../firmware-host/queue/decide.ts';
import { counterView } from '../../firmware-host/queue/views.ts';
import { counter, hall, openOffice, replayLastDay, service } from './office.ts';

/* Failures that other queue systems have had in their halls; see the sources in docs/queue.md. */

const next = (id: string) => ({ type: 'next', counter: id }) as const;

describe('what went wrong elsewhere', () => {
  it('two counters must never call the same visitor', () => {
    const office = openOffice();
    for (let i = 0; i < 2; i++) office.take('a');
    expect(office.say(next('1'), 0)).toBe('counter.opened 1, called A-001 1');
    expect(office.say(next('2'), 0)).toBe('counter.opened 2, called A-002 2');
    expect(office.say({ type: 'call', counter: '2', ticket: 'A-001' })).toBe('no: ticket-elsewhere');
  });

  it('numbers must not restart after a clock jump', () => {
    const office = openOffice();
    office.take('a');
    const jumps = [
      ['1976-09-21', true],
      ['2076-09-21', true],
      ['2026-09-20', true],
      ['2026-12-31', false],
      ['1970-01-01', false],
    ] as const;
    for (const [place, [date, trusted]] of jumps.entries()) {
      office.now = { ...office.now, date, trusted, wall: Date.parse(date) };
      expect(office.take('a')).toBe(`A-00${place + 2}`);
    }
  });

  it('printing before recording leaves a paper ticket that does not exist', () => {
    const office = openOffice();
    const print = { type: 'issue', service: 'a', class: 'regular', printer: 'p' } as const;
    // The number is in the journal before a printer hears of it; after a restart it is there, and not in the queue.
    office.ask(print);
    const restarted = replayLastDay(office.state.hall, office.journal);
    expect(restarted.tickets.get('A-001')?.state).toBe('reserved');
    expect(office.say({ type: 'confirm-print', ticket: 'A-002' })).toBe('no: unknown-ticket');
    expect(office.say(print)).toBe('reserved A-002');
  });

  it('after a paper refill stale tickets print, or more than were asked', () => {
    const office = openOffice();
    const print = { type: 'issue', service: 'a', class: 'regular', printer: 'p' } as const;
    office.ask(print);
    office.ask(print);
    office.ask({ type: 'doubt-print', ticket: 'A-001', reason: 'paper out' });
    office.ask({ type: 'void', ticket: 'A-002', reason: 'paper out' });
    // Time alone prints nothing, and neither does the next ticket.
    expect(office.say({ type: 'tick' })).toBe('');
    expect(office.say(print)).toBe('reserved A-003');
    expect(office.say({ type: 'reprint', ticket: 'A-002', printer: 'p' })).toBe('no: ticket-ended');
    // Asked for once, it prints once: the same number, no second one.
    expect(office.say({ type: 'reprint', ticket: 'A-001', printer: 'p' })).toBe('reprinted A-001');
    expect(office.say({ type: 'reprint', ticket: 'A-001', printer: 'p' })).toBe('no: not-printed-yet');
    expect(office.state.tickets.size).toBe(3);
  });

  it('a parked or no-show visitor is called again after a restart', () => {
    const office = openOffice();
    for (let i = 0; i < 3; i++) office.take('a');
    office.ask(next('1'));
    office.ask({ type: 'park', counter: '1' });
    office.ask(next('1'));
    office.ask({ type: 'no-show', counter: '1' });
    const restarted = replayLastDay(office.state.hall, office.journal);
    const first = decide(restarted, next('2'), { ...office.now, hall: office.now.hall + 60_000 });
    expect(first).toMatchObject({ events: [{}, { type: 'ticket.called', ticket: 'A-003' }] });
    expect(decide(restarted, next('1'), office.now)).toMatchObject({ events: [{ ticket: 'A-003' }] });
  });

  it('a parked or no-show visitor is called again after a change of service', () => {
    const office = openOffice();
    office.take('a');
    office.ask(next('1'));
    office.ask({ type: 'transfer', counter: '1', to: { service: 'b' }, place: 'last' });
    office.ask(next('3'));
    office.ask({ type: 'park', counter: '3' });
    for (const id of ['1', '2', '3']) office.ask(next(id));
    office.state.hall = hall({
      services: [service('a'), service('b', { prefix: 'C' })],
      counters: [counter('1')],
    });
    expect(office.say(next('1'))).toBe('no: nobody-waiting');
    expect(office.state.tickets.get('A-001')?.state).toBe('parked');
  });

  it('a double press calls twice', () => {
    const office = openOffice();
    for (let i = 0; i < 3; i++) office.take('a');
    office.ask(next('1'));
    for (const afterMs of [0, 50, 100, 200]) expect(office.say(next('1'), afterMs)).toBe('no: pressed-twice');
    expect(office.state.counters.get('1')?.ticket?.id).toBe('A-001');
  });

  it('an unknown counter id takes the whole board down', () => {
    const office = openOffice();
    office.take('a');
    expect(office.say(next('99'))).toBe('no: unknown-counter');
    expect(counterView(office.state, '99')).toBeUndefined();
    // Not even when a journal of an older site file names it.
    office.ask(next('1'));
    const smaller = hall({ services: [service('b')], counters: [counter('3', { serves: ['b'] })] });
    const restarted = replayLastDay(smaller, office.journal);
    const take = { type: 'issue', service: 'b', class: 'regular', printer: null } as const;
    expect(decide(restarted, take, office.now)).toMatchObject({ events: [{ ticket: 'B-001' }, {}] });
  });
});

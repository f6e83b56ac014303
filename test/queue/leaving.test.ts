import { describe, expect, it } from 'vitest';
import { counter, hall, type Office, openOffice } from './office.ts';

const next = (id: string) => ({ type: 'next', counter: id }) as const;

function called(office: Office, times: number, at = '1'): string[] {
  return Array.from({ length: times }, () => {
    office.say(next(at));
    return office.state.counters.get(at)?.ticket?.id ?? '-';
  });
}

function withTickets(count: number, rules = hall()): Office {
  const office = openOffice(rules);
  for (let i = 0; i < count; i++) office.take('a');
  return office;
}

describe('put back', () => {
  it('stands after all who wait now, but before those who come later', () => {
    const office = withTickets(3);
    office.say(next('1'));
    expect(office.ask({ type: 'put-back', counter: '1' })).toMatchObject({ events: [{ after: 2 }] });
    office.take('a');
    expect(called(office, 4)).toEqual(['A-002', 'A-003', 'A-001', 'A-004']);
  });

  it('stands behind as many as the counter says, and no more than there are', () => {
    const office = withTickets(4, hall({ counters: [counter('1', { putBackAfter: 1 })] }));
    office.say(next('1'));
    office.say({ type: 'put-back', counter: '1' });
    expect(called(office, 4)).toEqual(['A-002', 'A-001', 'A-003', 'A-004']);
    expect(office.ask({ type: 'put-back', counter: '1' })).toMatchObject({ events: [{ after: 0 }] });
  });

  it('keeps its place before a number whose paper came late', () => {
    const office = withTickets(2, hall({ counters: [counter('1', { putBackAfter: 1 })] }));
    office.ask({ type: 'issue', service: 'a', class: 'regular', printer: 'p' });
    office.take('a');
    office.say(next('1'));
    office.say({ type: 'put-back', counter: '1' });
    office.say({ type: 'confirm-print', ticket: 'A-003' });
    expect(called(office, 4)).toEqual(['A-002', 'A-003', 'A-001', 'A-004']);
  });
});

describe('transfer', () => {
  it('to a service keeps the number and stands first or last there', () => {
    const office = openOffice();
    office.take('a');
    office.take('a');
    office.take('b');
    called(office, 1);
    office.say({ type: 'transfer', counter: '1', to: { service: 'b' }, place: 'first' });
    called(office, 1);
    office.say({ type: 'transfer', counter: '1', to: { service: 'b' }, place: 'last' });
    expect(called(office, 3, '3')).toEqual(['A-001', 'B-001', 'A-002']);
  });

  it('to a counter waits for that counter alone, before its services', () => {
    const office = withTickets(3);
    office.say(next('1'));
    office.say({ type: 'transfer', counter: '1', to: { counter: '2' }, place: 'last' });
    expect(called(office, 1, '1')).toEqual(['A-002']);
    expect(called(office, 2, '2')).toEqual(['A-001', 'A-003']);
    office.say(next('1'));
    expect(office.say(next('1'))).toBe('no: nobody-waiting');
  });

  it('put back at that counter still waits for it alone', () => {
    const office = withTickets(1);
    office.say(next('1'));
    office.say({ type: 'transfer', counter: '1', to: { counter: '2' }, place: 'last' });
    office.say(next('2'));
    office.say({ type: 'put-back', counter: '2' });
    expect(office.say(next('1'))).toBe('no: nobody-waiting');
    expect(office.say(next('2'))).toBe('called A-001 2');
  });

  it('names what it does not know', () => {
    const office = withTickets(1);
    office.say(next('1'));
    const to = (target: { service: string } | { counter: string }) =>
      office.say({ type: 'transfer', counter: '1', to: target, place: 'last' });
    expect(to({ service: 'x' })).toBe('no: unknown-service');
    expect(to({ counter: 'x' })).toBe('no: unknown-counter');
  });
});

describe('parked and no-show tickets', () => {
  it('are not called by Next, however long', () => {
    const office = withTickets(2);
    office.say(next('1'));
    office.say({ type: 'park', counter: '1' });
    office.say(next('1'));
    office.say({ type: 'no-show', counter: '1' });
    expect(office.say(next('1'))).toBe('no: nobody-waiting');
    expect(office.say(next('2'))).toBe('counter.opened 2');
  });

  it('come back by resume: the last parked here, or the one named', () => {
    const office = withTickets(3);
    const resume = { type: 'resume', counter: '1' } as const;
    expect(office.say(resume)).toBe('no: nobody-parked');
    office.say(next('1'));
    office.say({ type: 'park', counter: '1' });
    office.say(next('1'));
    office.say({ type: 'park', counter: '1' });
    office.say(next('1'));
    office.say({ type: 'no-show', counter: '1' });
    expect(office.say(resume)).toBe('called A-002 1');
    expect(office.say(resume, 100)).toBe('no: pressed-twice');
    expect(office.say({ ...resume, ticket: '3' })).toBe('served A-002 1, called A-003 1');
    expect(office.say({ ...resume, ticket: 'A-003' })).toBe('no: already-so');
    expect(office.say({ ...resume, ticket: 'A-002' })).toBe('no: ticket-ended');
    expect(office.say({ type: 'resume', counter: '2' })).toBe('no: nobody-parked');
    expect(office.say({ type: 'call', counter: '2', ticket: 'A-001' })).toBe(
      'counter.opened 2, called A-001 2',
    );
  });

  it('are not resumed while they wait', () => {
    const office = withTickets(1);
    expect(office.say({ type: 'resume', counter: '1', ticket: 'A-001' })).toBe('no: already-so');
  });
});

describe('closing and breaks', () => {
  it('end the visit, or are refused where the counter says so', () => {
    const office = withTickets(
      2,
      hall({ counters: [counter('1'), counter('2', { nextWhileServing: 'refuse' })] }),
    );
    office.say(next('1'));
    office.say(next('2'));
    expect(office.say({ type: 'close', counter: '1' })).toBe('served A-001 1, counter.closed 1');
    expect(office.say({ type: 'break', counter: '2', reason: 'salat' })).toBe('no: ticket-still-open');
  });

  it('are refused where they say nothing new', () => {
    const office = openOffice();
    expect(office.say({ type: 'close', counter: '1' })).toBe('no: already-so');
    expect(office.say({ type: 'break', counter: '1' })).toBe('no: counter-closed');
    office.say({ type: 'open', counter: '1' });
    expect(office.say({ type: 'open', counter: '1' })).toBe('no: already-so');
    office.say({ type: 'break', counter: '1' });
    expect(office.say({ type: 'break', counter: '1' })).toBe('no: already-so');
  });
});

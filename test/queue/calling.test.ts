import { describe, expect, it } from 'vitest';
import { counter, hall, openOffice, service } from './office.ts';

const next = (id: string) => ({ type: 'next', counter: id }) as const;

describe('Next', () => {
  it('on a closed counter opens it and calls whose turn it is', () => {
    const office = openOffice();
    office.take('a');
    expect(office.say(next('1'))).toBe('counter.opened 1, called A-001 1');
  });

  it('on a closed counter opens it when nobody waits, and is refused from then on', () => {
    const office = openOffice();
    expect(office.say(next('1'))).toBe('counter.opened 1');
    expect(office.say(next('1'))).toBe('no: nobody-waiting');
  });

  it('ends a break', () => {
    const office = openOffice();
    office.say(next('1'));
    office.say({ type: 'break', counter: '1' });
    office.take('a');
    expect(office.say(next('1'))).toBe('counter.opened 1, called A-001 1');
  });

  it('ends the visit at the counter and calls the next visitor', () => {
    const office = openOffice();
    office.take('a');
    office.take('a');
    office.say(next('1'));
    expect(office.say(next('1'))).toBe('served A-001 1, called A-002 1');
  });

  it('ends the last visit when nobody else waits; that is no refusal', () => {
    const office = openOffice();
    office.take('a');
    office.say(next('1'));
    expect(office.say(next('1'))).toBe('served A-001 1');
    expect(office.say(next('1'))).toBe('no: nobody-waiting');
  });

  it('is refused while a visitor is there where the counter says so', () => {
    const office = openOffice(hall({ counters: [counter('1', { nextWhileServing: 'refuse' })] }));
    office.take('a');
    office.take('a');
    office.say(next('1'));
    expect(office.ask(next('1'))).toEqual({ refused: 'ticket-still-open', ticket: 'A-001' });
    office.say({ type: 'end', counter: '1' });
    expect(office.say(next('1'))).toBe('called A-002 1');
  });

  it('tells how long the visitor waited and was served', () => {
    const office = openOffice();
    office.take('a');
    expect(office.ask(next('1'), 402_400)).toMatchObject({ events: [{}, { waited_s: 402 }] });
    office.ask({ type: 'arrive', counter: '1' }, 30_000);
    expect(office.ask(next('1'), 61_000)).toMatchObject({ events: [{ served_s: 61 }] });
  });

  it('pressed again within the repeat time is the same press', () => {
    const office = openOffice();
    office.take('a');
    office.take('a');
    office.say(next('1'));
    expect(office.ask(next('1'), 399)).toEqual({ refused: 'pressed-twice', ticket: 'A-001' });
    expect(office.say(next('1'), 1)).toBe('served A-001 1, called A-002 1');
  });
});

describe('an armed counter', () => {
  const armed = () => {
    const office = openOffice(
      hall({
        counters: [
          counter('1', { storeNext: true }),
          counter('2', { storeNext: true }),
          counter('3', { serves: ['b'] }),
        ],
      }),
    );
    office.say(next('2'));
    office.say(next('1'));
    return office;
  };

  it('gets the next ticket of its services in the decision that issues it, the longest armed first', () => {
    const office = armed();
    const take = { type: 'issue', service: 'a', class: 'regular', printer: null } as const;
    expect(office.say(take)).toBe('reserved A-001, issued A-001, called A-001 2');
    expect(office.say(take)).toBe('reserved A-002, issued A-002, called A-002 1');
    expect(office.say(take)).toBe('reserved A-003, issued A-003');
  });

  it('waits for the paper like everyone', () => {
    const office = armed();
    const take = { type: 'issue', service: 'a', class: 'regular', printer: 'p' } as const;
    expect(office.say(take)).toBe('reserved A-001');
    expect(office.say({ type: 'confirm-print', ticket: 'A-001' })).toBe('issued A-001, called A-001 2');
  });

  it('also gets a ticket put back, or transferred to its service or to itself', () => {
    const office = armed();
    office.take('b');
    office.take('b');
    office.take('b');
    expect(office.say(next('1'))).toBe('served B-002 1, called B-003 1');
    office.say(next('2'));
    expect(office.say({ type: 'put-back', counter: '1' })).toBe('returned B-003 1, called B-003 2');
    office.say(next('1'));
    const toService = { type: 'transfer', counter: '2', to: { service: 'a' }, place: 'last' } as const;
    expect(office.say(toService)).toBe('transferred B-003 2, called B-003 1');
    office.say(next('2'));
    const toCounter = { type: 'transfer', counter: '1', to: { counter: '2' }, place: 'last' } as const;
    expect(office.say(toCounter)).toBe('transferred B-003 1, called B-003 2');
  });

  it('is armed once, and is disarmed by open, close and break', () => {
    const office = armed();
    expect(office.say(next('1'))).toBe('no: already-so');
    expect(office.say({ type: 'open', counter: '1' })).toBe('counter.opened 1');
    expect(office.say({ type: 'close', counter: '2' })).toBe('counter.closed 2');
    expect(office.take('a')).toBe('A-001');
    expect(office.state.tickets.get('A-001')?.state).toBe('waiting');
    expect(office.state.armed).toEqual([]);
  });

  it('ends the visit there before it is armed', () => {
    const office = armed();
    office.take('a');
    expect(office.say(next('2'))).toBe('served A-001 2, counter.armed 2');
    expect(office.state.armed).toEqual(['1', '2']);
  });
});

describe('a desk with one button', () => {
  const oneButton = () => {
    const office = openOffice(
      hall({ counters: [counter('1', { oneButtonNoShowMs: 8_000, nextWhileServing: 'refuse' })] }),
    );
    office.take('a');
    office.take('a');
    office.say(next('1'));
    return office;
  };

  it('says with Next soon after the call that nobody came', () => {
    expect(oneButton().say(next('1'), 7_999)).toBe('no-show A-001 1, called A-002 1');
  });

  it('goes by the counter rule when Next comes later, or the visitor has been seen', () => {
    expect(oneButton().say(next('1'), 8_000)).toBe('no: ticket-still-open');
    const office = oneButton();
    office.say({ type: 'arrive', counter: '1' }, 1_000);
    expect(office.say(next('1'), 1_000)).toBe('no: ticket-still-open');
  });

  it('still takes a nervous second press for the first one', () => {
    expect(oneButton().say(next('1'), 200)).toBe('no: pressed-twice');
  });
});

describe('recall', () => {
  it('is bounded and not at once', () => {
    const office = openOffice(hall({ recall: { most: 2, everyMs: 5_000 } }));
    office.take('a');
    office.say(next('1'));
    const recall = { type: 'recall', counter: '1' } as const;
    expect(office.say(recall, 4_999)).toBe('no: recall-too-soon');
    expect(office.ask(recall, 1)).toMatchObject({ events: [{ type: 'ticket.recalled', times: 1 }] });
    expect(office.say(recall, 4_999)).toBe('no: recall-too-soon');
    expect(office.ask(recall, 1)).toMatchObject({ events: [{ times: 2 }] });
    expect(office.say(recall)).toBe('no: recall-used-up');
  });

  it('is not for a visitor who has arrived', () => {
    const office = openOffice();
    office.take('a');
    office.say(next('1'));
    office.say({ type: 'arrive', counter: '1' });
    expect(office.say({ type: 'recall', counter: '1' })).toBe('no: visitor-arrived');
  });
});

describe('arrive', () => {
  it('with a scan takes only the ticket this counter called', () => {
    const office = openOffice();
    office.take('a');
    office.take('a');
    office.say(next('1'));
    expect(office.say({ type: 'arrive', counter: '1', ticket: 'A-002' })).toBe('no: wrong-ticket');
    expect(office.say({ type: 'arrive', counter: '1', ticket: 'X-1' })).toBe('no: unknown-ticket');
    expect(office.say({ type: 'arrive', counter: '1', ticket: 'A-001' })).toBe('arrived A-001 1');
    expect(office.say({ type: 'arrive', counter: '1' })).toBe('no: already-so');
  });

  it('with paper nobody knew of settles that it was printed', () => {
    const office = openOffice();
    office.ask({ type: 'issue', service: 'a', class: 'regular', printer: 'p' });
    office.ask({ type: 'doubt-print', ticket: 'A-001', reason: 'timeout' });
    expect(office.say({ type: 'arrive', counter: '1', ticket: 'A-001' })).toBe('issued A-001');
    expect(office.say(next('1'))).toBe('counter.opened 1, called A-001 1');
  });
});

describe('call by number', () => {
  it('takes the whole number, or digits that name one open ticket of the services of the counter', () => {
    const office = openOffice();
    for (let i = 0; i < 3; i++) office.take('a');
    office.take('b');
    expect(office.say({ type: 'call', counter: '1', ticket: '3' })).toBe('counter.opened 1, called A-003 1');
    expect(office.say({ type: 'call', counter: '1', ticket: '1' })).toBe('no: ambiguous-ticket');
    expect(office.say({ type: 'call', counter: '3', ticket: '001' })).toBe(
      'counter.opened 3, called B-001 3',
    );
    expect(office.say({ type: 'call', counter: '1', ticket: '1' })).toBe('no: ambiguous-ticket');
    office.say({ type: 'end', counter: '3' });
    expect(office.say({ type: 'call', counter: '1', ticket: '1' })).toBe('served A-003 1, called A-001 1');
    expect(office.say({ type: 'call', counter: '1', ticket: '3' })).toBe('no: ticket-ended');
    expect(office.say({ type: 'call', counter: '1', ticket: '77' })).toBe('no: unknown-ticket');
    expect(office.say({ type: 'call', counter: '1', ticket: '1'.repeat(400) })).toBe('no: unknown-ticket');
  });

  it('finds a transferred ticket by its digits at the counters that can call it now', () => {
    const office = openOffice();
    office.take('a');
    office.say(next('1'));
    office.say({ type: 'transfer', counter: '1', to: { service: 'b' }, place: 'last' });
    expect(office.say({ type: 'call', counter: '3', ticket: '1' })).toBe('counter.opened 3, called A-001 3');
  });

  it('confirms an unconfirmed ticket: whoever holds it has turned up', () => {
    const office = openOffice();
    office.ask({ type: 'issue', service: 'a', class: 'regular', printer: 'p' });
    expect(office.say({ type: 'call', counter: '1', ticket: '1' })).toBe('no: not-printed-yet');
    office.ask({ type: 'doubt-print', ticket: 'A-001', reason: 'timeout' });
    expect(office.say({ type: 'call', counter: '1', ticket: '1' })).toBe(
      'counter.opened 1, issued A-001, called A-001 1',
    );
    expect(office.state.services.get('a')?.unconfirmed).toBe(0);
  });

  it('is refused for a ticket at another counter, unless that counter has left the site file', () => {
    const office = openOffice();
    office.take('a');
    office.say(next('1'));
    expect(office.say({ type: 'call', counter: '2', ticket: 'A-001' })).toBe('no: ticket-elsewhere');
    office.state.hall = hall({ counters: [counter('2')] });
    expect(office.say({ type: 'call', counter: '2', ticket: 'A-001' })).toBe(
      'counter.opened 2, called A-001 2',
    );
    expect(office.state.counters.get('1')?.ticket).toBeUndefined();
  });
});

describe('a walk-in', () => {
  it('gets a number and is called at once', () => {
    const office = openOffice();
    office.take('a');
    expect(office.say({ type: 'walk-in', counter: '1' })).toBe(
      'counter.opened 1, reserved A-002, issued A-002, called A-002 1',
    );
    expect(office.say({ type: 'walk-in', counter: '1', service: 'b' })).toBe(
      'served A-002 1, reserved B-001, issued B-001, called B-001 1',
    );
    expect(office.say({ type: 'walk-in', counter: '1', service: 'x' })).toBe('no: unknown-service');
  });

  it('counts in the quota and needs a place in it, but no opening hours', () => {
    const closed = service('a', { hours: new Map(), quota: { total: 1 } });
    const office = openOffice(hall({ services: [closed] }));
    expect(office.say({ type: 'issue', service: 'a', class: 'regular', printer: null })).toBe(
      'no: service-closed',
    );
    expect(office.say({ type: 'walk-in', counter: '1' })).toContain('called A-001 1');
    expect(office.say({ type: 'walk-in', counter: '1' })).toBe('no: quota-used-up');
  });

  it('pressed twice makes one number', () => {
    const office = openOffice();
    office.say({ type: 'walk-in', counter: '1' });
    expect(office.say({ type: 'walk-in', counter: '1' }, 100)).toBe('no: pressed-twice');
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { meets } from '../../firmware-host/queue/transitions.ts';
import { createCounterVisits } from '../../simulators/page/counter-visits.ts';
import { createDayPoints } from '../../simulators/page/day-points.ts';

/** What a ticket is after each event that can follow, of those that matter to a counter. */
const leadsTo = {
  'ticket.issued': 'waiting',
  'ticket.called': 'called',
  'ticket.arrived': 'serving',
  'ticket.recalled': 'called',
  'ticket.served': 'served',
  'ticket.no-show': 'no-show',
  'ticket.returned': 'waiting',
  'ticket.parked': 'parked',
  'ticket.transferred': 'waiting',
  'ticket.cancelled': 'cancelled',
} as const;
type Step = keyof typeof leadsTo;
const steps = Object.keys(leadsTo) as Step[];

it('calls, with the tickets of the day before, are the sum of their ends and of those still at a counter', () => {
  const ticket = fc.constantFrom('A-001', 'A-002', 'A-003');
  const move = fc.tuple(ticket, fc.constantFrom(...steps, 'day.opened' as const));
  fc.assert(
    fc.property(fc.array(move, { maxLength: 120 }), (moves) => {
      const visits = createCounterVisits();
      const states = new Map<string, string>();
      for (const [name, step] of moves) {
        if (step === 'day.opened') {
          visits.take({ type: step });
          // What goes on over midnight is repeated after the event.
          for (const [one, state] of states) visits.take({ type: 'ticket.carried', ticket: one, state });
          continue;
        }
        const state = states.get(name) ?? 'reserved';
        if (!(meets[step] as readonly string[]).includes(state)) continue;
        states.set(name, leadsTo[step]);
        visits.take({ type: step, ticket: name });
      }
      const { called, carried, atCounter, ...ends } = visits.read();
      const there = [...states.values()].filter((state) => state === 'called' || state === 'serving');
      expect(atCounter).toBe(there.length);
      expect(called + carried).toBe(Object.values(ends).reduce((sum, one) => sum + one, atCounter));
    }),
    { numRuns: 500 },
  );
});

it('a start in the middle of a day goes on with what the journal has, and counts nothing twice', () => {
  const figures = createDayPoints();
  const past = [
    { type: 'day.opened', date: '2026-09-14' },
    { type: 'ticket.issued', ticket: 'A-001' },
    { type: 'ticket.called', ticket: 'A-001' },
  ];
  figures.remember(past.map((event, at) => ({ sequence: at + 1, event })));
  const heard = (sequence: number, type: string) =>
    figures.take(
      {
        address: `event/${type.replace('.', '/')}`,
        payload: JSON.stringify({
          ...{ type: `loket.${type}.v1`, sequence: String(sequence) },
          data: { ticket: 'A-001', counter: 'loket-1' },
        }),
      },
      480,
    );
  heard(3, 'ticket.called');
  heard(4, 'ticket.served');
  const { date, counts, calls } = figures.read();
  expect(date).toBe('2026-09-14');
  expect(counts).toMatchObject({ 'ticket.issued': 1, 'ticket.called': 1, 'ticket.served': 1 });
  expect(calls).toMatchObject({ called: 1, served: 1, atCounter: 0 });
});

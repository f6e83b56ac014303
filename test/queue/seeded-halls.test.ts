import { describe, expect, it } from 'vitest';
import type { Command } from '../../firmware-host/queue/commands.ts';
import type { QueueEvent } from '../../firmware-host/queue/events.ts';
import { counter, hall, type Office, openOffice, service } from './office.ts';

const VISITORS = 500;
const officers = ['1', '2', '3', '4'];

/** Whole numbers below `below`, the same ones for the same seed (mulberry32). */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Visitors come, some papers jam, officers do what officers do, until the hall is empty. */
function day(seed: number): Office {
  const roll = dice(seed);
  const office = openOffice(
    hall({
      services: [service('a'), service('b'), service('c')],
      counters: [
        counter('1', { serves: ['a'], storeNext: true }),
        counter('2', { serves: ['b', 'a'], strategy: 'longest-wait' }),
        counter('3', { serves: ['c', 'b', 'a'], strategy: 'longest-queue', putBackAfter: 2 }),
        counter('4', { serves: ['c', 'a', 'b'], oneButtonNoShowMs: 3_000 }),
      ],
    }),
  );
  for (let come = 0; come < VISITORS; come++) {
    visitor(office, roll);
    while (roll(3) > 0) officer(office, officers[roll(4)] ?? '', roll);
  }
  empty(office);
  return office;
}

function visitor(office: Office, roll: (below: number) => number): void {
  const of = ['a', 'b', 'c'][roll(3)] ?? 'a';
  const printer = roll(4) > 0 ? 'p' : null;
  const decision = office.ask({
    type: 'issue',
    service: of,
    class: roll(5) > 0 ? 'regular' : 'priority',
    printer,
  });
  const [reserved] =
    'refused' in decision ? [] : decision.events.filter((event) => event.type === 'ticket.reserved');
  if (reserved === undefined) throw new Error('every visitor gets a number');
  if (printer === null) return;
  const { ticket } = reserved;
  if (roll(10) > 0) office.ask({ type: 'confirm-print', ticket });
  else office.ask({ type: 'doubt-print', ticket, reason: 'timeout' });
}

function officer(office: Office, id: string, roll: (below: number) => number): void {
  const rare: readonly Command[] = [
    { type: 'put-back', counter: id },
    { type: 'park', counter: id },
    { type: 'no-show', counter: id },
    { type: 'recall', counter: id },
    { type: 'resume', counter: id },
    { type: 'arrive', counter: id },
    { type: 'end', counter: id },
    { type: 'transfer', counter: id, to: { service: 'b' }, place: 'last' },
    { type: 'transfer', counter: id, to: { counter: '3' }, place: 'first' },
    { type: 'break', counter: id, reason: 'salat' },
  ];
  const next: Command = { type: 'next', counter: id };
  office.ask(roll(2) === 0 ? next : (rare[roll(rare.length)] ?? next), roll(20_000));
}

/** The evening: doubts are settled, then everybody is called until nobody is left. */
function empty(office: Office): void {
  for (const { id, state } of office.state.tickets.values()) {
    if (state === 'unconfirmed') office.ask({ type: 'confirm-print', ticket: id });
  }
  for (let round = 0; round < 2 * VISITORS; round++) {
    for (const id of officers) {
      office.ask({ type: 'next', counter: id });
      office.ask({ type: 'end', counter: id });
      office.ask({ type: 'resume', counter: id });
      office.ask({ type: 'end', counter: id });
    }
  }
}

function countOf(office: Office, ticket: string, wanted: (event: QueueEvent) => boolean): number {
  return office.journal.filter(({ event }) => 'ticket' in event && event.ticket === ticket && wanted(event))
    .length;
}

describe('a hall of 500 visitors, from arrival to end', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'loses none, doubles none, calls none unasked (seed %i)',
    (seed) => {
      const office = day(seed);
      const reserved = office.journal.filter(({ event }) => event.type === 'ticket.reserved');
      const numbers = reserved.map(({ event }) => ('ticket' in event ? event.ticket : ''));
      expect(new Set(numbers).size).toBe(VISITORS);
      const left = [...office.state.tickets.values()].filter(
        ({ state }) => !['served', 'no-show'].includes(state),
      );
      expect(left).toEqual([]);
      const asked = ['ticket.returned', 'ticket.transferred'];
      for (const ticket of numbers) {
        const calls = countOf(office, ticket, ({ type }) => type === 'ticket.called');
        const reasons = countOf(
          office,
          ticket,
          (event) =>
            asked.includes(event.type) || (event.type === 'ticket.called' && event.cause === 'resume'),
        );
        expect(calls, ticket).toBe(1 + reasons);
      }
    },
  );

  it('runs the same way twice', () => {
    expect(day(7).journal).toEqual(day(7).journal);
  });
});

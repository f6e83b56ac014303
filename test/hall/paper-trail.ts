import { expect } from 'vitest';
import type { PlayedHall } from './played-hall.ts';

/**
 * Holds what came out of the printers against what the journal says of each number. `believed`: a printer of this hall
 * is believed without an answer, so that a number may wait whose paper never came.
 */
export function papersAgree(hall: PlayedHall, believed = false): void {
  const originals = new Map<string, number>();
  const copies = new Map<string, number>();
  for (const { ticket } of hall.printed) {
    if (!ticket.complete || ticket.code === undefined) continue;
    const counts = ticket.text.join(' ').includes('SALINAN') ? copies : originals;
    counts.set(ticket.code, (counts.get(ticket.code) ?? 0) + 1);
  }
  const asked = new Map<string, number>();
  for (const { event } of hall.records) {
    if (event.type === 'ticket.reprinted') asked.set(event.ticket, (asked.get(event.ticket) ?? 0) + 1);
  }

  const tickets = new Map(hall.host.tickets().map((view) => [view.ticket, view.state]));
  const known = [...originals.keys(), ...copies.keys()].filter((number) => !tickets.has(number));
  expect(known, 'printed, and not in the journal').toEqual([]);
  for (const [number, state] of tickets) {
    const first = originals.get(number) ?? 0;
    const more = copies.get(number) ?? 0;
    expect(first, `${number} came out more than once without a mark`).toBeLessThanOrEqual(1);
    expect(more, `copies of ${number} that nobody asked for`).toBeLessThanOrEqual(asked.get(number) ?? 0);
    if (state === 'reserved' || state === 'unconfirmed') continue;
    if (state === 'voided') {
      // A person may void a number whose paper is there; the printer never does.
      if (!voidedByHand(hall, number)) expect(first + more, `${number} is void and printed`).toBe(0);
    } else if (!believed) expect(first + more, `${number} is ${state} without paper`).toBeGreaterThan(0);
  }
}

function voidedByHand(hall: PlayedHall, number: string): boolean {
  return hall.records.some(
    ({ event }) => event.type === 'ticket.voided' && event.ticket === number && event.reason === 'console',
  );
}

import type { Record } from '../../firmware-host/journal/journal-port.ts';
import { apply } from '../../firmware-host/queue/apply.ts';
import type { Command } from '../../firmware-host/queue/commands.ts';
import { decide } from '../../firmware-host/queue/decide.ts';
import type { Hall } from '../../firmware-host/queue/hall.ts';
import { openState } from '../../firmware-host/queue/state.ts';

/** The records of a day on which `count` visitors took a ticket of service `a` and were served at loket-1. */
export function dayOfTickets(hall: Hall, count: number, wall: number): Record[] {
  const state = openState(hall);
  const records: Record[] = [];
  let ms = 0;
  const say = (command: Command) => {
    ms += 3_000;
    const now = { hall: ms, wall: wall + ms, date: '2026-11-24', weekday: 2, minute: 600, trusted: true };
    const decision = decide(state, command, now);
    if ('refused' in decision) throw new Error(decision.refused);
    for (const event of decision.events) {
      apply(state, event, now);
      const sequence = records.length + 1;
      records.push({ sequence, boot: 'boot-1', wall: now.wall, clock: 'synced', hall: ms, event });
    }
    return decision.events;
  };
  for (let visitor = 0; visitor < count; visitor++) {
    const taken = say({ type: 'issue', service: 'a', class: 'regular', printer: 'printer-1' });
    const reserved = taken.find((event) => event.type === 'ticket.reserved');
    say({ type: 'confirm-print', ticket: reserved?.ticket ?? '' });
    say({ type: 'next', counter: 'loket-1' });
    say({ type: 'arrive', counter: 'loket-1' });
    say({ type: 'end', counter: 'loket-1' });
  }
  return records;
}

import { expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';
import { createTicketOffice } from '../../firmware-host/perform/ticket-office.ts';
import { apply } from '../../firmware-host/queue/apply.ts';
import type { Command } from '../../firmware-host/queue/commands.ts';
import type { QueueEvent } from '../../firmware-host/queue/events.ts';
import { openState } from '../../firmware-host/queue/state.ts';
import { paperSite } from '../hall/paper-site.ts';

const at = { hall: 0, wall: 0, trusted: true };
const opened: QueueEvent = { type: 'day.opened', date: '2026-11-24', carried: [], voided: [] };
const facts = { ticket: 'A-001', service: 'a', class: 'regular' } as const;
const reserved: QueueEvent = { type: 'ticket.reserved', ...facts, number: 1, printer: 'printer-1' };

/** An office in which A-001 is reserved, with a printer that does what `perform` does. */
function office(perform: () => Promise<'acknowledged'>) {
  const { site } = loadSite(paperSite(), 'site.yaml', kinds);
  if (site === undefined) throw new Error('the site is wrong');
  const state = openState(site.hall);
  apply(state, opened, at);
  apply(state, reserved, at);
  const posted: Command[] = [];
  const faults: string[] = [];
  const made = createTicketOffice({
    site: () => site,
    state,
    printer: () => ({ perform, status: () => ({ usable: true }) as never }),
    pressure: () => ({ oldestMs: 0 }) as never,
    journalFailed: () => false,
    fenced: false,
    post: (command) => {
      posted.push(command);
      if (command.type === 'void')
        apply(state, { type: 'ticket.voided', ...facts, reason: command.reason }, at);
    },
    fault: (_printer, _ticket, fault) => faults.push(fault.code),
  });
  made.kept(opened, 0);
  return { ...made, posted, faults };
}

/** No date is so late: whatever is made of it throws. */
const never = Number.NaN;

it('a ticket whose paper cannot be made is void, said, and not waited for at a stop', async () => {
  const { kept, posted, faults, rest } = office(async () => 'acknowledged');
  kept(reserved, never);
  await new Promise(setImmediate);
  expect(posted).toEqual([{ type: 'void', ticket: 'A-001', reason: 'job.not_printed' }]);
  expect(faults).toEqual(['job.not_printed']);
  await rest();
});

it('a copy that cannot be made leaves the question open: the first paper may be in somebody’s hand', async () => {
  const { kept, posted } = office(async () => 'acknowledged');
  kept({ type: 'ticket.reprinted', ...facts, printer: 'printer-1' }, never);
  await new Promise(setImmediate);
  expect(posted).toEqual([{ type: 'doubt-print', ticket: 'A-001', reason: 'job.not_printed' }]);
});

it('a printer that throws at once leaves its ticket in doubt', async () => {
  const { kept, posted } = office(() => {
    throw new Error('no such thing');
  });
  kept(reserved, 0);
  await new Promise(setImmediate);
  expect(posted).toEqual([{ type: 'doubt-print', ticket: 'A-001', reason: 'driver.error' }]);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTicketVisit, type TicketVisit, visitLimits } from '../../pages/tickets/ticket-visit.ts';

const wanted = { service: 'paspor', class: 'regular' } as const;
const reserved = { ok: true, result: { ticket: 'A-001', events: ['ticket.reserved'] } } as const;
const settled = visitLimits.settleMs;

/** A machine whose hall has been asked for a ticket at 1,000 ms. */
function asked(): TicketVisit {
  const visit = createTicketVisit(0);
  expect(visit.touch(wanted, true, 1_000)).toEqual(wanted);
  return visit;
}

it('a touch asks once, and nothing more until what came of it has been said and closed', () => {
  const visit = asked();
  expect(visit.touch(wanted, true, 1_050)).toBeUndefined();
  visit.answered(reserved, 1_100);
  expect(visit.touch(wanted, true, 3_000)).toBeUndefined();
  visit.close(3_000);
  expect(visit.step.at).toBe('printing');
  visit.paper({ ticket: 'A-001', end: 'issued', ahead: 2 }, 4_000);
  expect(visit.step).toMatchObject({ at: 'given', ticket: 'A-001', ahead: 2, paper: true });
  visit.close(4_000 + settled - 1);
  expect(visit.step.at).toBe('given');
  visit.close(4_000 + settled);
  expect(visit.touch(wanted, true, 4_000 + 2 * settled - 1)).toBeUndefined();
  expect(visit.touch(wanted, true, 4_000 + 2 * settled)).toEqual(wanted);
});

it('the end of the print of another ticket is not that of this one', () => {
  const visit = asked();
  visit.answered(reserved, 1_100);
  visit.paper({ ticket: 'A-002', end: 'issued', ahead: 0 }, 1_200);
  expect(visit.step.at).toBe('printing');
  visit.paper({ ticket: 'A-001', end: 'voided' }, 1_300);
  expect(visit.step.at).toBe('voided');
});

it('numbers begin again every day: the paper of yesterday is not that of today', () => {
  const visit = asked();
  visit.answered(reserved, 1_100);
  visit.paper({ ticket: 'A-001', end: 'issued', ahead: 7 }, 2_000);
  visit.look(60_000);
  const tomorrow = 86_400_000;
  visit.touch(wanted, true, tomorrow);
  visit.answered(reserved, tomorrow + 50);
  expect(visit.step.at).toBe('printing');
});

it('an answer that nobody heard says that there may be a ticket, and never that there is none', () => {
  for (const code of ['lost', 'outcome-unknown', 'failed']) {
    const visit = asked();
    visit.answered({ ok: false, code, text: '' }, 1_100);
    expect(visit.step.at).toBe('unanswered');
  }
  const visit = asked();
  visit.answered({ ok: false, code: 'quota-used-up', text: '' }, 1_100);
  expect(visit.step.at).toBe('refused');
});

it('a visitor who was told why not goes on in the same language; after a ticket another one comes', () => {
  const visit = createTicketVisit(0);
  visit.touch(wanted, false, 1_000);
  expect(visit.step.at).toBe('explained');
  expect(visit.look(10_000)).toBe(false);
  expect(visit.step.at).toBe('choosing');
  expect(visit.look(1_000 + visitLimits.idleMs)).toBe(true);
  // Nobody is there any more: there is nothing to begin anew.
  expect(visit.look(200_000)).toBe(false);
});

it('whatever happens in whatever order, each ticket has a touch of its own, and the machine comes back to its start', () => {
  type Deed = 'touch' | 'answer' | 'refuse' | 'lose' | 'issue' | 'void' | 'close' | 'language';
  const deed = fc.constantFrom<Deed>(
    'touch',
    'touch',
    'answer',
    'refuse',
    'lose',
    'issue',
    'void',
    'close',
    'language',
  );
  const deeds = fc.array(fc.tuple(deed, fc.integer({ min: 0, max: 9_000 })), { maxLength: 60 });
  const property = fc.property(deeds, (all) => {
    const visit = createTicketVisit(0);
    let [now, touches, asks, number] = [1_000, 0, 0, 0];
    for (const [what, ms] of all) {
      now += ms;
      visit.look(now);
      const before = visit.step.at;
      const ticket = `A-${number}`;
      if (what === 'touch') {
        touches++;
        if (visit.touch(wanted, true, now) !== undefined) {
          // Only from the services, and never while another ticket is under way.
          expect(before).toBe('choosing');
          asks++;
        }
      }
      // The socket answers nobody who has not asked.
      if (what === 'answer' && before === 'asked')
        visit.answered({ ok: true, result: { ticket: `A-${++number}`, events: ['ticket.reserved'] } }, now);
      if (what === 'refuse') visit.answered({ ok: false, code: 'busy', text: '' }, now);
      if (what === 'lose') visit.lost(now);
      if (what === 'issue') visit.paper({ ticket, end: 'issued', ahead: 1 }, now);
      if (what === 'void') visit.paper({ ticket, end: 'voided' }, now);
      if (what === 'close') visit.close(now);
      if (what === 'language') visit.touched(now);
      if (visit.step.at === 'given') expect(visit.step.ticket).toBe(`A-${number}`);
    }
    expect(asks).toBeLessThanOrEqual(touches);
    // The socket answers at last, if only that it is lost.
    visit.answered({ ok: false, code: 'lost', text: '' }, now);
    for (const limit of [visitLimits.printMs, 15_000, visitLimits.idleMs]) {
      now += limit;
      visit.look(now);
    }
    expect(visit.step.at).toBe('choosing');
  });
  fc.assert(property, { numRuns: 500, verbose: 1 });
});

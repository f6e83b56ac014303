import type { Record } from '../../firmware-host/journal/journal-port.ts';
import type { HallEvent } from '../../firmware-host/mqtt/messages/event-table.ts';
import type { CounterView } from '../../firmware-host/queue/views.ts';

/** A counter as the queue sees it, idle but for `more`. */
export function desk(more: Partial<CounterView> = {}): CounterView {
  const nobody = { ticket: undefined, service: undefined, reason: undefined, waiting: 0, parked: 0 };
  return { state: 'idle', ...nobody, since: 0, ...more };
}

const ticket = { ticket: 'A-012', service: 'paspor', class: 'regular' } as const;
const atCounter = { ...ticket, counter: 'loket-3' } as const;
const load = { service: 'paspor', waiting: 40, longest_wait_s: 1800 } as const;

/** At least one event of every type there is, optional parts with and without. */
export const events: readonly HallEvent[] = [
  { type: 'day.opened', date: '2026-09-20', carried: ['A-101'], voided: [] },
  {
    type: 'day.opened',
    ...{ date: '2026-09-20', carried: [], voided: [], back: true },
    given: [{ date: '2026-09-20', numbers: [{ prefix: 'A', first: 1, last: 12 }] }],
  },
  { type: 'ticket.reserved', ...ticket, number: 12, printer: 'printer-1', booking: 'b7f0' },
  { type: 'ticket.reserved', ...ticket, number: 12, printer: null },
  { type: 'ticket.carried', ...ticket, state: 'called', for_s: 90, counter: 'loket-3' },
  {
    type: 'ticket.carried',
    ...ticket,
    state: 'waiting',
    for_s: 5_400,
    only_counter: 'loket-1',
    booking: 'b7f0',
  },
  { type: 'ticket.issued', ...ticket, waiting_ahead: 0 },
  { type: 'ticket.unconfirmed', ...ticket, reason: 'printer.offline' },
  { type: 'ticket.reprinted', ...ticket, printer: 'printer-1' },
  { type: 'ticket.voided', ...ticket, reason: 'paper.out' },
  { type: 'ticket.called', ...atCounter, waited_s: 402, cause: 'next' },
  { type: 'ticket.recalled', ...atCounter, times: 2 },
  { type: 'ticket.arrived', ...atCounter },
  { type: 'ticket.served', ...atCounter, served_s: 311.5 },
  { type: 'ticket.no-show', ...atCounter },
  { type: 'ticket.returned', ...atCounter, after: 3 },
  { type: 'ticket.parked', ...atCounter },
  { type: 'ticket.transferred', ...atCounter, to: { service: 'izin-tinggal' }, place: 'first' },
  { type: 'ticket.transferred', ...atCounter, to: { counter: 'loket-1' }, place: 'last' },
  { type: 'ticket.cancelled', ...ticket, class: 'priority' },
  { type: 'ticket.cancelled', ...atCounter },
  { type: 'counter.opened', counter: 'loket-3' },
  { type: 'counter.closed', counter: 'loket-3' },
  { type: 'counter.break', counter: 'loket-3', reason: 'salat' },
  { type: 'counter.break', counter: 'loket-3' },
  { type: 'counter.armed', counter: 'loket-3' },
  { type: 'service.forced', service: 'paspor', to: 'closed', reason: 'SIMKIM mati' },
  { type: 'service.forced', service: 'paspor', to: 'schedule' },
  { type: 'service.surge', ...load },
  { type: 'service.calm', ...load },
  {
    type: 'rating.given',
    ...{ pad: 'pad-3', counter: 'loket-3', service: 'paspor', element: 'waktu', score: 4 },
    ...{ attributed: 'served', replaces: 1 },
  },
  { type: 'rating.given', pad: 'pad-pintu', element: 'pulse', score: 2, attributed: 'hall' },
  { type: 'complaint.opened', number: 7, counter: 'loket-3', service: 'paspor' },
  { type: 'complaint.opened', number: 8 },
  { type: 'host.started', version: '0.1.0', clean: true },
  { type: 'host.stopped' },
  { type: 'host.notice', text: { id: 'Lift rusak', en: 'The lift is out of order' }, until: '14:00' },
  { type: 'host.notice' },
  { type: 'device.lost', device: 'printer-1', code: 'link.io_error' },
  {
    type: 'announcement.started',
    ...{ announcement: 'b7f0-1', zone: 'utara', kind: 'call', ticket: 'A-012', counter: 'loket-3' },
    clips: ['chime', 'id/queue-number', 'id/letter-a'],
    speakers: ['speaker-1'],
  },
  { type: 'announcement.finished', announcement: 'b7f0-1', zone: 'utara', ms: 6_420 },
  {
    type: 'announcement.dropped',
    ...{ announcement: 'b7f0-2', zone: null, kind: 'text', text: 'sholat', reason: 'late' },
  },
  { type: 'device.found', device: 'printer-1' },
  { type: 'device.replaced', device: 'angka', from: 'SN-7', to: 'SN-8' },
  { type: 'device.faulted', device: 'printer-1', code: 'paper.out', severity: 'error', fix: 'clerk' },
  { type: 'device.cleared', device: 'printer-1', code: 'paper.out', for_s: 184.2 },
  { type: 'clock.jumped', by_s: -39_600, why: 'confirmed' },
  { type: 'journal.dropped', from: 1, to: 17_000 },
];

export function record(event: HallEvent, sequence = 18_233): Record {
  const wall = Date.UTC(2026, 8, 20, 3, 41, 7, 412);
  return { sequence, boot: '01J9Z6M2Q8', wall, clock: 'synced', hall: 5_000, event };
}

import { describe, expect, it } from 'vitest';
import { noticesOf } from '../../firmware-host/perform/notices.ts';
import { apply } from '../../firmware-host/queue/apply.ts';
import type { QueueEvent } from '../../firmware-host/queue/events.ts';
import type { Now } from '../../firmware-host/queue/hall.ts';
import { openState } from '../../firmware-host/queue/state.ts';
import { siteOf } from '../config/site-text.ts';

const site = siteOf({
  hours: [
    'days: { holidays: [2026-11-30] }',
    'hours: { mon-thu: [08.00-12.00, 13.00-15.00], fri: [08.00-11.30, 13.00-15.00] }',
  ].join('\n'),
  services: [
    'services:',
    '  paspor: { title: Paspor, prefix: A, quota: { total: 2, priority: 1 } }',
    '  pajak: { title: Pajak, prefix: C, hours: { mon-fri: 08.00-14.00 } }',
  ].join('\n'),
  counters:
    'counters: { loket-1: { number: 1, serves: [paspor, pajak] }, loket-2: { number: 2, serves: [pajak] } }',
  boards: '',
  devices: '',
});

/** ISO weekdays of that week: 2026-11-23 is a Monday. */
function at(date: string, time: string, more: Partial<Now> = {}): Now {
  const [hour = 0, minute = 0] = time.split('.').map(Number);
  const weekday = new Date(date).getUTCDay() || 7;
  return { hall: 0, wall: 0, date, weekday, minute: hour * 60 + minute, trusted: true, ...more };
}

/** What is told at a time, after these events of that day. */
function told(now: Now, events: readonly QueueEvent[] = [], message?: { id: string; en: string }) {
  const state = openState(site.hall);
  const first: QueueEvent = { type: 'day.opened', date: now.date, carried: [], voided: [] };
  for (const event of [first, ...events]) apply(state, event, now);
  return noticesOf({ state, now, titles: site.services, message }).map(({ text }) => text.id);
}

const issued = (number: number, kind: 'regular' | 'priority' = 'regular'): readonly QueueEvent[] => {
  const ticket = { ticket: `A-00${number}`, service: 'paspor', class: kind };
  return [
    { type: 'ticket.reserved', ...ticket, number, printer: null },
    { type: 'ticket.issued', ...ticket, waiting_ahead: 0 },
  ];
};

describe('the notices of a hall', () => {
  it('are none while it is open and nothing is near its end', () => {
    expect(told(at('2026-11-24', '09.00'))).toEqual([]);
  });

  it('tell when a closed hall opens: today, tomorrow, or on a later day that is no holiday', () => {
    expect(told(at('2026-11-24', '07.00'))).toEqual(['Tutup. Buka pukul 08.00.']);
    expect(told(at('2026-11-24', '16.00'))).toEqual(['Tutup. Buka besok pukul 08.00.']);
    expect(told(at('2026-11-27', '16.00'))).toEqual(['Tutup. Buka Selasa pukul 08.00.']);
    expect(told(at('2026-11-30', '10.00'))).toEqual(['Tutup. Buka besok pukul 08.00.']);
  });

  it('tell a break with its end, and of which service where the others go on', () => {
    expect(told(at('2026-11-24', '12.10'))).toEqual(['Paspor: istirahat. Buka lagi pukul 13.00.']);
    expect(told(at('2026-11-24', '13.00'))).toEqual([]);
  });

  it('tell the end of tickets a quarter of an hour before it, and that it is over', () => {
    expect(told(at('2026-11-24', '13.14'))).toEqual([]);
    expect(told(at('2026-11-24', '13.15'))).toEqual(['Pajak: pengambilan nomor ditutup pukul 13.30.']);
    expect(told(at('2026-11-24', '13.30'))).toEqual([
      'Pajak: pengambilan nomor hari ini sudah ditutup. Nomor yang sudah diambil tetap dilayani.',
    ]);
    expect(told(at('2026-11-24', '14.20'))).toEqual([
      'Pajak: tutup. Buka besok pukul 08.00.',
      'Paspor: pengambilan nomor ditutup pukul 14.30.',
    ]);
  });

  it('tell that a quota is used up, and that priority tickets are left where they are', () => {
    const noon = at('2026-11-24', '10.00');
    expect(told(noon, [...issued(1), ...issued(2)])).toEqual(['Paspor: kuota hari ini sudah habis.']);
    const one = { ...site.hall.services.get('paspor'), quota: { regular: 1, priority: 1 } };
    const state = openState({
      ...site.hall,
      services: new Map([['paspor', one as NonNullable<ReturnType<typeof site.hall.services.get>>]]),
    });
    const first: QueueEvent = { type: 'day.opened', date: noon.date, carried: [], voided: [] };
    for (const event of [first, ...issued(1)]) apply(state, event, noon);
    expect(noticesOf({ state, now: noon, titles: site.services, message: undefined })).toEqual([
      {
        kind: 'quota',
        text: {
          id: 'Kuota hari ini sudah habis, kecuali prioritas.',
          en: 'Only priority tickets are left for today.',
        },
        services: [],
      },
    ]);
  });

  it('tell that all counters have a break, and a prayer where all of them say so', () => {
    const noon = at('2026-11-24', '10.00');
    const rest = (counter: string, reason?: string): QueueEvent => ({
      ...{ type: 'counter.break', counter },
      ...(reason === undefined ? {} : { reason }),
    });
    const opened: QueueEvent = { type: 'counter.opened', counter: 'loket-2' };
    expect(told(noon, [rest('loket-1')])).toEqual(['Semua loket sedang istirahat.']);
    expect(told(noon, [rest('loket-1'), opened])).toEqual([]);
    expect(told(noon, [rest('loket-1', 'salat'), rest('loket-2', 'Sholat Zuhur')])).toEqual([
      'Istirahat salat.',
    ]);
    // A hall that is closed anyway does not tell of its counters.
    expect(told(at('2026-11-24', '16.00'), [rest('loket-1')])).toEqual(['Tutup. Buka besok pukul 08.00.']);
  });

  it('tell nothing by a clock that may be wrong, but what a person has decided', () => {
    const unsure = at('2026-11-24', '16.00', { trusted: false });
    const closed: QueueEvent = { type: 'service.forced', service: 'pajak', to: 'closed' };
    expect(told(unsure)).toEqual([]);
    expect(told(unsure, [closed])).toEqual(['Pajak: tutup sementara.']);
  });

  it('begin with what people have set', () => {
    const message = { id: 'Lift rusak.', en: 'The lift is out of order.' };
    expect(told(at('2026-11-24', '07.00'), [], message)).toEqual(['Lift rusak.', 'Tutup. Buka pukul 08.00.']);
  });
});

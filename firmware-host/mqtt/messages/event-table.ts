import * as z from 'zod';
import type { HostEvent } from '../../journal/journal-port.ts';
import type { QueueEvent } from '../../queue/events.ts';
import { elementIds, scores } from '../../queue/survey.ts';
import { visitorReasons } from '../../queue/visitor-refusals.ts';
import { dropReasons } from '../../voice/announcer.ts';
import { announcedKinds } from '../../voice/wording.ts';
import { fixer, severity } from './device-messages.ts';
import { clockTime, count, id, seconds, text, ticketClass, ticketNumber } from './message-fields.ts';

/** Every event that is journalled is published. */
export type HallEvent = QueueEvent | HostEvent;
export type EventType = HallEvent['type'];
/**
 * The data of an event: the `data` of its CloudEvent. The hash of a booking stays in the journal: nobody outside needs
 * it.
 */
export type EventData<T extends EventType> = Omit<
  Extract<HallEvent, { readonly type: T }>,
  'type' | 'booking'
>;

export interface Title {
  readonly id: string;
  readonly en: string;
}

interface EventRow<Data extends z.ZodType> {
  readonly title: Title;
  readonly data: Data;
}

function event<Shape extends z.ZodRawShape>(
  indonesian: string,
  english: string,
  shape: Shape,
): EventRow<z.ZodObject<Shape, z.core.$strict>> {
  return { title: { id: indonesian, en: english }, data: z.strictObject(shape) };
}

const ticket = { ticket: ticketNumber, service: id, class: ticketClass };
const atCounter = { ...ticket, counter: id };
const load = { service: id, waiting: count, longest_wait_s: seconds };
const target = z.union([z.strictObject({ service: id }), z.strictObject({ counter: id })]);
const announcement = { announcement: text, zone: id.nullable() };
/** What an announcement is about; a field that does not belong to its kind is not there. */
const announced = {
  kind: z.enum(announcedKinds),
  counter: id.exactOptional(),
  ticket: ticketNumber.exactOptional(),
  text: id.exactOptional(),
  refusal: z.enum(visitorReasons).exactOptional(),
};
const callCause = z.enum(['next', 'armed', 'call', 'resume', 'walk-in']);

/** Every event type: its description and the shape of its data. The compiler checks it against the queue's events. */
export const eventTable = {
  'day.opened': event('Hari layanan dibuka', 'A business day began', {
    date: z.iso.date(),
    carried: z.array(ticketNumber),
    voided: z.array(ticketNumber),
    /** A person set the business day back to the date of the clock, from a day that was ahead of it. */
    back: z.literal(true).exactOptional(),
    /** Numbers that are not given again, by date: this date and the dates before, 8 at most. */
    given: z
      .array(
        z.strictObject({
          date: z.iso.date(),
          numbers: z.array(z.strictObject({ prefix: text, first: count, last: count })),
        }),
      )
      .exactOptional(),
    /** Complaints that were opened, by date: this date and the dates before, 8 at most. */
    complaints: z.array(z.strictObject({ date: z.iso.date(), opened: count })).exactOptional(),
  }),
  'ticket.reserved': event('Nomor dipesan dan sedang dicetak', 'A number was reserved and is being printed', {
    ...ticket,
    number: count,
    printer: id.nullable(),
  }),
  'ticket.carried': event('Nomor dari hari sebelumnya', 'A ticket of the day before goes on', {
    ...ticket,
    state: z.enum(['reserved', 'unconfirmed', 'waiting', 'called', 'serving', 'parked']),
    for_s: seconds,
    counter: id.exactOptional(),
    only_counter: id.exactOptional(),
    given_on: z.iso.date().exactOptional(),
    rated: z.array(id).exactOptional(),
  }),
  'ticket.issued': event('Nomor diambil dan mulai menunggu', 'A ticket was issued and waits', {
    ...ticket,
    waiting_ahead: count,
  }),
  'ticket.unconfirmed': event('Tiket belum pasti tercetak', 'A ticket may not have been printed', {
    ...ticket,
    reason: text,
  }),
  'ticket.reprinted': event('Salinan tiket dicetak', 'A copy of a ticket was printed', {
    ...ticket,
    printer: id,
  }),
  'ticket.voided': event('Nomor dibatalkan sebelum menunggu', 'A number was voided before it waited', {
    ...ticket,
    reason: text,
  }),
  'ticket.called': event('Nomor dipanggil', 'A ticket was called', {
    ...atCounter,
    waited_s: seconds,
    cause: callCause,
  }),
  'ticket.recalled': event('Nomor dipanggil ulang', 'A ticket was called again', {
    ...atCounter,
    times: count,
  }),
  'ticket.arrived': event('Pengunjung tiba di loket', 'The visitor came to the counter', atCounter),
  'ticket.served': event('Layanan selesai', 'The visitor was served', { ...atCounter, served_s: seconds }),
  'ticket.no-show': event('Pengunjung tidak hadir', 'The visitor did not come', atCounter),
  'ticket.returned': event('Nomor dikembalikan ke antrean', 'A ticket was put back into the queue', {
    ...atCounter,
    after: count,
  }),
  'ticket.parked': event('Nomor ditunda', 'A ticket was parked', atCounter),
  'ticket.transferred': event('Nomor dipindahkan', 'A ticket was transferred', {
    ...atCounter,
    to: target,
    place: z.enum(['first', 'last']),
  }),
  'ticket.cancelled': event('Nomor dibatalkan pengunjung', 'A ticket was cancelled', {
    ...ticket,
    counter: id.exactOptional(),
  }),
  'counter.opened': event('Loket dibuka', 'A counter opened', { counter: id }),
  'counter.closed': event('Loket ditutup', 'A counter closed', { counter: id }),
  'counter.break': event('Loket istirahat', 'A counter takes a break', {
    counter: id,
    reason: text.exactOptional(),
  }),
  'counter.armed': event('Loket siap menerima nomor berikutnya', 'A counter waits for the next ticket', {
    counter: id,
  }),
  'service.forced': event('Layanan dibuka atau ditutup paksa', 'A service was opened or closed by hand', {
    service: id,
    to: z.enum(['open', 'closed', 'schedule']),
    reason: text.exactOptional(),
  }),
  'service.surge': event('Antrean melonjak', 'A queue grew beyond its threshold', load),
  'service.calm': event('Antrean kembali wajar', 'A queue is back to normal', load),
  'rating.given': event(
    'Penilaian pengunjung; yang dihitung hanya `serving` dan `served`',
    'A visitor answered at a rating pad; only `serving` and `served` count',
    {
      pad: id,
      counter: id.exactOptional(),
      service: id.exactOptional(),
      /** `pulse` is no element of the survey. */
      element: z.enum(elementIds),
      /** 4 is best. */
      score: z.literal(scores),
      attributed: z.enum(['serving', 'served', 'repeated', 'none', 'hall']),
      /** It takes the place of this score, which the same visitor gave a moment before. */
      replaces: z.literal(scores).exactOptional(),
    },
  ),
  'complaint.opened': event('Pengaduan dibuka', 'A complaint was opened', {
    /** Of the business day, from 1. */
    number: count,
    counter: id.exactOptional(),
    service: id.exactOptional(),
  }),
  'host.started': event('Pengendali menyala', 'The controller started', {
    version: text,
    clean: z.boolean(),
  }),
  'host.stopped': event('Pengendali berhenti', 'The controller stopped', {}),
  'host.notice': event(
    'Pemberitahuan dipasang, atau dihapus (tanpa `text`)',
    'The notice for visitors was set, or cleared (without `text`)',
    {
      text: z.strictObject({ id: text, en: text }).exactOptional(),
      until: clockTime.exactOptional(),
      displays: z.literal(true).exactOptional(),
    },
  ),
  'device.lost': event('Perangkat terputus', 'A device was lost', { device: id, code: text }),
  'device.found': event('Perangkat tersambung', 'A device was found', { device: id }),
  'device.replaced': event(
    'Perangkat lain dipasang di tempatnya',
    'Another device took its place; serial numbers, or names below /dev/serial/by-id',
    { device: id, from: text, to: text },
  ),
  'device.faulted': event('Gangguan perangkat', 'A fault of a device that a person has to mend', {
    device: id,
    code: text,
    severity,
    fix: fixer.exclude(['auto']),
  }),
  'device.cleared': event('Gangguan selesai', 'That fault is over; it lasted `for_s`', {
    device: id,
    code: text,
    for_s: seconds,
  }),
  'announcement.started': event(
    'Pengumuman mulai terdengar',
    'Speakers began an announcement, of these clips in this order',
    { ...announcement, ...announced, clips: z.array(text), speakers: z.array(id) },
  ),
  'announcement.finished': event('Pengumuman selesai', 'An announcement was said to its end', {
    ...announcement,
    /** How long it took. */
    ms: count,
  }),
  'announcement.dropped': event(
    'Pengumuman tidak diucapkan, atau tidak sampai selesai',
    'An announcement was not said, or not to its end',
    { ...announcement, ...announced, reason: z.enum(dropReasons) },
  ),
  'clock.jumped': event('Lompatan jam diikuti', 'A jump of the clock was followed', {
    /** Forward is positive. */
    by_s: z.number(),
    why: z.enum(['stood', 'confirmed']),
  }),
  'journal.dropped': event(
    'Catatan yang tidak sampai ke pusat',
    'Records the central office will never get',
    {
      from: count,
      to: count,
    },
  ),
} satisfies { readonly [T in EventType]: EventRow<z.ZodType<EventData<T>>> };

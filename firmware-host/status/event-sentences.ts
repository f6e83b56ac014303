import type { Said } from '../../config/texts/words.ts';
import { type FaultCode, faultCatalogue } from '../../devices/fault-catalogue.ts';
import { type EventData, type EventType, eventTable } from '../mqtt/messages/event-table.ts';
import type { CallCause } from '../queue/events.ts';
import { type RefusalCode, refusals } from '../queue/refusals.ts';
import { both, spanSaid } from './said-span.ts';

/** What people call the things of a hall, by id. An id that is not known is its own name. */
export interface HallNames {
  counter(id: string): string;
  service(id: string): string;
}

const causes: Readonly<Record<CallCause, Said>> = {
  next: both('', ''),
  armed: both(' (loket sudah siap)', ' (the counter was ready)'),
  call: both(' (di luar urutan)', ' (out of turn)'),
  resume: both(' (dilanjutkan)', ' (resumed)'),
  'walk-in': both(' (tanpa nomor)', ' (without a number)'),
};

/** Why an announcement was not said. */
export const dropped: Readonly<Record<EventData<'announcement.dropped'>['reason'], Said>> = {
  over: both('sudah tidak perlu', 'no longer needed'),
  late: both('sudah terlambat', 'too late'),
  replaced: both('diganti panggilan yang lebih baru', 'replaced by a newer call'),
  quiet: both('waktu tenang', 'quiet hours'),
  'no-speaker': both('tidak ada pengeras suara', 'no speaker'),
  'no-clips': both('kata-katanya belum direkam', 'its words are not recorded'),
  failed: both('pengeras suara gagal', 'the speaker failed'),
  stopped: both('sistem dihentikan', 'the hall was stopped'),
};

/** What a code of the catalogue of faults says; an unknown one stays as it is. */
export function faultSaid(code: string): Said {
  if (!Object.hasOwn(faultCatalogue, code)) return both(code, code);
  const { id, en } = faultCatalogue[code as FaultCode];
  return both(id, en);
}

/** What a reason for a print or a void says: a refusal, a fault, or the words of whoever gave it. */
export function reasonSaid(code: string): Said {
  if (!Object.hasOwn(refusals, code)) return faultSaid(code);
  const { id, en } = refusals[code as RefusalCode];
  return both(id, en);
}

const because = (reason: string | undefined): Said => {
  if (reason === undefined || reason === '') return both('', '');
  const said = reasonSaid(reason);
  return both(`: ${ending(said.id)}`, `: ${ending(said.en)}`);
};

/** A sentence as the end of another: its full stop is added there. */
const ending = (sentence: string) => sentence.replace(/\.$/, '');

type Sentences = { readonly [T in EventType]: (data: EventData<T>, names: HallNames) => Said };

/** Every event as a sentence, with the names of this hall. */
const sentences: Sentences = {
  'day.opened': ({ date, carried }) =>
    carried.length === 0
      ? both(`Hari layanan ${date} dibuka`, `The business day ${date} began`)
      : both(
          `Hari layanan ${date} dibuka, ${carried.length} nomor dilanjutkan`,
          `The business day ${date} began with ${carried.length} tickets of the day before`,
        ),
  'ticket.reserved': ({ ticket, service, printer }, names) =>
    printer === null
      ? both(
          `${ticket} dipesan untuk ${names.service(service)}`,
          `${ticket} was reserved for ${names.service(service)}`,
        )
      : both(
          `${ticket} untuk ${names.service(service)} sedang dicetak di ${printer}`,
          `${ticket} for ${names.service(service)} is being printed at ${printer}`,
        ),
  'ticket.carried': ({ ticket }) =>
    both(`${ticket} dilanjutkan dari hari sebelumnya`, `${ticket} goes on from the day before`),
  'ticket.issued': ({ ticket, service, class: kind, waiting_ahead }, names) =>
    both(
      `${ticket} diambil untuk ${names.service(service)}${kind === 'priority' ? ' (prioritas)' : ''}, ${waiting_ahead} menunggu di depannya`,
      `${ticket} was taken for ${names.service(service)}${kind === 'priority' ? ' (priority)' : ''}, ${waiting_ahead} wait before it`,
    ),
  'ticket.unconfirmed': ({ ticket, reason }) => {
    const why = because(reason);
    return both(`${ticket} belum pasti tercetak${why.id}`, `${ticket} may not have been printed${why.en}`);
  },
  'ticket.reprinted': ({ ticket, printer }) =>
    both(`Salinan ${ticket} dicetak di ${printer}`, `A copy of ${ticket} was printed at ${printer}`),
  'ticket.voided': ({ ticket, reason }) => {
    const why = because(reason);
    return both(`${ticket} dibatalkan${why.id}`, `${ticket} was voided${why.en}`);
  },
  'ticket.called': ({ ticket, counter, waited_s, cause }, names) => {
    const [why, waited] = [causes[cause], spanSaid(waited_s)];
    return both(
      `${ticket} dipanggil ke ${names.counter(counter)} setelah ${waited.id}${why.id}`,
      `${ticket} was called to ${names.counter(counter)} after ${waited.en}${why.en}`,
    );
  },
  'ticket.recalled': ({ ticket, counter, times }, names) =>
    both(
      `${ticket} dipanggil ulang ke ${names.counter(counter)}, kali ke-${times}`,
      `${ticket} was called again to ${names.counter(counter)}, time ${times}`,
    ),
  'ticket.arrived': ({ ticket, counter }, names) =>
    both(`${ticket} tiba di ${names.counter(counter)}`, `${ticket} came to ${names.counter(counter)}`),
  'ticket.served': ({ ticket, counter, served_s }, names) => {
    const served = spanSaid(served_s);
    return both(
      `${ticket} selesai dilayani di ${names.counter(counter)} (${served.id})`,
      `${ticket} was served at ${names.counter(counter)} (${served.en})`,
    );
  },
  'ticket.no-show': ({ ticket, counter }, names) =>
    both(
      `${ticket} tidak hadir di ${names.counter(counter)}`,
      `${ticket} did not come to ${names.counter(counter)}`,
    ),
  'ticket.returned': ({ ticket, counter }, names) =>
    both(
      `${ticket} dikembalikan ke antrean oleh ${names.counter(counter)}`,
      `${ticket} was put back into the queue by ${names.counter(counter)}`,
    ),
  'ticket.parked': ({ ticket, counter }, names) =>
    both(
      `${ticket} ditunda oleh ${names.counter(counter)}`,
      `${ticket} was parked by ${names.counter(counter)}`,
    ),
  'ticket.transferred': ({ ticket, to }, names) => {
    const where = 'counter' in to ? names.counter(to.counter) : names.service(to.service);
    return both(`${ticket} dipindahkan ke ${where}`, `${ticket} was transferred to ${where}`);
  },
  'ticket.cancelled': ({ ticket }) => both(`${ticket} dibatalkan`, `${ticket} was cancelled`),
  'counter.opened': ({ counter }, names) =>
    both(`${names.counter(counter)} dibuka`, `${names.counter(counter)} opened`),
  'counter.closed': ({ counter }, names) =>
    both(`${names.counter(counter)} ditutup`, `${names.counter(counter)} closed`),
  'counter.break': ({ counter, reason }, names) => {
    const why = because(reason);
    return both(
      `${names.counter(counter)} istirahat${why.id}`,
      `${names.counter(counter)} takes a break${why.en}`,
    );
  },
  'counter.armed': ({ counter }, names) =>
    both(
      `${names.counter(counter)} siap menerima nomor berikutnya`,
      `${names.counter(counter)} waits for the next ticket`,
    ),
  // The score is not said: what one visitor answered is nobody's business.
  'rating.given': ({ counter }, names) =>
    counter === undefined
      ? both('Pengunjung memberi penilaian', 'A visitor gave a rating')
      : both(
          `Pengunjung memberi penilaian di ${names.counter(counter)}`,
          `A visitor gave a rating at ${names.counter(counter)}`,
        ),
  'complaint.opened': ({ number, counter }, names) =>
    counter === undefined
      ? both(`Pengaduan ${number} hari ini dibuka`, `Complaint ${number} of the day was opened`)
      : both(
          `Pengaduan ${number} hari ini dibuka di ${names.counter(counter)}`,
          `Complaint ${number} of the day was opened at ${names.counter(counter)}`,
        ),
  'service.forced': ({ service, to, reason }, names) => {
    const [name, why] = [names.service(service), because(reason)];
    if (to === 'schedule') return both(`${name} kembali mengikuti jadwal`, `${name} follows its hours again`);
    return to === 'open'
      ? both(`${name} dibuka oleh petugas${why.id}`, `${name} was opened by a person${why.en}`)
      : both(`${name} ditutup oleh petugas${why.id}`, `${name} was closed by a person${why.en}`);
  },
  'service.surge': ({ service, waiting, longest_wait_s }, names) => {
    const longest = spanSaid(longest_wait_s);
    return both(
      `Antrean ${names.service(service)} melonjak: ${waiting} menunggu, terlama ${longest.id}`,
      `The queue of ${names.service(service)} has grown: ${waiting} wait, the longest for ${longest.en}`,
    );
  },
  'service.calm': ({ service, waiting }, names) =>
    both(
      `Antrean ${names.service(service)} kembali wajar: ${waiting} menunggu`,
      `The queue of ${names.service(service)} is back to normal: ${waiting} wait`,
    ),
  'host.started': ({ version, clean }) =>
    clean
      ? both(`Pengendali menyala, Loket ${version}`, `The controller started, Loket ${version}`)
      : both(
          `Pengendali menyala lagi setelah berhenti mendadak, Loket ${version}`,
          `The controller started after an end without a stop, Loket ${version}`,
        ),
  'host.stopped': () => both('Pengendali berhenti', 'The controller stopped'),
  'host.notice': ({ text }) =>
    text === undefined
      ? both('Pemberitahuan dihapus', 'The notice was cleared')
      : both(`Pemberitahuan dipasang: ${text.id}`, `A notice was set: ${text.en}`),
  'device.lost': ({ device, code }) => {
    const said = faultSaid(code);
    return both(`${device} terputus: ${ending(said.id)}`, `${device} was lost: ${ending(said.en)}`);
  },
  'device.found': ({ device }) => both(`${device} tersambung`, `${device} is connected`),
  'device.replaced': ({ device, from, to }) =>
    both(`${device} diganti: ${to}, sebelumnya ${from}`, `${device} was replaced: ${to}, before it ${from}`),
  'device.faulted': ({ device, code }) => {
    const said = faultSaid(code);
    return both(`${device} bermasalah: ${ending(said.id)}`, `${device} has a fault: ${ending(said.en)}`);
  },
  'device.cleared': ({ device, code, for_s }) => {
    const [said, lasted] = [faultSaid(code), spanSaid(for_s)];
    return both(
      `${device} pulih setelah ${lasted.id} (${ending(said.id)})`,
      `${device} is well again after ${lasted.en} (${ending(said.en)})`,
    );
  },
  'announcement.started': (data, names) => {
    const what = announcedSaid(data, names);
    return both(`Pengumuman: ${what.id}`, `Announced: ${what.en}`);
  },
  'announcement.finished': () => both('Pengumuman selesai', 'The announcement was said'),
  'announcement.dropped': (data, names) => {
    const [what, why] = [announcedSaid(data, names), dropped[data.reason]];
    return both(`Tidak diumumkan: ${what.id} (${why.id})`, `Not announced: ${what.en} (${why.en})`);
  },
  'clock.jumped': ({ by_s }) => {
    const by = spanSaid(Math.abs(by_s));
    return by_s < 0
      ? both(`Jam mundur ${by.id}, diikuti`, `The clock went back by ${by.en}, and is followed`)
      : both(`Jam maju ${by.id}, diikuti`, `The clock went ahead by ${by.en}, and is followed`);
  },
  'journal.dropped': ({ from, to }) =>
    both(
      `Catatan ${from} sampai ${to} tidak akan sampai ke pusat`,
      `The central office will never get records ${from} to ${to}`,
    ),
};

function announcedSaid(
  { ticket, counter, text }: EventData<'announcement.dropped'> | EventData<'announcement.started'>,
  names: HallNames,
): Said {
  const where = counter === undefined ? '' : names.counter(counter);
  if (ticket !== undefined) return both(`${ticket} ke ${where}`, `${ticket} to ${where}`);
  if (text !== undefined) return both(`teks ${text}`, `the text ${text}`);
  return where === '' ? both('penutupan', 'closing time') : both(`${where} tutup`, `${where} closes`);
}

/** An event as a sentence without a full stop. Undefined: this version does not know it. */
export function eventSentence(type: string, data: unknown, names: HallNames): Said | undefined {
  if (!isEventType(type)) return undefined;
  const read = eventTable[type].data.safeParse(data);
  if (!read.success) return eventTable[type].title;
  // The data was read by the schema of its own type, which TypeScript cannot follow through the lookup.
  const sentence = sentences[type] as (data: unknown, names: HallNames) => Said;
  return sentence(read.data, names);
}

const isEventType = (type: string): type is EventType => Object.hasOwn(eventTable, type);

import * as z from 'zod';
import { clockTime, count, id, text, ticketClass, ticketNumber } from '../messages/message-fields.ts';
import { type CommandHall, type Failure, logLevels } from './command-port.ts';
import { type CommandRow, host, queue } from './command-row.ts';

/** The most records that one `replay` sends: five seconds at the rate of the line to the central office. */
export const replayMax = 500;
/** `check-config` reports at most this many problems; `loket check` reports all. */
const problemsMax = 20;
const reasonMaxCharacters = 120;
const noticeMaxCharacters = 160;
const siteFileMaxCharacters = 48 * 1024;

/** The failure when `printer` is not a printer of this site. */
function printable(printer: string | null, hall: CommandHall): Failure | undefined {
  if (printer === null || hall.isPrinter(printer)) return undefined;
  return { error: 'unknown-device', about: printer };
}

const counter = { counter: id };
const ticket = { ticket: ticketNumber };
const device = { device: id };
const noticeWords = text.min(1).max(noticeMaxCharacters);
/** What visitors read on the boards; in Indonesian, and in English too where it says so. */
const noticeText = z.strictObject({ id: noticeWords, en: noticeWords.exactOptional() });
const reason = text.min(1).max(reasonMaxCharacters);
const target = z.union([z.strictObject({ service: id }), z.strictObject({ counter: id })]);
const sequence = z.int().min(1);
/** The fields of `replay`. */
export const replayRequest = z
  .strictObject({ from: sequence, to: sequence })
  .refine(({ from, to }) => to >= from && to - from < replayMax, { path: ['to'] });
const problem = z.strictObject({
  severity: z.enum(['error', 'warning']),
  code: text,
  line: count,
  column: count,
  path: text,
  text,
});

/** Every command, by name. */
export const commandTable = {
  'call-next': queue({ id: 'Panggil berikutnya', en: 'Call the next visitor' }, counter, (fields) => ({
    type: 'next',
    ...fields,
  })),
  recall: queue({ id: 'Panggil ulang', en: 'Call the same visitor again' }, counter, (fields) => ({
    type: 'recall',
    ...fields,
  })),
  arrive: queue(
    { id: 'Pengunjung sudah di loket', en: 'The visitor has come to the counter' },
    { ...counter, ticket: ticketNumber.exactOptional() },
    (fields) => ({ type: 'arrive', ...fields }),
  ),
  'no-show': queue({ id: 'Tidak hadir', en: 'The visitor did not come' }, counter, (fields) => ({
    type: 'no-show',
    ...fields,
  })),
  'put-back': queue(
    { id: 'Kembalikan ke antrean', en: 'Put the ticket back into the queue' },
    counter,
    (fields) => ({
      type: 'put-back',
      ...fields,
    }),
  ),
  park: queue({ id: 'Tunda', en: 'Park the ticket' }, counter, (fields) => ({ type: 'park', ...fields })),
  resume: queue(
    {
      id: 'Panggil yang ditunda',
      en: 'Call a parked or no-show ticket; without `ticket`, the last parked here',
    },
    { ...counter, ticket: ticketNumber.exactOptional() },
    (fields) => ({ type: 'resume', ...fields }),
  ),
  transfer: queue(
    { id: 'Pindahkan ke layanan atau loket lain', en: 'Transfer the visitor to a service or counter' },
    { ...counter, to: target, place: z.enum(['first', 'last']).default('last') },
    (fields) => ({ type: 'transfer', ...fields }),
  ),
  end: queue({ id: 'Selesai', en: 'End the visit' }, counter, (fields) => ({ type: 'end', ...fields })),
  'walk-in': queue(
    { id: 'Layani tanpa nomor', en: 'Serve a visitor without a number' },
    { ...counter, service: id.exactOptional() },
    (fields) => ({ type: 'walk-in', ...fields }),
  ),
  'call-ticket': queue(
    { id: 'Panggil nomor tertentu', en: 'Call one ticket out of turn' },
    { ...counter, ...ticket },
    (fields) => ({ type: 'call', ...fields }),
  ),
  'open-counter': queue({ id: 'Buka loket', en: 'Open a counter' }, counter, (fields) => ({
    type: 'open',
    ...fields,
  })),
  'close-counter': queue({ id: 'Tutup loket', en: 'Close a counter' }, counter, (fields) => ({
    type: 'close',
    ...fields,
  })),
  'break-counter': queue(
    { id: 'Istirahatkan loket', en: 'Give a counter a break' },
    { ...counter, reason: reason.exactOptional() },
    (fields) => ({ type: 'break', ...fields }),
  ),
  'issue-ticket': queue(
    {
      id: 'Ambil nomor; `printer: null` tanpa kertas',
      en: 'Take a ticket; `printer: null` for none on paper',
    },
    { service: id, class: ticketClass.default('regular'), printer: id.nullable().exactOptional() },
    ({ printer, ...fields }, hall) => {
      const chosen = printer === undefined ? hall.printerFor(fields.service) : printer;
      return printable(chosen, hall) ?? { type: 'issue', ...fields, printer: chosen };
    },
  ),
  'cancel-ticket': queue({ id: 'Batalkan nomor', en: 'Cancel a ticket' }, ticket, (fields) => ({
    type: 'cancel',
    ...fields,
  })),
  'confirm-ticket': queue(
    { id: 'Nomor yang diragukan memang tercetak', en: 'An unconfirmed ticket was printed after all' },
    ticket,
    (fields) => ({ type: 'confirm-print', ...fields }),
  ),
  'void-ticket': queue(
    { id: 'Nomor yang diragukan tidak tercetak', en: 'An unconfirmed ticket was not printed' },
    { ...ticket, reason: reason.default('by-hand') },
    (fields) => ({ type: 'void', ...fields }),
  ),
  'reprint-ticket': queue(
    { id: 'Cetak salinan nomor', en: 'Print a copy of a ticket' },
    { ...ticket, printer: id.exactOptional() },
    ({ ticket, printer }, hall) => {
      const chosen = printer ?? hall.printerOf(ticket);
      if (chosen === null) return { error: 'printer-not-ready' };
      return printable(chosen, hall) ?? { type: 'reprint', ticket, printer: chosen };
    },
  ),
  'force-service': queue(
    { id: 'Buka atau tutup layanan di luar jadwal', en: 'Open or close a service whatever its hours' },
    { service: id, to: z.enum(['open', 'closed', 'schedule']), reason: reason.exactOptional() },
    (fields) => ({ type: 'force-service', ...fields }),
  ),
  'open-day': queue(
    {
      id: 'Buka hari layanan',
      en: 'Open a business day by hand: a later one, or the date of the clock when the day is ahead of it',
    },
    { date: z.iso.date() },
    (fields) => ({ type: 'open-day', ...fields }),
    'maintain',
  ),
  'believe-clock': host(
    { id: 'Jam yang melompat memang benar: ikuti', en: 'The clock that jumped is right: follow it at once' },
    {},
    z.strictObject({ by_s: z.number() }),
    async (_fields, hall) => hall.believeClock(),
  ),
  announce: host(
    {
      id: 'Umumkan teks dari berkas situs, di satu zona atau di semua',
      en: 'Announce a text of the site file, in one zone or in all',
    },
    { text: id, zone: id.exactOptional() },
    z.strictObject({
      announcements: z.array(z.strictObject({ announcement: text, zone: id.nullable() })),
    }),
    async (fields, hall) => hall.announce(fields.text, fields.zone),
  ),
  'identify-device': host(
    {
      id: 'Tunjukkan perangkat: papan angka berkedip 8888, pengeras suara berbunyi',
      en: 'Show a device: a display blinks 8888, a speaker says what it is',
    },
    device,
    z.strictObject(device),
    (fields, hall) => hall.identify(fields.device),
  ),
  'test-device': host(
    {
      id: 'Uji lampu papan angka, cetak uji, atau uji pengeras suara',
      en: 'Light a display up, print a test ticket, or have a speaker count',
    },
    device,
    z.strictObject({ ...device, done: z.enum(['acknowledged', 'sent']) }),
    (fields, hall) => hall.test(fields.device),
  ),
  'maintain-device': host(
    {
      id: 'Keluarkan perangkat dari pemakaian untuk dirawat, sampai mulai ulang',
      en: 'Take a device out of use for maintenance, until the next start; `on: false` puts it back',
    },
    { device: id, on: z.boolean() },
    z.strictObject({ device: id, admin: z.enum(['enabled', 'disabled', 'maintenance']) }),
    async ({ device, on }, hall) => hall.maintain(device, on),
  ),
  'set-notice': host(
    {
      id: 'Pemberitahuan untuk pengunjung di papan, sampai hari layanan berakhir; tanpa `text` dihapus. Dengan `displays` papan angka tanpa nomor menunjukkan ----',
      en: 'A notice for visitors on the boards, until `until` (HH:MM) or the end of the business day; without `text` it ends. With `displays`, number displays without a ticket show ----',
    },
    {
      text: noticeText.exactOptional(),
      until: clockTime.exactOptional(),
      displays: z.literal(true).exactOptional(),
    },
    z.strictObject({
      text: z.strictObject({ id: text, en: text }).exactOptional(),
      until: text.exactOptional(),
      displays: z.literal(true).exactOptional(),
    }),
    ({ text, until, displays }, hall) =>
      hall.setNotice({
        ...(text === undefined ? {} : { text: { id: text.id, en: text.en ?? text.id } }),
        ...(until === undefined ? {} : { until }),
        ...(displays === undefined || text === undefined ? {} : { displays }),
      }),
    'operate',
  ),
  restate: host(
    { id: 'Ulangi semua pesan retained', en: 'Say every retained message again' },
    {},
    z.strictObject({}),
    async (_fields, hall) => {
      hall.restate();
      return { result: {} };
    },
  ),
  replay: host(
    {
      id: `Kirim ulang peristiwa, paling banyak ${replayMax}`,
      en: `Send events again by their sequence, ${replayMax} at most`,
    },
    replayRequest,
    z.strictObject({ from: sequence, to: sequence, events: count }),
    ({ from, to }, hall) => hall.replay(from, to),
  ),
  'set-log-level': host(
    { id: 'Ubah tingkat log sampai mulai ulang', en: 'Change the log level until the next start' },
    { level: z.enum(logLevels) },
    z.strictObject({ level: text, before: text }),
    async ({ level }, hall) => {
      const before = hall.setLogLevel(level);
      return before === undefined ? { error: 'no-log-level' } : { result: { level, before } };
    },
  ),
  'reload-config': host(
    {
      id: 'Baca ulang berkas situs dan berlakukan',
      en: 'Read the site file again and put it in force; a wrong one changes nothing',
    },
    {},
    z.strictObject({ site_hash: text, opened: z.array(id), closed: z.array(id) }),
    (_fields, hall) => hall.reloadConfig(),
  ),
  'check-config': host(
    { id: 'Periksa teks berkas situs', en: 'Check the text of a site file; nothing is put in force' },
    { text: text.max(siteFileMaxCharacters) },
    z.strictObject({ ok: z.boolean(), problems: z.array(problem).max(problemsMax) }),
    (fields, hall) => hall.checkConfig(fields.text, problemsMax),
  ),
} as const satisfies { readonly [name: string]: CommandRow };

/** The row of a command; undefined for a name that is not one. */
export function commandRow(name: string): CommandRow | undefined {
  const rows: { readonly [name: string]: CommandRow } = commandTable;
  return Object.hasOwn(rows, name) ? rows[name] : undefined;
}

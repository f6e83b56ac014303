import { z } from 'zod';
import type { Command } from '../../queue/commands.ts';
import type { Title } from '../messages/event-table.ts';
import { count, id, text, ticketClass, ticketNumber } from '../messages/message-fields.ts';
import type { AccessRole } from './access-roles.ts';
import { type Answer, type CommandHall, type Failure, logLevels } from './command-port.ts';

/** The most records that one `replay` sends: at the pace of the line to the central office, five seconds of it. */
export const replayMax = 500;
/** `check-config` names this many problems; the rest is told with `loket check`. */
const problemsMax = 20;
const reasonMaxCharacters = 120;
const siteFileMaxCharacters = 48 * 1024;

/** A command clients can send: `command/{name}` with the fields of `request` beside those of the envelope. */
export interface CommandRow {
  readonly title: Title;
  /** The least role it takes. */
  readonly role: Exclude<AccessRole, 'view'>;
  readonly request: z.ZodObject;
  readonly result: z.ZodType;
  /** Does it. `fields` have passed `request`. */
  run(fields: unknown, hall: CommandHall): Promise<Answer>;
}

/** What every command of the queue answers, once it is durable. */
export const queueResult = z.strictObject({
  /** The ticket it was about; null when there was none. */
  ticket: ticketNumber.nullable(),
  /** The types of the events it led to, in order, such as `ticket.served`, `ticket.called`. */
  events: z.array(text),
});

/** A command that becomes one of the queue's and takes the same way through the loop as a key press. */
function queue<Shape extends z.ZodRawShape>(
  title: Title,
  shape: Shape,
  toCommand: (fields: z.output<z.ZodObject<Shape, z.core.$strict>>, hall: CommandHall) => Command | Failure,
  role: CommandRow['role'] = 'operate',
): CommandRow {
  const request = z.strictObject(shape);
  return {
    title,
    role,
    request,
    result: queueResult,
    async run(fields, hall) {
      const command = toCommand(fields as z.output<typeof request>, hall);
      if ('error' in command) return command;
      const outcome = await hall.ask(command);
      if (!outcome.ok) {
        if ('failed' in outcome) return { error: outcome.failed };
        return { error: outcome.refused, ...(outcome.ticket === undefined ? {} : { about: outcome.ticket }) };
      }
      const { events } = outcome;
      const last = events.findLast((event) => 'ticket' in event);
      return {
        result: {
          ticket: last !== undefined && 'ticket' in last ? last.ticket : null,
          events: events.map(({ type }) => type),
        },
      };
    },
  };
}

/** A command that the host carries out itself. */
function host<Shape extends z.ZodRawShape>(
  title: Title,
  shape: Shape | z.ZodObject<Shape, z.core.$strict>,
  result: z.ZodType,
  perform: (fields: z.output<z.ZodObject<Shape, z.core.$strict>>, hall: CommandHall) => Promise<Answer>,
): CommandRow {
  const request = shape instanceof z.ZodObject ? shape : z.strictObject(shape);
  return {
    title,
    role: 'maintain',
    request,
    result,
    run: (fields, hall) => perform(fields as z.output<typeof request>, hall),
  };
}

/** Why nothing can be printed on `printer`, if it is not a printer of this site. */
function printable(printer: string | null, hall: CommandHall): Failure | undefined {
  if (printer === null || hall.isPrinter(printer)) return undefined;
  return { error: 'unknown-device', about: printer };
}

const counter = { counter: id };
const ticket = { ticket: ticketNumber };
const device = { device: id };
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
  'identify-device': host(
    { id: 'Tunjukkan papan angka: berkedip 8888', en: 'Make a display blink 8888' },
    device,
    z.strictObject(device),
    (fields, hall) => hall.identify(fields.device),
  ),
  'test-device': host(
    { id: 'Uji lampu papan angka atau cetak uji', en: 'Light a display up, or print a test ticket' },
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

import type { Availability } from './availability.ts';
import { type CsvCell, type CsvStyle, csvLine, csvMark } from './csv.ts';
import { durationFigures } from './duration-figures.ts';
import type { ReportDays } from './report-days.ts';
import { noShowShare, quotaShare, type TicketSums } from './service-report.ts';
import type { SiteReport } from './site-report.ts';

export const csvKinds = ['availability', 'queues', 'paper'] as const;
export type CsvKind = (typeof csvKinds)[number];
export type CsvLanguage = 'id' | 'en';

const [hourMs, mmOfMetre] = [3_600_000, 1_000];

/**
 * As Excel reads it where the system speaks that language: in Indonesian with semicolons and decimal commas; in English
 * with commas and decimal points, as RFC 4180 has it.
 */
export const csvStyles: Readonly<Record<CsvLanguage, CsvStyle>> = {
  id: { separator: ';', decimal: ',', unknown: 'tidak diketahui' },
  en: { separator: ',', decimal: '.', unknown: 'not known' },
};

/** The first columns of every file. */
export const ofSite = ['dari,from', 'sampai,until', 'situs,site', 'nama situs,site name', 'wilayah,region'];

/** Names of the columns: Indonesian, English. */
const columns: Readonly<Record<CsvKind, readonly string[]>> = {
  availability: [
    ...['perangkat,device', 'nama,name', 'peran,role', 'jenis,kind', 'model,model'],
    ...['jam buka menurut,opening hours by', 'ketersediaan %,availability %'],
    ...['jalan (jam),up (h)', 'mati (jam),down (h)', 'tidak diketahui (jam),not known (h)'],
    ...['dirawat (jam),maintenance (h)', 'gangguan,failures', 'gangguan sendiri,own failures'],
    ...['MTBF (jam),MTBF (h)', 'MTTR (jam),MTTR (h)'],
  ],
  queues: [
    ...['layanan,service', 'nama,name', 'dikeluarkan,issued', 'dipanggil,called', 'dilayani,served'],
    ...['tidak hadir,no-shows', 'dibatalkan,cancelled', 'tidak tercetak,voided', 'tidak hadir %,no-shows %'],
    ...[
      'tunggu rata-rata (dtk),wait mean (s)',
      'tunggu p50 (dtk),wait p50 (s)',
      'tunggu p90 (dtk),wait p90 (s)',
    ],
    ...['layan rata-rata (dtk),service mean (s)', 'layan p50 (dtk),service p50 (s)'],
    ...['layan p90 (dtk),service p90 (s)', 'hari berkuota,days with a quota', 'kuota,quota'],
    ...['kuota terpakai,quota used', 'kuota terpakai %,quota used %'],
  ],
  paper: [
    ...['printer,printer', 'tercetak (m),printed (m)', 'mm per tiket (situs),mm per ticket (site)'],
    ...['m per hari buka,m per opening day', 'gulungan (m),roll (m)', 'dari gulungan,from rolls'],
    ...['sisa (m),left (m)', 'cukup (hari buka),enough for (opening days)'],
  ],
};

/** The name of the file. */
export const csvName = (kind: CsvKind, { first, last }: ReportDays): string =>
  `loket-${kind}-${first}-${last}.csv`;

export const csvHead = (kind: CsvKind, language: CsvLanguage): string =>
  headOf([...ofSite, ...columns[kind]], language);

/** The first line, behind the mark by which Excel knows UTF-8. `columns`: their names, Indonesian, English. */
export function headOf(columns: readonly string[], language: CsvLanguage): string {
  const names = columns.map((both) => both.split(',')[language === 'id' ? 0 : 1] ?? '');
  return csvMark + csvLine(names, csvStyles[language]);
}

/** The lines of a site. */
export function csvLines(kind: CsvKind, site: SiteReport, days: ReportDays, language: CsvLanguage): string {
  const head = [days.first, days.last, site.id, site.title ?? '', site.region ?? ''];
  return rowsOf[kind](site, language)
    .map((cells) => csvLine([...head, ...cells], csvStyles[language]))
    .join('');
}

type RowsOf = (site: SiteReport, language: CsvLanguage) => readonly (readonly CsvCell[])[];

const rowsOf: Readonly<Record<CsvKind, RowsOf>> = {
  availability: ({ devices, hoursFrom }, language) =>
    devices.map(({ availability, ...device }) => [
      ...[device.id, device.title ?? '', device.role ?? '', device.kind ?? '', device.model ?? ''],
      hoursFrom && sources[hoursFrom][language],
      ...timesOf(availability),
    ]),
  queues: ({ services }) =>
    services.map(({ id, title, tickets }) => [
      ...[id, title ?? ''],
      ...(tickets === undefined ? allUnknown(columns.queues.length - 2) : ticketCells(tickets)),
    ]),
  paper: ({ paper, paperPerTicket }) =>
    paper.map((one) => [
      ...[one.printer, metres(one.printed), number(paperPerTicket, 1), metres(one.perOpeningDay)],
      ...[metres(one.roll), number(one.rolls), metres(one.left), number(one.daysLeft, 1)],
    ]),
};

const sources = {
  site: { id: 'situs', en: 'site' },
  office: { id: 'kantor', en: 'office' },
} as const;

/** There is nothing to be told: no failure, no call. */
const none = '';
const allUnknown = (count: number): readonly CsvCell[] => Array<CsvCell>(count).fill(undefined);

function timesOf(one: Availability | undefined): readonly CsvCell[] {
  if (one === undefined) return allUnknown(9);
  const { share, mtbfMs, mttrMs, ...sums } = one;
  const known = share === undefined ? undefined : none;
  return [
    share === undefined ? undefined : number(share * 100, 3),
    ...[sums.upMs, sums.downMs, sums.unknownMs, sums.maintenanceMs].map(hours),
    ...[sums.failures, sums.ownFailures].map((count) => (share === undefined ? undefined : number(count))),
    ...[mtbfMs, mttrMs].map((ms) => (ms === undefined ? known : hours(ms))),
  ];
}

function ticketCells(tickets: TicketSums): readonly CsvCell[] {
  const { quota } = tickets;
  const percent = (share: number | undefined): CsvCell =>
    share === undefined ? none : number(share * 100, 1);
  return [
    ...[tickets.issued, tickets.called, tickets.served, tickets.noShow].map((count) => number(count)),
    ...[tickets.cancelled, tickets.voided].map((count) => number(count)),
    percent(noShowShare(tickets)),
    ...[tickets.wait, tickets.serviceTime].flatMap((durations) => {
      const figures = durationFigures(durations);
      if (figures === undefined) return [none, none, none];
      return [figures.meanSeconds, figures.p50Seconds, figures.p90Seconds].map((value) => number(value));
    }),
    number(quota.days),
    ...(quota.days === 0 ? [none, none] : [number(quota.allowed), number(quota.issued)]),
    percent(quotaShare(tickets)),
  ];
}

const number = (value: number | undefined, decimals = 0): CsvCell => ({ number: value, decimals });
const hours = (ms: number): CsvCell => number(ms / hourMs, 3);
const metres = (mm: number | undefined): CsvCell => number(mm === undefined ? undefined : mm / mmOfMetre, 2);

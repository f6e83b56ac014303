import type { Language } from '../../config/site.ts';
import { clockTime, type Times } from '../times.ts';
import type { CounterFigures, DayFigures, ServiceFigures } from './day-figures.ts';

interface Words {
  readonly day: (date: string, newest: boolean) => string;
  readonly service: readonly string[];
  readonly counter: readonly string[];
  readonly total: string;
  readonly states: Readonly<Record<CounterFigures['state'], string>>;
  readonly carried: (tickets: number) => string;
  readonly printing: (tickets: number) => string;
}

const words: Readonly<Record<Language, Words>> = {
  id: {
    day: (date, newest) => `hari layanan ${date}${newest ? ' (berjalan)' : ''}`,
    service: [
      'layanan',
      'diambil',
      'dilayani',
      'absen',
      'batal',
      'gugur',
      'menunggu',
      'di loket',
      'ditunda',
      'tunggu',
      'p90',
      'layanan',
      'p90',
    ],
    counter: [
      'loket',
      'keadaan',
      'nomor',
      'dipanggil',
      'dilayani',
      'absen',
      'tunggu',
      'p90',
      'layanan',
      'p90',
    ],
    total: 'jumlah',
    states: {
      closed: 'tutup',
      idle: 'kosong',
      armed: 'siap',
      called: 'memanggil',
      serving: 'melayani',
      break: 'istirahat',
    },
    carried: (tickets) => `${tickets} nomor dilanjutkan dari hari sebelumnya.`,
    printing: (tickets) => `${tickets} nomor belum pasti tercetak.`,
  },
  en: {
    day: (date, newest) => `business day ${date}${newest ? ' (current)' : ''}`,
    service: [
      'service',
      'issued',
      'served',
      'no-show',
      'cancelled',
      'void',
      'waiting',
      'at desk',
      'parked',
      'wait',
      'p90',
      'service',
      'p90',
    ],
    counter: ['counter', 'state', 'ticket', 'called', 'served', 'no-show', 'wait', 'p90', 'service', 'p90'],
    total: 'total',
    states: {
      closed: 'closed',
      idle: 'idle',
      armed: 'armed',
      called: 'called',
      serving: 'serving',
      break: 'break',
    },
    carried: (tickets) => `${tickets} tickets went on from the day before.`,
    printing: (tickets) => `${tickets} tickets are not known to be printed.`,
  },
};

/**
 * The figures of a day as lines for a terminal: services, their total, counters. Times are mean and 90th percentile.
 */
export function dayTable(
  day: {
    readonly site: string;
    readonly date: string;
    readonly newest: boolean;
    readonly figures: DayFigures;
  },
  speak: Language,
): readonly string[] {
  const say = words[speak];
  const { services, counters, total } = day.figures;
  const notes = [
    ...(total.carried > 0 ? [say.carried(total.carried)] : []),
    ...(total.printing > 0 ? [say.printing(total.printing)] : []),
  ];
  return [
    `${day.site}, ${say.day(day.date, day.newest)}`,
    '',
    ...table([
      say.service,
      ...Object.entries(services).map(([id, figures]) => [id, ...serviceCells(figures)]),
      [say.total, ...serviceCells(total)],
    ]),
    ...notes,
    '',
    ...table([
      say.counter,
      ...Object.entries(counters).map(([id, figures]) => [id, ...counterCells(figures, say)]),
    ]),
  ];
}

function serviceCells(of: ServiceFigures): readonly string[] {
  const numbers = [
    of.issued,
    of.served,
    of.no_show,
    of.cancelled,
    of.voided,
    of.waiting,
    of.at_counter,
    of.parked,
  ];
  return [...numbers.map(String), ...times(of.wait), ...times(of.service_time)];
}

function counterCells(of: CounterFigures, say: Words): readonly string[] {
  const numbers = [of.called, of.served, of.no_show].map(String);
  return [say.states[of.state], of.ticket ?? '-', ...numbers, ...times(of.wait), ...times(of.service_time)];
}

function times(of: Times | null): readonly string[] {
  return of === null ? ['-', '-'] : [clockTime(of.mean_s), clockTime(of.p90_s)];
}

/** Columns as wide as their widest cell: names to the left, figures to the right. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}

import type { Record } from './journal-port.ts';

/** One line of JSON per record: the result of `view`, such as a CloudEvent; by default the record itself. */
export function jsonLine(record: Record, view: (record: Record) => unknown = (same) => same): string {
  return `${JSON.stringify(view(record))}\n`;
}

const COLUMNS = [
  'sequence',
  'time',
  'clock',
  'boot',
  'type',
  'ticket',
  'service',
  'counter',
  'more',
] as const;

/** The first line of a CSV export (RFC 4180). */
export const csvHeader = `${COLUMNS.join(',')}\r\n`;

/**
 * A record as a line for a spreadsheet. `told` selects the fields of its event: all of them, or the data of its
 * CloudEvent. The column `more` holds the fields without a column of their own, as JSON.
 */
export function csvLine(record: Record, told: object = record.event): string {
  const { type: _, ...fields } = told as { [field: string]: unknown };
  const { ticket, service, counter, ...more } = fields;
  const cells = [
    record.sequence,
    new Date(record.wall).toISOString(),
    record.clock,
    record.boot,
    record.event.type,
    ticket,
    service,
    counter,
    Object.keys(more).length === 0 ? '' : JSON.stringify(more),
  ];
  return `${cells.map(cell).join(',')}\r\n`;
}

/** Quoted where RFC 4180 asks for it. A text that a spreadsheet would run as a formula gets an apostrophe before it. */
function cell(value: unknown): string {
  const text = String(value ?? '');
  const harmless = /^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

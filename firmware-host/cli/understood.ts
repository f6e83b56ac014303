import { counterOf, type Device, type Language, type Site } from '../../config/site.ts';
import { clockTime } from '../../config/values/span.ts';
import type { Role } from '../../devices/roles.ts';

interface Words {
  readonly services: readonly string[];
  readonly counters: readonly string[];
  readonly others: readonly string[];
  readonly off: string;
}

const words: Readonly<Record<Language, Words>> = {
  id: {
    services: ['layanan', 'judul', 'nomor', 'kuota', 'jam buka', 'printer'],
    counters: ['loket', 'nomor', 'tombol', 'papan angka', 'pemindai', 'papan penilaian', 'layanan'],
    others: ['lainnya', 'jenis', 'fungsi'],
    off: 'nonaktif',
  },
  en: {
    services: ['service', 'title', 'tickets', 'quota', 'hours', 'printer'],
    counters: ['counter', 'number', 'keys', 'display', 'scanner', 'rating pad', 'services'],
    others: ['others', 'kind', 'does'],
    off: 'off',
  },
};

/** A summary of a site file: its services, its counters with their devices, and all other devices. */
export function understood(site: Site, language: Language): string {
  const said = words[language];
  const named = (device: Device) => (device.enabled ? device.id : `${device.id} (${said.off})`);
  const at = (counter: string, role: Role) =>
    site.devices.filter((device) => device.role === role && counterOf(device) === counter).map(named);
  const services = [...site.services.values()].map(({ id, title, rules, printer }) => [
    id,
    title,
    `${rules.prefix}-${String(rules.first).padStart(rules.digits, '0')}`,
    String(rules.quota.total ?? '-'),
    rules.hours === undefined ? '24 h' : [...new Set([...rules.hours.values()].map(hoursOf))].join(' / '),
    printer ?? '-',
  ]);
  const counters = [...site.counters.values()].map(({ id, rules }) => [
    id,
    String(rules.number),
    ...(['keys', 'display', 'scanner', 'rating'] as const).map((role) => at(id, role).join(', ') || '-'),
    rules.serves.join(', '),
  ]);
  const others = site.devices
    .filter((device) => counterOf(device) === undefined)
    .map((device) => [named(device), device.kind.kind, functionsOf(device)]);
  return [
    columns([said.services, ...services]),
    columns([said.counters, ...counters]),
    columns([said.others, ...others]),
  ].join('\n\n');
}

/** The functions of its keys on a short press, or what they say. */
function functionsOf(device: Device): string {
  if (device.role === 'rating') return [...device.scores].map(([key, says]) => `${key} ${says}`).join(', ');
  if (device.role === 'signal' && device.thanksFor !== undefined) return device.thanksFor;
  const keys = device.role === 'keys' ? [...device.keys.values()] : [];
  const short = keys.flatMap(({ short }) => (short === undefined ? [] : [short]));
  return (
    short.map((action) => (action.do === 'ticket' ? `ticket ${action.service}` : action.do)).join(', ') || '-'
  );
}

const clock = (minutes: number) => clockTime(minutes, '.');

const hoursOf = (spans: readonly { readonly from: number; readonly to: number }[]) =>
  spans.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join('+') || '-';

/** Formats rows as lines, each column as wide as its widest cell. */
function columns(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}

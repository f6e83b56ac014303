import { between, mixed } from '../day/day-plan.ts';
import { seededRandom } from '../random.ts';
import type { Place } from './hall-places.ts';

/** How busy a hall is. */
export interface Busyness {
  readonly counters: number;
  /** Visitors in an hour of a usual part of the day. */
  readonly visitorsPerHour: number;
  /** How long a visit takes, on the average. */
  readonly visitSeconds: number;
}

export interface PlannedService {
  readonly id: string;
  readonly title: string;
  readonly prefix: string;
  /** Tickets in a day; null: no limit. */
  readonly quota: number | null;
}

export interface PlannedCounter {
  readonly id: string;
  readonly number: number;
  /** Places in the list of services, the preferred one first. */
  readonly serves: readonly number[];
}

export interface PlannedDevice {
  readonly id: string;
  readonly kind: string;
  readonly role: 'board' | 'keys' | 'display' | 'printer' | 'scanner';
  readonly title: string;
  readonly place: string;
  readonly counter: string | null;
  readonly parent: { readonly kind: 'board' | 'usb' | 'serial' | 'network'; readonly id: string } | null;
  readonly evidence: 'ack' | 'poll' | 'enumeration' | 'none';
}

/** What a simulated site is, from its place and the seed of the fleet. */
export interface SitePlan extends Place {
  readonly seed: number;
  /** Of a version from before the office: it lacks `connection`, `at`, `every_s`, `region` and `parent`. */
  readonly isOld: boolean;
  readonly version: string;
  readonly siteHash: string;
  readonly busyness: Busyness;
  readonly services: readonly PlannedService[];
  readonly counters: readonly PlannedCounter[];
  readonly devices: readonly PlannedDevice[];
}

const catalogue: readonly PlannedService[] = [
  { id: 'paspor', title: 'Paspor', prefix: 'A', quota: 150 },
  { id: 'kependudukan', title: 'Kependudukan', prefix: 'B', quota: null },
  { id: 'izin-usaha', title: 'Izin Usaha', prefix: 'C', quota: null },
  { id: 'pajak', title: 'Pajak Kendaraan', prefix: 'D', quota: null },
  { id: 'skck', title: 'SKCK', prefix: 'E', quota: 60 },
  { id: 'bpjs', title: 'BPJS Kesehatan', prefix: 'F', quota: null },
];
const versions = ['0.2.0', '0.2.0', '0.2.0', '0.2.1'];
const oldVersion = '0.1.0';
/** A quota would end the day of a busy hall too soon to measure anything. */
const quotaUpToPerHour = 200;

export interface PlanOptions {
  readonly seed: number;
  /** Of sites of an older version, 0 to 1. */
  readonly oldShare: number;
  /** Default: halls of several sizes. */
  readonly busyness?: Busyness | undefined;
}

export function planSite(place: Place, { seed, oldShare, busyness }: PlanOptions): SitePlan {
  const own = mixed(seed, place.id);
  const random = seededRandom(own);
  const isOld = random() < oldShare;
  const busy = busyness ?? ownBusyness(random);
  const count = Math.max(2, Math.min(catalogue.length, Math.round(busy.counters / 1.5)));
  const services = catalogue
    .slice(0, count)
    .map((service) => (busy.visitorsPerHour > quotaUpToPerHour ? { ...service, quota: null } : service));
  const counters = Array.from({ length: busy.counters }, (_, at) => ({
    id: `loket-${at + 1}`,
    number: at + 1,
    serves: services.map((_service, nth) => (at + nth) % count).slice(0, 3),
  }));
  const siteHash = Array.from({ length: 8 }, () => hex(random)).join('');
  const version = isOld ? oldVersion : (versions[Math.floor(random() * versions.length)] ?? oldVersion);
  const devices = planDevices(place.id);
  return { ...place, seed: own, isOld, version, siteHash, busyness: busy, services, counters, devices };
}

/** Eight hexadecimal digits. */
export const hex = (random: () => number): string =>
  Math.floor(random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');

function ownBusyness(random: () => number): Busyness {
  const counters = 3 + Math.floor(random() ** 2 * 8);
  const visitSeconds = between(random, 150, 330);
  // The officers are busy for most of a usual hour, and cannot keep up in a rush.
  const visitorsPerHour = Math.round(((counters * 3_600) / (visitSeconds + 40)) * (0.6 + random() * 0.2));
  return { counters, visitSeconds, visitorsPerHour };
}

/** Twelve devices, as in most halls: two boards with what hangs on them, displays on one serial line, USB, network. */
function planDevices(site: string): readonly PlannedDevice[] {
  const line = '/dev/serial/by-id/usb-RS485';
  const board = (nth: number): PlannedDevice => ({
    ...{ id: `board-${nth}`, kind: 'firmata-board', role: 'board', title: 'Papan Arduino (Firmata)' },
    ...{ place: `/dev/serial/by-id/usb-Arduino_Uno_${nth}`, counter: null, evidence: 'poll' },
    parent: { kind: 'serial', id: `/dev/serial/by-id/usb-Arduino_Uno_${nth}` },
  });
  const keys = (counter: number, on: number): PlannedDevice => ({
    ...{ id: `loket-${counter}-keypad`, kind: 'keypad', role: 'keys', title: 'Papan tombol' },
    ...{ place: `board-${on} ${2 * counter}, board-${on} ${2 * counter + 1}`, counter: `loket-${counter}` },
    ...{ evidence: 'none', parent: { kind: 'board', id: `board-${on}` } },
  });
  const display = (counter: number): PlannedDevice => ({
    ...{ id: `loket-${counter}-display`, kind: 'modbus-display', role: 'display' },
    ...{ title: 'Papan angka Modbus (RS-485)', place: `${line} ${counter}`, counter: `loket-${counter}` },
    ...{ evidence: 'ack', parent: { kind: 'serial', id: line } },
  });
  const printer = (nth: number): PlannedDevice => ({
    ...{ id: `printer-${nth}`, kind: 'escpos-printer', role: 'printer', title: 'Printer tiket (ESC/POS)' },
    ...{ place: `tcp://${site}-printer-${nth}.lan:9100`, counter: null, evidence: 'ack' },
    parent: { kind: 'network', id: `${site}-printer-${nth}.lan` },
  });
  return [
    board(1),
    board(2),
    keys(1, 1),
    keys(2, 1),
    keys(3, 2),
    display(1),
    display(2),
    display(3),
    {
      ...{ id: 'mesin-tiket', kind: 'keypad', role: 'keys', title: 'Papan tombol', counter: null },
      ...{ place: 'board-2 2, board-2 3', evidence: 'none', parent: { kind: 'board', id: 'board-2' } },
    },
    printer(1),
    printer(2),
    {
      ...{ id: 'pemindai-1', kind: 'hid-scanner', role: 'scanner', title: 'Pemindai (USB HID)' },
      ...{ place: 'USB 0c2e:0b61', counter: null, evidence: 'enumeration', parent: null },
    },
  ];
}

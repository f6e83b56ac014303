/** A hall with devices at the wire, on ports of this machine: four counters, a ticket machine and its printer. */
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { count, loket, systemctl } from './service.js';

export const id = 'uji';
export const counters = ['loket-1', 'loket-2', 'loket-3', 'loket-4'];
/** TCP ports, as of a serial server and a printer in the network. */
export const ports = { board: 4100, displays: [4101, 4102, 4103, 4104], printer: 9100 };
/** The last display is a device of this machine. */
export const displayDevice = '/dev/papan';
export const pins = { counters: [2, 3, 4, 5], ticket: 6 };

const tcp = (port) => `tcp://127.0.0.1:${port}`;
const ofCounters = (record) => Object.fromEntries(counters.map((counter, place) => record(counter, place)));
const last = counters.length - 1;

/** Numbers begin anew at midnight, which no run is to meet: at 16 UTC midnight is near in the west of Indonesia. */
const zone = new Date().getUTCHours() === 16 ? 'WIT' : 'WIB';

const site = {
  version: 1,
  site: { id, title: 'MPP Uji', zone, language: 'en' },
  services: { paspor: { title: 'Paspor', prefix: 'A', digits: 4 } },
  counters: ofCounters((counter, place) => [
    counter,
    { number: place + 1, serves: ['paspor'], ignore_repeat: 'off' },
  ]),
  boards: { papan: { address: tcp(ports.board) } },
  devices: {
    ...ofCounters((counter, place) => [
      `${counter}-key`,
      { kind: 'call-button', board: 'papan', counter, pin: pins.counters[place] },
    ]),
    ...ofCounters((counter, place) => [
      `${counter}-display`,
      {
        kind: 'serial-display',
        counter,
        address: place === last ? displayDevice : tcp(ports.displays[place]),
        baud_rate: 115_200,
        digits: 6,
      },
    ]),
    mesin: { kind: 'keypad', board: 'papan', keys: { ambil: pins.ticket }, does: { ambil: 'ticket paspor' } },
    printer: { kind: 'escpos-printer', address: tcp(ports.printer) },
  },
};

/** Installs this site in place of the one before, whose data go. */
export function installSite() {
  systemctl('stop', 'loket');
  for (const path of ['/var/lib/loket', '/etc/loket', '/etc/systemd/system/loket.service.d'])
    rmSync(path, { recursive: true, force: true });
  writeFileSync('/tmp/site.yaml', JSON.stringify(site, null, 2));
  const { status, all } = loket('install', '/tmp/site.yaml');
  assert.equal(status, 0, all);
  count({ installs: 1 });
}

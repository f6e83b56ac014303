import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashPassword } from '../../dist/firmware-host/mqtt/password.js';
import { keyAt } from '../bench/press/hall-file.js';

export const site = 'bench';
export const users = ['view', 'operate', 'maintain'];
export const passwordOf = (user) => `the ${user} password`;

/**
 * The site file of the besieged hall, with its secrets. `listeners`: `plain`, `tls` or `external`; `devices`: ports at
 * which the attacker plays devices.
 */
export async function writeSite(folder, { listeners, keys, ports, devices }) {
  const counters = keys.displays.map((_, place) => `loket-${place + 1}`);
  const lines = [
    'version: 1',
    'site: { id: bench, title: Pengepungan, zone: WIB }',
    ...(await mqttLines(folder, listeners, ports)),
    `board: { port: ${ports.board} }`,
    `web: { port: ${ports.web}, pages: [status, counter, tickets] }`,
    'services: { s-a: { title: A, prefix: A, digits: 4 } }',
    'counters:',
    ...counters.map((id, place) => `  ${id}: { number: ${place + 1}, serves: s-a, ignore_repeat: off }`),
    'boards:',
    ...keys.boards.map((port, board) => `  board-${board + 1}: { address: "tcp://127.0.0.1:${port}" }`),
    ...(devices.board ? [`  board-x: { address: "tcp://127.0.0.1:${devices.board}" }`] : []),
    'devices:',
    ...counters.flatMap((id, place) => {
      const { board, pin } = keyAt(place);
      return [
        `  ${id}-key: { kind: call-button, board: board-${board + 1}, counter: ${id}, pin: ${pin} }`,
        `  ${id}-display: { kind: serial-display, counter: ${id}, address: "tcp://127.0.0.1:${keys.displays[place]}", baud_rate: 115200, digits: 6 }`,
      ];
    }),
    ...(devices.board
      ? [`  key-x: { kind: call-button, board: board-x, pin: 3, does: { next: ticket s-a } }`]
      : []),
    ...(devices.printer
      ? [`  printer-x: { kind: escpos-printer, address: "tcp://127.0.0.1:${devices.printer}", status: none }`]
      : []),
    ...(devices.scanner
      ? [
          `  scanner-x: { kind: serial-scanner, address: "tcp://127.0.0.1:${devices.scanner}", counter: loket-1 }`,
        ]
      : []),
  ];
  const path = join(folder, 'site.yaml');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

async function mqttLines(folder, listeners, ports) {
  if (listeners === 'external') return [`mqtt: { broker: external, url: "mqtt://127.0.0.1:${ports.mqtt}" }`];
  for (const user of users)
    writeFileSync(join(folder, `${user}.hash`), await hashPassword(passwordOf(user)), { mode: 0o600 });
  const tls = listeners === 'tls' ? ', tls: { cert: { file: loket.crt }, key: { file: loket.key } }' : '';
  if (listeners === 'tls') certificate(folder);
  const named = users.map((name) => `{ name: ${name}, role: ${name}, password: { file: ${name}.hash } }`);
  return [
    `mqtt: { port: ${ports.mqtt}, websocket: { port: ${ports.webSocket} }${tls}, users: [${named.join(', ')}] }`,
  ];
}

function certificate(folder) {
  const subject = ['-subj', '/CN=loket', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', join(folder, 'loket.key'), '-out', join(folder, 'loket.crt')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...files, ...subject], { stdio: 'ignore' });
  execFileSync('chmod', ['600', join(folder, 'loket.key')]);
}

/** The certificate of a hall with TLS. */
export const certificateOf = (folder) => readFileSync(join(folder, 'loket.crt'), 'utf8');

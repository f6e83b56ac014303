import { createServer } from 'node:net';
import { SimulatedFirmataBoard } from '../../../dist/simulators/firmata-board/simulated-board.js';
import { clock } from '../../crash/clock.js';
import { pour } from './many.js';

/** A device at `port` that is well until the attack, and from then on pours `bytes` into whoever connects. */
function device(port, bytes, perSecond, hardware) {
  const sockets = new Set();
  let signal;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    const far = hardware?.().connect((out) => void socket.write(out));
    socket.on('data', (bytes) => far?.receive(bytes));
    socket.on('close', () => far?.hangUp());
    // A board is greeted first.
    if (signal !== undefined) setTimeout(() => pour(socket, bytes, signal, perSecond), hardware ? 300 : 0);
  });
  return new Promise((resolve) =>
    server.listen(port, '127.0.0.1', () =>
      resolve((stop) => {
        signal = stop;
        for (const socket of sockets) pour(socket, bytes, signal, perSecond);
      }),
    ),
  );
}

const flood = (name, device_, bytes, perSecond, board = false) => ({
  name,
  devices: [device_],
  ready: ({ devices }) =>
    device(
      devices[device_],
      bytes,
      perSecond,
      board ? () => new SimulatedFirmataBoard({ clock, bounceMs: 0, resetsOnOpen: true }) : undefined,
    ),
  run: async (_target, signal, start) => start(signal),
});

const pins = Buffer.concat(
  Array.from({ length: 5_000 }, (_, at) => Buffer.from([0x90, at % 2 === 0 ? 0x08 : 0x00, 0])),
);

/** Hardware on the network that has gone mad, or is none. */
export const deviceFloods = [
  flood('device: an endless line from a scanner', 'scanner', Buffer.alloc(64 * 1024, 0x41), Infinity),
  flood('device: endless codes from a scanner', 'scanner', Buffer.from('A-001\r\n'.repeat(8_000)), Infinity),
  flood('device: 2 MB/s from a blind printer', 'printer', Buffer.alloc(16 * 1024, 0x12), 2_000_000),
  flood('device: levels of a pin from a board', 'board', pins, Infinity, true),
  flood('device: noise from a board', 'board', Buffer.alloc(16 * 1024, 0xf0), Infinity, true),
];

import { createServer } from 'node:net';
import { SimulatedFirmataBoard } from '../../../dist/simulators/firmata-board/simulated-board.js';
import { serveTcp } from '../../../dist/simulators/serve.js';
import { clock } from '../../crash/clock.js';
import { keyAt, pinsPerBoard } from './hall-file.js';

/** A frame of the display model `stx-etx`: start, two digits of address, text, end. */
const [start, end] = ['\u0002', '\u0003'];
const textAt = 3;

/**
 * The hall's hardware outside the process under test: boards with keys, and displays, each on a TCP port.
 * `onShown(place, text, at)` is told what display `place` came to show, and when its last byte arrived.
 */
export async function openRig(counters, onShown) {
  const boards = [];
  for (let board = 0; board * pinsPerBoard < counters; board++) {
    const hardware = new SimulatedFirmataBoard({ clock, bounceMs: 0, resetsOnOpen: true });
    boards.push({ hardware, server: await serveTcp(hardware, { host: '127.0.0.1', port: 0 }) });
  }
  const bytes = { displays: 0 };
  const displays = [];
  for (let place = 0; place < counters; place++) displays.push(await display(place, bytes, onShown));
  return {
    boards: boards.map(({ server }) => server.port),
    displays: displays.map(({ port }) => port),
    bytes,
    /** Presses the key of counter `place`, and lets it go after `heldMs`. Returns when that was. */
    press(place, heldMs) {
      const { board, pin } = keyAt(place);
      const at = performance.now();
      boards[board].hardware.press(pin, heldMs);
      return at;
    },
    async close() {
      await Promise.all([
        ...boards.map(({ server }) => server.close()),
        ...displays.map(({ close }) => close()),
      ]);
    },
  };
}

function display(place, count, onShown) {
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    let held = '';
    let shown = '';
    socket.on('data', (bytes) => {
      const at = performance.now();
      count.displays += bytes.length;
      held += bytes.toString('latin1');
      const frames = held.split(end);
      held = frames.pop() ?? '';
      for (const frame of frames) {
        const text = frame.slice(frame.lastIndexOf(start) + textAt).trim();
        if (text === shown) continue;
        shown = text;
        onShown(place, shown, at);
      }
    });
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      for (const socket of sockets) socket.destroy();
    });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve({ port: server.address().port, close })),
  );
}

/**
 * The hall around the machine, which keeps its power: an Arduino with keys, two ticket printers, and visitors who press
 * a key again as soon as the last ticket has come out. What is on paper here stays on paper, whatever the card forgets.
 */
import { systemClock } from '../../../dist/firmware-host/edge/system-clock.js';
import { SimulatedPrinter } from '../../../dist/simulators/escpos-printer/printer.js';
import { SimulatedFirmataBoard } from '../../../dist/simulators/firmata-board/simulated-board.js';
import { serveTcp } from '../../../dist/simulators/serve.js';

/** The host, as QEMU's network calls it. */
const HOST = '10.0.2.2';
const pins = { next: 2, paspor: 3, ktp: 4 };
const HELD_MS = 60;
/** A visitor presses again when no ticket comes: often while the machine starts, seldom when its printer is slow. */
const IMPATIENT_MS = { first: 500, later: 10_000 };
/** Every so many tickets somebody is called. */
const CALLED_EVERY = 3;

/** Its site file, but for the ports, which the first program of the machine puts there. */
export const siteFile = `version: 1
site: { id: mpp-listrik, title: MPP Listrik, zone: Asia/Jakarta }
# So few that the days of a run are removed.
journal: { keep_days: 2 }
services:
  paspor: { title: Paspor, prefix: A }
  ktp: { title: KTP, prefix: B }
counters:
  loket-1: { number: 1, serves: [paspor, ktp] }
boards:
  papan: { address: "tcp://${HOST}:3030" }
devices:
  loket-1-tombol: { kind: keypad, board: papan, counter: loket-1, keys: { next: ${pins.next} } }
  mesin-a: { kind: keypad, board: papan, printer: printer-a, keys: { ambil: ${pins.paspor} }, does: { ambil: ticket paspor } }
  mesin-b: { kind: keypad, board: papan, printer: printer-b, keys: { ambil: ${pins.ktp} }, does: { ambil: ticket ktp } }
  printer-a: { kind: escpos-printer, address: "tcp://${HOST}:9101" }
  printer-b: { kind: escpos-printer, address: "tcp://${HOST}:9102" }
`;

/** Opens it. `onPaper(number)` hears of each ticket that has come out whole and is no copy of another. */
export async function openHall({ seed, onPaper }) {
  const board = new SimulatedFirmataBoard({ clock: systemClock, seed });
  let printed = 0;
  const printers = Object.fromEntries(
    ['paspor', 'ktp'].map((service) => [
      service,
      new SimulatedPrinter({
        clock: systemClock,
        columns: 48,
        seed,
        onTicket({ text, complete }) {
          const number = /^[AB]-\d+$/m.exec(text.map((line) => line.trim()).join('\n'))?.[0];
          if (!complete || number === undefined || text.some((line) => line.includes('SALINAN'))) return;
          printed++;
          onPaper(number);
          if (printed % CALLED_EVERY === 0) board.press(pins.next, HELD_MS);
          press(service, IMPATIENT_MS.later);
        },
      }),
    ]),
  );
  const visitors = {};
  const press = (service, impatientMs) => {
    clearTimeout(visitors[service]);
    board.press(pins[service], HELD_MS);
    visitors[service] = setTimeout(() => press(service, impatientMs), impatientMs);
  };
  const served = await Promise.all(
    [board, printers.paspor, printers.ktp].map((hardware) =>
      serveTcp(hardware, { host: '127.0.0.1', port: 0 }),
    ),
  );
  return {
    /** Of the board and the two printers, in the order of the site file. */
    ports: served.map(({ port }) => port),
    /** Visitors come from now on, until they are sent away: they know when there is no light. */
    come() {
      for (const service of Object.keys(printers)) press(service, IMPATIENT_MS.first);
    },
    go() {
      for (const timer of Object.values(visitors)) clearTimeout(timer);
    },
    async close() {
      this.go();
      await Promise.all(served.map((one) => one.close()));
    },
  };
}

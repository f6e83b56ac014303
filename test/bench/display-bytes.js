/**
 * What a number costs on the wire of each kind of display: when it is opened, and when one digit changes, the least
 * of several times, since displays are also repainted now and then. Prints figures and judges nothing.
 *
 *   npm run build && node test/bench/display-bytes.js
 */
import { loadSite } from '../../dist/config/load.js';
import { kinds } from '../../dist/devices/index.js';
import { openEmbeddedBroker } from '../../dist/firmware-host/mqtt/embedded-broker.js';
import { clock } from '../crash/clock.js';
import { openHall } from './simulated-hall.js';

const updates = 5;
const settledMs = 400;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const onBoard = 'boards:\n  board-1: { address: "tcp://192.168.10.21:3030" }\n';
const displays = [
  [
    'MAX7219 on an Arduino',
    'kind: max7219-display, board: board-1, pins: { data: 11, clock: 13, select: 10 }, digits: 5',
  ],
  ['MAX7219 on the SPI of the Pi', 'kind: max7219-display, spi: /dev/spidev0.0, digits: 5'],
  [
    'four MAX7219 modules on an Arduino',
    'kind: max7219-matrix, board: board-1, pins: { data: 11, clock: 13, select: 10 }',
  ],
  ['four MAX7219 modules on the SPI of the Pi', 'kind: max7219-matrix, spi: /dev/spidev0.0'],
  ['TM1637 on an Arduino', 'kind: tm1637-display, board: board-1, pins: { clock: 8, data: 9 }'],
  ['HT16K33 on an Arduino', 'kind: ht16k33-display, board: board-1, model: fourteen-segment'],
  ['HT16K33 on the I2C of the Pi', 'kind: ht16k33-display, model: fourteen-segment'],
  [
    'serial line, a frame for each text',
    'kind: serial-display, address: /dev/ttyUSB0, bus_address: 1, digits: 5',
  ],
  ['Modbus-RTU', 'kind: modbus-display, address: /dev/ttyUSB0, bus_address: 1, digits: 5'],
  ["Arduino with Loket's own sketch", 'kind: text-display, address: /dev/ttyUSB0, digits: 5'],
];

for (const [what, options] of displays) {
  const text = `version: 1
site: { id: bench, title: Bench, zone: WIB }
services:
  paspor: { title: Paspor, prefix: A }
counters:
  loket-1: { number: 1, serves: [paspor], ignore_repeat: off }
${options.includes('board-1') ? onBoard : ''}devices:
  display: { counter: loket-1, ${options} }
`;
  console.log(`${what.padEnd(42)} ${await costs(loadSite(text, 'site.yaml', kinds).site)}`);
}

async function costs(site) {
  let sent = 0;
  const count = (bytes) => {
    sent += bytes.length;
  };
  const report = () => {};
  const broker = await openEmbeddedBroker({ site: site.id, host: '127.0.0.1', port: 0, clock, report });
  const { hall, host } = await openHall({
    ...{ site, connection: broker.connection() },
    wiresOf: (wires) => ({ open: async (...place) => counted(await wires.open(...place), count) }),
    chipsOf: (chips) => ({
      i2c: async (...place) => counted(await chips.i2c(...place), count),
      spi: async (...place) => counted(await chips.spi(...place), count),
    }),
  });
  const opened = sent;
  const called = async () => {
    await host.ask({ type: 'issue', service: 'paspor', class: 'regular', printer: null }, 'console');
    const before = sent;
    await host.ask({ type: 'next', counter: 'loket-1' }, 'console');
    await pause(settledMs);
    return sent - before;
  };
  await called();
  const next = [];
  for (let update = 0; update < updates; update++) next.push(await called());
  const reads = hall.devices.get('display').reads();
  await host.stop();
  await broker.close();
  if (!reads.endsWith(String(updates + 1))) throw new Error(`the display reads ${reads}`);
  return `opening ${opened} bytes, one digit ${Math.min(...next)}`;
}

/** A wire or a chip whose writes are counted. */
function counted(place, count) {
  return new Proxy(place, {
    get(target, name) {
      const value = target[name];
      if (typeof value !== 'function') return value;
      if (name !== 'write') return value.bind(target);
      return (bytes) => {
        count(bytes);
        return target.write(bytes);
      };
    },
  });
}

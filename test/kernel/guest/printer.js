import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { escposPrinter } from '../../../dist/devices/escpos-printer/escpos-printer.js';
import { systemClock } from '../../../dist/firmware-host/edge/system-clock.js';
import { createWires } from '../../../dist/firmware-host/edge/wires.js';
import { SimulatedPrinter } from '../../../dist/simulators/escpos-printer/printer.js';
import { until } from './until.js';
import { plugInPrinter } from './usb-printer.js';

const address = '/dev/usb/lp0';
const BULK_BYTES = 200_000;

const arrived = [];
const tickets = [];
const simulated = new SimulatedPrinter({
  clock: systemClock,
  columns: 48,
  onTicket: (one) => tickets.push(one),
});
let hardware = simulated;
const listener = {
  connect: (send) => {
    const far = simulated.connect(send);
    return {
      receive(bytes) {
        arrived.push(bytes);
        if (hardware !== undefined) far.receive(bytes);
      },
    };
  },
};
let printer;

const wires = createWires(systemClock);
const open = () =>
  until(() => existsSync(address), address).then(() =>
    wires.open(address, { baudRate: 9600, parity: 'none' }),
  );

const content = {
  site: 'MPP Batam',
  service: 'Paspor',
  number: 'A-012',
  class: 'regular',
  issued: '24 Nov 2025 08.12 WIB',
  waitingAhead: 7,
  code: '20251124-A-012',
  copy: false,
  footer: undefined,
  language: 'id',
};

describe('a USB printer', () => {
  before(async () => {
    printer = await plugInPrinter(listener);
  });
  after(() => printer.close());

  test('200,000 bytes reach a USB printer unchanged, though it takes none for a while', async () => {
    hardware = undefined;
    const wire = await open();
    const sent = Buffer.alloc(BULK_BYTES, 0).map((_, index) => (index * 7) % 251);
    arrived.length = 0;
    printer.stalled = true;
    const writing = wire.write(sent);
    // Every thread of Node is free for files meanwhile.
    for (let turn = 0; turn < 20; turn++) await stat('/');
    printer.stalled = false;
    await writing;
    await until(
      () => Buffer.concat(arrived).length >= BULK_BYTES,
      () => `${Buffer.concat(arrived).length} bytes`,
    );
    assert.ok(Buffer.concat(arrived).equals(sent));
    await wire.close();
    hardware = simulated;
    console.log(
      `printer: ${sent.length} bytes offered, ${Buffer.concat(arrived).length} arrived, all the same`,
    );
  });

  test('a ticket is printed byte for byte; paper out is seen and its end too', async () => {
    arrived.length = 0;
    const written = [];
    const warnings = new Map();
    const driver = await escposPrinter.open({
      options: escposPrinter.options.parse({ address }),
      random: Math.random,
      ports: {
        clock: systemClock,
        wires: {
          async open(...place) {
            const wire = await wires.open(...place);
            return {
              ...wire,
              write(bytes) {
                written.push(Buffer.from(bytes));
                return wire.write(bytes);
              },
            };
          },
        },
      },
      tell: () => undefined,
      warn: (code, text) => (text === undefined ? warnings.delete(code) : warnings.set(code, text)),
      lost: (why) => assert.fail(why),
      signal: new AbortController().signal,
    });
    const print = (number) => driver.perform({ type: 'print', content: { ...content, number } });
    assert.equal(await print('A-012'), 'acknowledged');
    assert.equal(tickets.length, 1);
    assert.ok(tickets[0].complete);
    assert.equal(tickets[0].code, content.code);

    simulated.set({ paper: 'out' });
    await assert.rejects(print('A-013'), { code: 'paper.out' });
    simulated.set({ paper: 'ok' });
    assert.equal(await print('A-014'), 'acknowledged');
    assert.equal(tickets.length, 2);
    await driver.close();
    const offered = Buffer.concat(written);
    await until(() => Buffer.concat(arrived).length >= offered.length, 'the last bytes');
    assert.ok(Buffer.concat(arrived).equals(offered));
    console.log(
      `printer: ${tickets.length} tickets and what was asked, ${offered.length} bytes offered, all arrived in order`,
    );
  });

  test('a USB printer that is unplugged is lost at once and can be opened again, also in the middle of a job', async () => {
    for (const busy of [false, true, false, true]) {
      const wire = await open();
      const lost = [];
      wire.onLost((why) => lost.push(why.code));
      printer.stalled = busy;
      const job = busy ? wire.write(Buffer.alloc(BULK_BYTES, 0x20)) : Promise.reject(new Error('no job'));
      const end = Promise.allSettled([job]);
      printer.unplug();
      await until(() => lost.length > 0, 'the loss to be told');
      assert.equal((await end)[0].status, 'rejected');
      await wire.close();
      assert.equal(lost.length, 1);
      await until(() => !existsSync(address), 'the device to go');
      printer.stalled = false;
      printer.plug();
    }
    await (await open()).close();
    console.log('printer: 4 times unplugged, 2 of them in the middle of a job, told each time once');
  });
});

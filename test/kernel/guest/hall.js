/** The whole program as an office runs it, `loket run` on a site file, with every device on the kernel's interfaces. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import mqtt from 'mqtt';
import { systemClock } from '../../../dist/firmware-host/edge/system-clock.js';
import { SimulatedPrinter } from '../../../dist/simulators/escpos-printer/printer.js';
import { SimulatedKeypad, SimulatedWedgeScanner } from '../../../dist/simulators/hid-typing.js';
import { bouncingPress, bouncingRelease, EDGES_A_PRESS, letGo } from './pins.js';
import { plugIn } from './uhid.js';
import { until } from './until.js';
import { plugInPrinter } from './usb-printer.js';

const CALL_PIN = 5;
const TICKET_PIN = 6;
const VISITORS = 5;
/** A contact is at rest after the lockout of 40 ms; people take longer. */
const HOLD_MS = 150;
/** A call within 400 ms of the last one (`ignore_repeat`) counts as pressed twice, and is refused. */
const BETWEEN_CALLS_MS = 1_000;

const scanner = { vendor: 0x05f9, product: 0x2214, serial: 'scanner-1' };
const pad = { vendor: 0x04d9, product: 0xa02a, serial: 'pad-1' };
const ids = ({ vendor, product }) => ({ vendor_id: vendor, product_id: product });

const site = {
  version: 1,
  site: { id: 'uji', title: 'MPP Uji', zone: 'Asia/Jakarta' },
  services: { paspor: { title: 'Paspor', prefix: 'A' } },
  counters: { 'loket-1': { number: 1, serves: ['paspor'] } },
  devices: {
    tombol: { kind: 'call-button', counter: 'loket-1', pin: CALL_PIN, pull: 'off' },
    mesin: { kind: 'keypad', keys: { ambil: TICKET_PIN }, pull: 'off', does: { ambil: 'ticket paspor' } },
    numpad: { kind: 'numpad', counter: 'loket-1', ...ids(pad), serial: pad.serial, layout: 'numpad' },
    pemindai: { kind: 'hid-scanner', counter: 'loket-1', ...ids(scanner), path: '/dev/loket/scanner-1' },
    printer: { kind: 'escpos-printer', address: '/dev/loket/printer-1' },
  },
};

const tickets = [];
const paper = new SimulatedPrinter({ clock: systemClock, columns: 48, onTicket: (one) => tickets.push(one) });
const states = new Map();
const events = [];
let printer;
let numpad;
let reader;
let program;
let client;
let log = '';

const state = (of) => states.get(`loket/v1/uji/${of}/state`) ?? {};
const happened = (type) => events.filter((event) => event.type === `loket.${type}.v1`);
const namesIn = (type) => happened(type).map(({ data }) => data.ticket);
const story = () => `${JSON.stringify([...states])}\n${log.slice(-3_000)}`;
const device = (id, wanted) =>
  until(
    () => state(`device/${id}`).state === wanted,
    () => `${id} ${wanted}: ${story()}`,
  );

async function press(pin) {
  bouncingPress(pin);
  await sleep(HOLD_MS);
  bouncingRelease(pin);
  await sleep(HOLD_MS);
}

describe('the hall', () => {
  before(async () => {
    for (const pin of [CALL_PIN, TICKET_PIN]) letGo(pin);
    printer = await plugInPrinter(paper);
    numpad = plugIn(pad);
    reader = plugIn(scanner);
    const folder = mkdtempSync('/tmp/hall-');
    writeFileSync(join(folder, 'site.yaml'), JSON.stringify(site));
    program = spawn(process.execPath, [
      ...['/loket/dist/firmware-host/cli/loket.js', 'run', join(folder, 'site.yaml')],
      ...['--data', join(folder, 'data'), '--mqtt-port', '0'],
    ]);
    for (const stream of [program.stdout, program.stderr])
      stream.on('data', (text) => {
        log += text;
      });
    const [url] = await until(
      () => /mqtt:\/\/[\d.]+:\d+/.exec(log),
      () => `the hall to run: ${log}`,
    );
    console.log(`hall: runs ${Math.round(process.uptime())} s after the start of the tests`);
    client = await mqtt.connectAsync(url);
    client.on('message', (topic, payload) => {
      if (topic.includes('/event/')) events.push(JSON.parse(payload.toString()));
      else if (topic.endsWith('/state')) states.set(topic, JSON.parse(payload.toString()));
    });
    await client.subscribeAsync('loket/#');
    for (const id of Object.keys(site.devices)) await device(id, 'online');
    console.log(`hall: every device online after ${Math.round(process.uptime())} s`);
  });

  after(async () => {
    await client?.endAsync();
    program?.kill('SIGKILL');
    printer?.close();
  });

  test('a bouncing key on GPIO takes one ticket a press, which comes out of the USB printer', async () => {
    for (let visitor = 1; visitor <= VISITORS; visitor++) {
      await press(TICKET_PIN);
      await until(() => namesIn('ticket.issued').length >= visitor, story);
    }
    const expected = Array.from({ length: VISITORS }, (_, index) => `A-00${index + 1}`);
    assert.deepEqual(namesIn('ticket.issued'), expected);
    assert.ok(tickets.every(({ complete }) => complete));
    assert.equal(tickets.length, VISITORS);
    console.log(
      `hall: ${VISITORS} presses of ${EDGES_A_PRESS} edges, ${tickets.length} tickets printed, ${printer.received} bytes`,
    );
  });

  test('a bouncing call button on GPIO calls one visitor a press, all the way to event/ticket/called', async () => {
    for (let visitor = 1; visitor <= VISITORS; visitor++) {
      if (visitor > 1) await sleep(BETWEEN_CALLS_MS);
      await press(CALL_PIN);
      await until(() => namesIn('ticket.called').length >= visitor, story);
    }
    assert.deepEqual(namesIn('ticket.called'), namesIn('ticket.issued'));
    console.log(
      `hall: ${VISITORS} presses of ${EDGES_A_PRESS} edges, ${namesIn('ticket.called').length} calls on MQTT`,
    );
  });

  test('a USB scanner reads the printed ticket, a number pad recalls, and both go and come back', async () => {
    new SimulatedKeypad(numpad, systemClock).press('+');
    await until(() => namesIn('ticket.recalled').length === 1, story);
    numpad.unplug();
    reader.unplug();
    for (const id of ['numpad', 'pemindai']) await device(id, 'offline');
    numpad = plugIn(pad);
    reader = plugIn(scanner);
    for (const id of ['numpad', 'pemindai']) await device(id, 'online');
    new SimulatedKeypad(numpad, systemClock).press('+');
    await until(() => namesIn('ticket.recalled').length === 2, story);
    new SimulatedWedgeScanner(reader).scan(tickets.at(-1).code);
    await until(() => namesIn('ticket.arrived').length === 1, story);
    assert.deepEqual(namesIn('ticket.arrived'), [namesIn('ticket.called').at(-1)]);
    console.log('hall: number pad and scanner unplugged and back; 2 recalls, 1 arrival');
  });

  test('a USB printer without paper and an unplugged one are known, and print again afterwards', async () => {
    const issued = () => namesIn('ticket.issued').length;
    paper.set({ paper: 'out' });
    await until(() => state('device/printer').usable === false, story);
    assert.deepEqual(state('device/printer').reason, 'paper.out');
    paper.set({ paper: 'ok' });
    await until(() => state('device/printer').usable === true, story);
    const before = issued();
    await press(TICKET_PIN);
    await until(() => issued() === before + 1, story);
    printer.unplug();
    await device('printer', 'offline');
    printer.plug();
    await device('printer', 'online');
    await press(TICKET_PIN);
    await until(() => issued() === before + 2, story);
    assert.equal(tickets.length, issued());
    console.log(`hall: paper out and unplugged, ${tickets.length} tickets printed in all, none twice`);
  });

  test('the program ends well and gives every GPIO line back', async () => {
    const ended = new Promise((resolve) => program.once('exit', resolve));
    program.kill('SIGTERM');
    assert.equal(await ended, 0);
    assert.deepEqual(
      readdirSync('/sys/class/gpio').filter((name) => /^gpio\d/.test(name)),
      [],
    );
  });
});

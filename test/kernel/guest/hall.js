/** The whole program as an office runs it, `loket run` on a site file, with every device on the kernel's interfaces. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import mqtt from 'mqtt';
import { kernelLine, piGpio } from '../../../dist/firmware-host/edge/gpio-chip.js';
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

const scanner = { vendor: 0x05f9, product: 0x2214, serial: 'scanner-1' };
const pad = { vendor: 0x04d9, product: 0xa02a, serial: 'pad-1' };
const ids = ({ vendor, product }) => ({ vendor_id: vendor, product_id: product });

const site = {
  version: 1,
  site: { id: 'uji', title: 'MPP Uji', zone: 'Asia/Jakarta' },
  services: { paspor: { title: 'Paspor', prefix: 'A' } },
  // Nothing but the debouncer keeps a bounce from being a second call.
  counters: { 'loket-1': { number: 1, serves: ['paspor'], ignore_repeat: 'off' } },
  recall: { most: 3, every: '0s' },
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
const replies = new Set();
let printer;
let numpad;
let reader;
let program;
let client;
let log = '';

const state = (of) => states.get(`loket/v1/uji/${of}/state`) ?? {};
const health = (id) => states.get(`loket/v1/uji/device/${id}/health`) ?? {};
const happened = (type) => events.filter((event) => event.type === `loket.${type}.v1`);
const namesIn = (type) => happened(type).map(({ data }) => data.ticket);
const story = () => `${JSON.stringify([...states])}\n${log.slice(-3_000)}`;
const device = (id, wanted) =>
  until(
    () => state(`device/${id}`).state === wanted,
    () => `${id} ${wanted}: ${story()}`,
  );

/** What came of the presses of one device's keys: an event each, or a refusal in the log. */
const refusals = (id) =>
  log.split('\n').filter((line) => line.includes(`"device":"${id}","command":`)).length;

/**
 * Presses a key and lets it go as a person does, who looks: it is down until something has come of it, and up until
 * the program, which may stand still meanwhile, has seen that too.
 */
async function press(pin, answers) {
  const before = answers();
  bouncingPress(pin);
  await until(() => answers() > before, story);
  bouncingRelease(pin);
  await until(
    () => readFileSync(`${piGpio.root}/gpio${kernelLine(pin, piGpio)}/value`, 'utf8').trim() === '1',
    'the key up',
  );
  await roundTrip();
}

/** Something without an effect that goes all the way through the program. */
async function roundTrip() {
  const id = `turn-${replies.size + 1}`;
  client.publish('loket/v1/uji/command/set-log-level', JSON.stringify({ id, level: 'info' }), { qos: 1 });
  await until(
    () => replies.has(id),
    () => `a reply: ${story()}`,
  );
}

/** Numbers that did not come out: the printer was too slow to say how it is. */
const voided = () => happened('ticket.voided').length;

/** Takes tickets until there are `count`. Where the printer was too slow to answer, the visitor tries again. */
async function takeTickets(count) {
  const issued = () => happened('ticket.issued').length;
  const answers = () => issued() + voided() + refusals('mesin');
  let presses = 0;
  for (; issued() < count; presses++) {
    await until(() => state('device/printer').usable === true, story);
    await press(TICKET_PIN, answers);
  }
  return presses;
}

/** Longer than any wait in it. */
const STEP_MS = 400_000;
let stopped = false;
/** Each of these goes on where the one before ended: after one that failed the others would only wait in vain. */
const step = (name, run) =>
  test(name, { timeout: STEP_MS }, async (t) => {
    if (stopped) return t.skip('the one before failed');
    stopped = true;
    await run();
    stopped = false;
  });

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
      if (topic.includes('/reply/')) replies.add(JSON.parse(payload.toString()).id);
      else if (topic.includes('/event/')) events.push(JSON.parse(payload.toString()));
      else if (/\/(state|health)$/.test(topic)) states.set(topic, JSON.parse(payload.toString()));
    });
    await client.subscribeAsync('loket/#', { qos: 1 });
    client.on('close', () => {
      log += 'the client of the test is not connected\n';
    });
    for (const id of Object.keys(site.devices)) await device(id, 'online');
    console.log(`hall: every device online after ${Math.round(process.uptime())} s`);
  });

  after(async () => {
    await client?.endAsync();
    program?.kill('SIGKILL');
    printer?.close();
  });

  step('a bouncing key on GPIO takes one ticket a press, which comes out of the USB printer', async () => {
    const presses = await takeTickets(VISITORS);
    const numbers = Array.from({ length: VISITORS + voided() }, (_, index) => `A-00${index + 1}`);
    const gone = namesIn('ticket.voided');
    assert.deepEqual(
      namesIn('ticket.issued'),
      numbers.filter((number) => !gone.includes(number)),
    );
    assert.equal(VISITORS + voided() + refusals('mesin'), presses);
    assert.equal(tickets.length, VISITORS);
    assert.ok(tickets.every(({ complete }) => complete));
    console.log(
      `hall: ${presses} presses of ${EDGES_A_PRESS} edges, ${refusals('mesin')} refused, ${voided()} void, ${tickets.length} tickets printed, ${printer.received} bytes`,
    );
  });

  step(
    'a bouncing call button on GPIO calls one visitor a press, all the way to event/ticket/called',
    async () => {
      for (let visitor = 0; visitor < VISITORS; visitor++)
        await press(CALL_PIN, () => namesIn('ticket.called').length + refusals('tombol'));
      assert.deepEqual(namesIn('ticket.called'), namesIn('ticket.issued'));
      assert.equal(refusals('tombol'), 0);
      console.log(
        `hall: ${VISITORS} presses of ${EDGES_A_PRESS} edges, ${namesIn('ticket.called').length} times event/ticket/called`,
      );
    },
  );

  step(
    'a USB scanner reads the printed ticket, a number pad recalls, and both go and come back',
    async () => {
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
      console.log(
        `hall: number pad and scanner unplugged and back; ${namesIn('ticket.recalled').length} recalls, ${namesIn('ticket.arrived').length} arrival`,
      );
    },
  );

  step('a USB printer without paper and an unplugged one are known, and print again afterwards', async () => {
    const before = tickets.length;
    paper.set({ paper: 'out' });
    await until(() => state('device/printer').reason === 'paper.out', story);
    assert.equal(state('device/printer').usable, false);
    paper.set({ paper: 'ok' });
    await takeTickets(before + 1);
    printer.unplug();
    await device('printer', 'offline');
    printer.plug();
    await device('printer', 'online');
    await takeTickets(before + 2);
    assert.equal(tickets.length, before + 2);
    assert.equal(new Set(namesIn('ticket.issued')).size, before + 2);
    console.log(`hall: paper out and unplugged, ${tickets.length} tickets printed in all, none twice`);
  });

  step('the program counts the presses, ends well and gives every GPIO line back', async () => {
    const counts = (id) => health(id).presses_accepted ?? 0;
    const pressed = { tombol: VISITORS, mesin: tickets.length + voided() + refusals('mesin') };
    await until(
      () => Object.entries(pressed).every(([id, presses]) => counts(id) >= presses),
      () => JSON.stringify([health('tombol'), health('mesin')]),
    );
    for (const [id, presses] of Object.entries(pressed)) {
      assert.equal(counts(id), presses);
      console.log(
        `hall: ${id}: ${presses * EDGES_A_PRESS} edges offered, ${counts(id)} presses counted, ${health(id).presses_debounced ?? 0} bounces put aside`,
      );
    }
    const ended = new Promise((resolve) => program.once('exit', resolve));
    program.kill('SIGTERM');
    assert.equal(await ended, 0);
    assert.deepEqual(
      readdirSync(piGpio.root).filter((name) => /^gpio\d/.test(name)),
      [],
    );
  });
});

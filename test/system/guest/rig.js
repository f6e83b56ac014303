/**
 * The devices of the hall and the people at them, in a process that lives through the ends of the hall: they press
 * keys, and remember what displays showed, what came out of the printer and what the broker said.
 */
import { execFile } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { frameOf } from '/project/dist/devices/serial-display/serial-display-models.js';
import { SimulatedPrinter } from '/project/dist/simulators/escpos-printer/printer.js';
import { SimulatedFirmataBoard } from '/project/dist/simulators/firmata-board/simulated-board.js';
import { SimulatedSerialDisplays } from '/project/dist/simulators/serial-display-hardware.js';
import { serveTcp } from '/project/dist/simulators/serve.js';
import { clock } from '/project/test/crash/clock.js';
import { counters, displayDevice, id, pins, ports } from './hall-site.js';
import { monotonicMs, mqtt } from './service.js';

/** A key is down for so long, and a person rests so long after a press. */
const HELD_MS = 45;
const BETWEEN_MS = { officer: [600, 1_400], visitor: [120, 300], crowd: [110, 130], impatient: [90, 180] };
/** As long as a ticket takes of a quick printer. */
const PRINT_MS = 60;
const DISPLAY_ADDRESS = 1;

export async function openRig({ random }) {
  const board = new SimulatedFirmataBoard({ clock, resetsOnOpen: false, seed: Math.floor(random() * 1e6) });
  const papers = [];
  const printer = new SimulatedPrinter({
    ...{ clock, columns: 48, printMs: PRINT_MS },
    onTicket: ({ text, complete }) => papers.push(paperOf(text, complete)),
  });
  const displays = counters.map(() => new SimulatedSerialDisplays(frameOf({ model: 'stx-etx' })));
  for (const display of displays) display.add(DISPLAY_ADDRESS, 6);
  const listen = (hardware, port) => serveTcp(hardware, { host: '127.0.0.1', port });
  const servers = [await listen(board, ports.board), await listen(printer, ports.printer)];
  for (const [place, display] of displays.entries())
    servers.push(await listen(display, ports.displays[place]));
  const cable = await openCable(ports.displays.at(-1));
  const heard = hear();
  return {
    papers,
    heard,
    people: createPeople(board, heard, random),
    /** What the display of each counter shows; empty: dark. */
    shown: () => displays.map((display) => display.shown(DISPLAY_ADDRESS) ?? ''),
    async close() {
      await heard.close();
      cable.close();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function paperOf(text, complete) {
  const ticket = text.map((line) => /^\s*([A-Z]-\d+)\s*$/.exec(line)?.[1]).find((found) => found);
  return { ticket, complete, copy: text.some((line) => /SALINAN|COPY/.test(line)) };
}

/** A serial device of this machine whose cable leads to the display on `port`. */
async function openCable(port) {
  rmSync(displayDevice, { force: true });
  const cable = execFile('socat', [`PTY,link=${displayDevice},rawer,mode=666`, `TCP:127.0.0.1:${port}`]);
  while (!existsSync(displayDevice)) await sleep(20);
  // Someone has it open at all times: socat ends with the last one, a cable does not.
  const held = openSync(displayDevice, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  return {
    close() {
      closeSync(held);
      cable.kill();
    },
  };
}

/** Everything that the broker says, with the time it came. */
function hear() {
  const events = [];
  const states = new Map();
  const client = mqtt.connect('mqtt://127.0.0.1:1883', { reconnectPeriod: 20, connectTimeout: 2_000 });
  client.on('connect', () => client.subscribe(`loket/v1/${id}/#`, { qos: 1 }));
  client.on('error', () => undefined);
  client.on('message', (topic, payload) => {
    const said = JSON.parse(payload.toString());
    if (topic.includes('/event/')) events.push({ ...said, at: monotonicMs() });
    else states.set(topic.split('/').slice(3).join('/'), said);
  });
  return {
    events,
    state: (of) => states.get(`${of}/state`) ?? {},
    forget: () => states.clear(),
    /** Asks the hall for something, and returns its reply. */
    ask: (name, wanted) => ask(client, name, wanted),
    close: () => client.endAsync(true),
  };
}

async function ask(client, name, wanted) {
  const order = `${name}-${Math.random()}`;
  const reply = new Promise((resolve) => {
    const look = (topic, payload) => {
      if (!topic.endsWith(`/reply/${name}`)) return;
      const said = JSON.parse(payload.toString());
      if (said.id !== order) return;
      client.off('message', look);
      resolve(said);
    };
    client.on('message', look);
  });
  await client.publishAsync(`loket/v1/${id}/command/${name}`, JSON.stringify({ id: order, ...wanted }), {
    qos: 1,
  });
  return reply;
}

/**
 * Officers who call the next visitor, and visitors who take tickets. An officer who sees nothing happen presses again,
 * and soon.
 */
function createPeople(board, heard, random) {
  const at = new Set();
  let presses = 0;
  let restMs = BETWEEN_MS.officer;
  let comeMs = BETWEEN_MS.crowd;
  const rest = ([least, most]) => sleep(least + random() * (most - least));
  const press = (pin) => {
    presses++;
    board.press(pin, HELD_MS);
    return monotonicMs();
  };
  const sees = (type, since, counter) =>
    heard.events.some(
      ({ type: one, at, data }) =>
        at >= since && one === `loket.ticket.${type}.v1` && data.counter === counter,
    );
  async function officer(place) {
    const counter = counters[place];
    while (at.has('officers')) {
      const since = press(pins.counters[place]);
      await rest(BETWEEN_MS.impatient);
      // The state of a counter tells only who was sent to it.
      const nobodyWaits = heard.state('service/paspor').waiting === 0;
      if (nobodyWaits || sees('called', since, counter)) await rest(restMs);
    }
  }
  async function visitors() {
    while (at.has('visitors')) {
      press(pins.ticket);
      await rest(comeMs);
    }
  }
  return {
    get presses() {
      return presses;
    },
    start(who) {
      if (at.has(who)) return;
      at.add(who);
      if (who === 'visitors') visitors();
      else for (const place of counters.keys()) officer(place);
    },
    stop: (who) => void at.delete(who),
    /** The crowd before the door has come in: from now on visitors come at their usual pace. */
    thin() {
      comeMs = BETWEEN_MS.visitor;
    },
    /** From now on officers do not rest after a call. */
    hurry() {
      restMs = [0, 0];
    },
  };
}

/**
 * The floor: the least a Node program can do with a key press. It reads the same Firmata bytes from the same boards,
 * sends the same frames to the same displays and publishes one retained state and one event through the same broker.
 * It has no queue, no journal, no debouncing, no supervision and no second thoughts.
 *
 *   node bare.js '{"boards":[PORT],"displays":[PORT],"broker":"embedded"|"mqtt://...","mqttPort":PORT}'
 */
import { connect, createServer } from 'node:net';
import { Aedes } from 'aedes';
import mqtt from 'mqtt';
import { keyAt, pinsPerBoard } from './hall-file.js';

const { boards, displays, broker, mqttPort } = JSON.parse(process.argv[2]);
const publish = broker === 'embedded' ? await embedded() : await external();
const screens = await Promise.all(displays.map((port) => socketTo(port)));
let number = 0;

for (const [board, port] of boards.entries()) {
  const socket = await socketTo(port);
  const levels = [0xff, 0xff, 0xff];
  // The board forgets what it was told while it starts: its version message is the sign that it listens.
  let greeted = false;
  let held = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    held = Buffer.concat([held, bytes]);
    let at = 0;
    while (at < held.length) {
      const command = held[at];
      if (command === 0xf0) {
        const end = held.indexOf(0xf7, at);
        if (end < 0) break;
        at = end + 1;
      } else {
        if (held.length < at + 3) break;
        if (command === 0xf9 && !greeted) {
          greeted = true;
          greet(socket, board);
        } else if ((command & 0xf0) === 0x90) {
          const first = command & 0x0f;
          const bits = held[at + 1] | (held[at + 2] << 7);
          const fell = levels[first] & ~bits;
          levels[first] = bits;
          for (let bit = 0; bit < 8; bit++) if (fell & (1 << bit)) pressed(board, first * 8 + bit);
        }
        at += 3;
      }
    }
    held = held.subarray(at);
  });
}

function greet(socket, board) {
  const out = [];
  for (let pin = 2; pin < 2 + pinsPerBoard; pin++) out.push(0xf4, pin, 11);
  for (let port = 0; port < 3; port++) out.push(0xd0 | port, 1);
  socket.write(Buffer.from(out));
  if (board === boards.length - 1)
    setTimeout(() => publish('loket/v1/bench/controller/state', '{"state":"online"}', true), 500);
}

function pressed(board, pin) {
  const place = board * pinsPerBoard + pin - keyAt(0).pin;
  const screen = screens[place];
  if (screen === undefined) return;
  const ticket = `A-${String(++number).padStart(4, '0')}`;
  screen.write(`\x0201${ticket}\x03`, 'latin1');
  const counter = `loket-${place + 1}`;
  const since = new Date().toISOString();
  publish(
    `loket/v1/bench/counter/${counter}/state`,
    JSON.stringify({ state: 'called', ticket, since }),
    true,
  );
  publish(
    'loket/v1/bench/event/ticket/called',
    JSON.stringify({ specversion: '1.0', id: `bench-${number}`, time: since, data: { ticket, counter } }),
    false,
  );
}

function socketTo(port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.setNoDelay(true);
    socket.once('error', reject);
  });
}

async function external() {
  const client = await mqtt.connectAsync(broker);
  return (topic, payload, retain) => client.publish(topic, payload, { qos: 1, retain });
}

async function embedded() {
  const aedes = await Aedes.createBroker();
  await new Promise((resolve) => createServer(aedes.handle).listen(mqttPort, '127.0.0.1', resolve));
  // Two messages in one turn and aedes delivers neither (moscajs/aedes 994): even the floor has to wait for it.
  let last = Promise.resolve();
  return (topic, payload, retain) => {
    const packet = { cmd: 'publish', dup: false, qos: 1, topic, payload: Buffer.from(payload), retain };
    last = last.then(() => new Promise((resolve) => aedes.publish(packet, resolve)));
  };
}

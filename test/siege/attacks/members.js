import packets from 'mqtt-packet';
import { passwordOf, site } from '../hall-file.js';
import { keep, pause, pour, socketTo } from './many.js';

const connectPacket = (user, password = passwordOf(user), clientId = `siege-${Math.random()}`) =>
  packets.generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    clientId,
    keepalive: 60,
    username: user,
    password: Buffer.from(password),
  });

/** A client that is let in, and then does something with its socket. */
const member = (port, user, then) =>
  socketTo(port, (socket) => {
    socket.write(connectPacket(user));
    socket.once('data', () => then(socket));
  });

const subscribe = (messageId, topics, qos = 1) =>
  packets.generate({ cmd: 'subscribe', messageId, subscriptions: topics.map((topic) => ({ topic, qos })) });
const publish = (topic, payload, messageId) =>
  packets.generate({ cmd: 'publish', topic, payload, qos: 1, messageId, retain: false, dup: false });

const manyFilters = Array.from({ length: 100 }, (_, packet) =>
  subscribe(
    packet + 1,
    Array.from({ length: 1_500 }, (_, at) => `loket/v1/${site}/${packet}/${at}`),
  ),
);

/** What somebody who has a password can do. */
export const members = [
  {
    name: 'MQTT: PUBACKs of nothing, 1 MB/s, from a view user',
    async run({ ports }, signal) {
      const acks = Buffer.concat(
        Array.from({ length: 5_000 }, (_, at) => packets.generate({ cmd: 'puback', messageId: at + 1 })),
      );
      keep(1, signal, () => member(ports.mqtt, 'view', (socket) => pour(socket, acks, signal, 1_000_000)));
    },
  },
  {
    name: 'MQTT: SUBSCRIBE of 150,000 filters',
    async run({ ports }, signal) {
      keep(1, signal, () =>
        member(ports.mqtt, 'view', (socket) => pour(socket, Buffer.concat(manyFilters), signal)),
      );
    },
  },
  {
    name: 'MQTT: 4 clients that subscribe to loket/# again and again',
    async run({ ports }, signal) {
      const again = Buffer.concat(Array.from({ length: 500 }, (_, at) => subscribe(at + 1, ['loket/#'])));
      keep(4, signal, () => member(ports.mqtt, 'view', (socket) => pour(socket, again, signal)));
    },
  },
  {
    name: 'MQTT: 16 slow readers that subscribe again',
    async run({ ports }, signal) {
      keep(16, signal, () =>
        member(ports.mqtt, 'view', async (socket) => {
          for (let at = 1; !socket.destroyed; at++) {
            socket.pause();
            socket.write(subscribe(at, ['loket/#']));
            await pause(20);
            // Enough to be no frozen one.
            if (at % 50 === 0) socket.read(100);
          }
        }),
      );
    },
  },
  {
    name: 'MQTT: 64 held sockets of a view user',
    run: async ({ ports }, signal) =>
      keep(64, signal, () => member(ports.mqtt, 'view', () => undefined), 1_000),
  },
  {
    name: 'MQTT: commands at 1,000/s from an operate user',
    async run({ ports }, signal) {
      const commands = Buffer.concat(
        Array.from({ length: 500 }, (_, at) =>
          publish(`loket/v1/${site}/command/issue-ticket`, `{"id":"${at}","service":"s-a"}`, at + 1),
        ),
      );
      keep(
        2,
        signal,
        () => member(ports.mqtt, 'operate', (socket) => pour(socket, commands, signal, 100_000)),
        200,
      );
    },
  },
  {
    name: 'MQTT: refused publishes as fast as they go',
    async run({ ports }, signal) {
      const births = Buffer.concat(
        Array.from({ length: 500 }, (_, at) => publish('homeassistant/status', 'online', at + 1)),
      );
      keep(4, signal, () => member(ports.mqtt, 'view', (socket) => pour(socket, births, signal)));
    },
  },
  {
    name: 'logins: 20 wrong ones at once, again and again',
    run: async ({ ports }, signal) =>
      keep(20, signal, (number) =>
        socketTo(ports.mqtt, (socket) =>
          socket.write(connectPacket(['view', 'operate', 'root'][number % 3], 'a guess')),
        ),
      ),
  },
];

import { connect } from 'node:net';
import { keep, pause, socketTo } from './many.js';

/** Connections that say nothing, or little. */
export const idle = [
  {
    name: 'TLS: 64 connects that say nothing',
    listeners: 'tls',
    run: async ({ ports }, signal) => keep(64, signal, () => socketTo(ports.mqtt), 1_000),
  },
  {
    name: 'MQTT: 40 idle sockets that come back at once',
    run: async ({ ports }, signal) => keep(40, signal, () => socketTo(ports.mqtt)),
  },
  {
    name: 'MQTT: 64 sockets that drip one byte a second',
    run: async ({ ports }, signal) =>
      keep(64, signal, () => {
        const socket = socketTo(ports.mqtt, () => socket.write(Buffer.from([0x10, 0x7f])));
        const drip = setInterval(() => socket.write(Buffer.from([0])), 1_000);
        return socket.once('close', () => clearInterval(drip));
      }),
  },
  {
    name: 'MQTT: connects and hang-ups, as fast as they go',
    run: async ({ ports }, signal) =>
      keep(16, signal, () =>
        connect(ports.mqtt, '127.0.0.1', function () {
          this.destroy();
        }).on('error', () => undefined),
      ),
  },
  {
    name: 'MQTT on WebSocket: 64 half requests',
    run: async ({ ports }, signal) =>
      keep(64, signal, () =>
        socketTo(ports.webSocket, (socket) => socket.write('GET /mqtt HTTP/1.1\r\nHost: x\r\n')),
      ),
  },
  {
    name: 'board: slow requests, 128 of one byte a second',
    honest: 'television',
    async run({ ports }, signal) {
      const text = 'GET /board HTTP/1.1\r\nX: ';
      keep(128, signal, () => {
        const socket = socketTo(ports.board);
        void (async () => {
          for (let at = 0; !socket.destroyed; at++) {
            socket.write(text[at] ?? 'x');
            await pause(1_000);
          }
        })();
        return socket;
      });
    },
  },
];

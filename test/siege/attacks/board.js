import { connect } from 'node:net';
import { keep, pour, socketTo, upgrade, wsFrame } from './many.js';

const request = (port, path) => Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
const honest = 'television';

/** A connection on which requests are written one after another without waiting for answers. */
const pipelined = (port, path, signal) =>
  socketTo(port, (socket) => {
    const bytes = Buffer.concat(Array(500).fill(request(port, path)));
    pour(socket, bytes, signal);
  });

const socketThatPours = (port, path, protocol, bytes, signal) =>
  socketTo(port, (socket) => {
    socket.write(upgrade(port, path, protocol));
    socket.once('data', () => pour(socket, bytes, signal));
  });

/** Ways out of the folder of clips, and names that are long or of none. */
const noClips = [
  '../../../etc/passwd',
  '..%2f..%2fjournal',
  'id/../../clips',
  'id//',
  'x'.repeat(4_000),
  'id/%00',
  'id/letter-zz',
];

const pongs = Buffer.concat(Array(2_000).fill(wsFrame(10)));

export const boardHeld = [
  {
    name: 'board: 128 held sockets of boards',
    honest,
    run: async ({ ports }, signal) =>
      keep(
        128,
        signal,
        () => socketTo(ports.board, (socket) => socket.write(upgrade(ports.board, '/board/feed'))),
        1_000,
      ),
  },
];

export const boardFloods = [
  {
    name: 'board: pipelined GET /board',
    honest,
    run: async ({ ports }, signal) => keep(1, signal, () => pipelined(ports.board, '/board', signal)),
  },
  {
    name: 'board: 16 x pipelined /board.js, unread',
    honest,
    run: async ({ ports }, signal) =>
      keep(16, signal, () => {
        const socket = pipelined(ports.board, '/board.js', signal);
        setImmediate(() => socket.pause());
        return socket;
      }),
  },
  {
    name: 'board: 16 x /board.js, one after another',
    honest,
    run: async ({ ports }, signal) =>
      keep(16, signal, () => {
        const socket = socketTo(ports.board, () => socket.write(request(ports.board, '/board.js')));
        let got = 0;
        socket.on('data', (bytes) => {
          got += bytes.length;
          if (got < 23_000) return;
          got = 0;
          socket.write(request(ports.board, '/board.js'));
        });
        return socket;
      }),
  },
  {
    name: 'board: 16 x pipelined clips of a voice, unread',
    honest,
    run: async ({ ports }, signal) =>
      keep(16, signal, () => {
        const socket = pipelined(ports.board, '/board/clips/chime.wav', signal);
        setImmediate(() => socket.pause());
        return socket;
      }),
  },
  {
    name: 'board: 16 x names of clips that are none, one after another',
    honest,
    run: async ({ ports }, signal) =>
      keep(16, signal, () => {
        let asked = 0;
        const ask = (socket) =>
          socket.write(request(ports.board, `/board/clips/${noClips[asked++ % noClips.length]}.wav`));
        const socket = socketTo(ports.board, ask);
        socket.on('data', () => ask(socket));
        return socket;
      }),
  },
  {
    name: 'board: 8 WebSockets of empty pongs',
    honest,
    run: async ({ ports }, signal) =>
      keep(8, signal, () => socketThatPours(ports.board, '/board/feed', undefined, pongs, signal)),
  },
  {
    name: 'board: connects and hang-ups, as fast as they go',
    honest,
    run: async ({ ports }, signal) =>
      keep(16, signal, () =>
        connect(ports.board, '127.0.0.1', function () {
          this.destroy();
        }).on('error', () => undefined),
      ),
  },
  {
    name: 'MQTT on WebSocket: 4 of empty pongs before CONNECT',
    run: async ({ ports }, signal) =>
      keep(4, signal, () => socketThatPours(ports.webSocket, '/mqtt', 'mqtt', pongs, signal)),
  },
];

import { randomBytes } from 'node:crypto';
import { keep, pour, socketTo, upgrade, wsFrame } from './many.js';

const random = () => randomBytes(4_096);
/** Frames with plausible heads and random bodies. */
const frames = () =>
  Buffer.concat(
    Array.from({ length: 64 }, () =>
      wsFrame(randomBytes(1)[0] & 0x0f, randomBytes(randomBytes(1)[0] & 0x7f)),
    ),
  );

const noisy = (name, port, first, bytes, honest) => ({
  name: `noise: ${name}`,
  honest,
  run: async ({ ports }, signal) =>
    keep(8, signal, () =>
      socketTo(ports[port], (socket) => {
        if (first) socket.write(first(ports[port]));
        setTimeout(() => pour(socket, bytes(), signal), first ? 20 : 0);
      }),
    ),
});

const connectHead = () => Buffer.from([0x10, 0x20]);

/** Random bytes and frames at each listener. */
export const noise = [
  noisy('random bytes at the MQTT listener', 'mqtt', undefined, random),
  noisy('a CONNECT of random bytes', 'mqtt', connectHead, random),
  noisy('random bytes at the MQTT listener for browsers', 'webSocket', undefined, random),
  noisy(
    'random frames at the MQTT listener for browsers',
    'webSocket',
    (port) => upgrade(port, '/mqtt', 'mqtt'),
    frames,
  ),
  noisy('random bytes at the board', 'board', undefined, random, 'television'),
  noisy('random frames at the board', 'board', (port) => upgrade(port, '/board/feed'), frames, 'television'),
];

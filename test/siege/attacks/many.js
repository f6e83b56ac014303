import { connect } from 'node:net';

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A socket that breaks without a word. */
export function socketTo(port, greet = () => undefined) {
  const socket = connect(port, '127.0.0.1', () => greet(socket));
  socket.on('error', () => undefined);
  return socket;
}

/** Keeps `count` of what `open` makes, each made again when it is closed, until the signal. */
export function keep(count, signal, open, againMs = 0) {
  for (let number = 0; number < count; number++) {
    const again = () => {
      if (signal.aborted) return;
      const socket = open(number);
      socket.resume();
      socket.once('close', () => setTimeout(again, againMs));
      signal.addEventListener('abort', () => socket.destroy());
    };
    again();
  }
}

/** Writes `bytes` again and again as fast as they are taken, or `perSecond` bytes of them. */
export function pour(socket, bytes, signal, perSecond = Infinity) {
  const start = performance.now();
  let sent = 0;
  const go = () => {
    while (!signal.aborted && !socket.destroyed && socket.writable) {
      if (sent > ((performance.now() - start + 20) / 1_000) * perSecond) return void setTimeout(go, 5);
      sent += bytes.length;
      if (!socket.write(bytes)) return void socket.once('drain', go);
    }
  };
  go();
}

/** An unmasked length is enough: clients have to mask, with whatever key. */
export const wsFrame = (opcode, payload = Buffer.alloc(0)) => {
  const head =
    payload.length < 126
      ? Buffer.from([0x80 | opcode, 0x80 | payload.length])
      : Buffer.from([0x80 | opcode, 0x80 | 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
};

/** The request that opens a WebSocket. */
export const upgrade = (port, path, protocol) =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ...(protocol ? [`Sec-WebSocket-Protocol: ${protocol}`] : []),
    '\r\n',
  ].join('\r\n');

import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a broker of MQTT 3.1.1 got wrong on one connection. */
export type Habit =
  | 'none'
  | 'out-of-order'
  | 'twice'
  | 'unknown-ids'
  | 'in-pieces'
  | 'silent'
  | 'deaf-after-connect'
  | 'hangs-up'
  | 'half-an-ack';

/** A publish as it came off the wire. */
export interface Heard {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}

/**
 * A broker on a raw socket that keeps what it hears and retains, in the order of the bytes, and acknowledges as its
 * habit is: `habit` is asked once for each connection. It takes what it has read, whether it acknowledges it or not.
 */
export async function awkwardBroker(habit: () => Habit, random: () => number) {
  const heard: Heard[] = [];
  const retained = new Map<string, string>();
  let session: Socket | undefined;
  let connections = 0;

  const server = createServer((socket) => {
    const mine = habit();
    let read = Buffer.alloc(0);
    let published = 0;
    const late: Buffer[] = [];
    const hangUpAfter = 1 + Math.floor(random() * 40);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      read = Buffer.concat([read, bytes]);
      for (let packet = first(read); packet !== undefined; packet = first(read)) {
        read = read.subarray(packet.bytes);
        // A client of the same id takes the place of the one before (section 3.1.4).
        if (packet.type === 1) {
          if (session !== socket) session?.destroy();
          session = socket;
          connections++;
          socket.write(Buffer.from([0x20, 2, 0, 0]));
          continue;
        }
        if (socket.destroyed || mine === 'deaf-after-connect') continue;
        if (packet.type === 8) socket.write(Buffer.from([0x90, 3, ...packet.body.subarray(0, 2), 1]));
        if (packet.type === 12) socket.write(Buffer.from([0xd0, 0]));
        if (packet.type === 3) take(packet);
      }
    });

    function take({ flags, body }: Packet): void {
      const length = body.readUInt16BE(0);
      const topic = body.toString('utf8', 2, 2 + length);
      const payload = body.toString('utf8', 4 + length);
      heard.push({ topic, payload, retain: (flags & 1) === 1 });
      if ((flags & 1) === 1) retained.set(topic, payload);
      published++;
      acknowledge(Buffer.from([0x40, 2, ...body.subarray(2 + length, 4 + length)]));
    }

    function acknowledge(ack: Buffer): void {
      const write = (bytes: Uint8Array) => void (socket.destroyed || socket.write(bytes));
      if (mine === 'silent' && published > hangUpAfter) return;
      if (socket.writableEnded) return;
      if ((mine === 'hangs-up' || mine === 'half-an-ack') && published >= hangUpAfter) {
        if (mine === 'half-an-ack') write(ack.subarray(0, 3));
        return void socket.destroySoon();
      }
      if (mine === 'out-of-order') {
        late.push(ack);
        if (late.length === 1)
          setTimeout(() => {
            for (const one of late.splice(0).toReversed()) write(one);
          }, random() * 20);
        return;
      }
      if (mine === 'unknown-ids') write(Buffer.from([0x40, 2, 0xfe, Math.floor(random() * 256)]));
      if (mine === 'in-pieces') for (const byte of ack) write(Buffer.from([byte]));
      else write(ack);
      if (mine === 'twice') write(ack);
    }
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    session?.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `mqtt://127.0.0.1:${port}`,
    heard,
    retained,
    connections: () => connections,
    /** Another client takes the session. */
    takeOver: () => session?.destroy(),
  };
}

interface Packet {
  readonly type: number;
  readonly flags: number;
  readonly body: Buffer;
  readonly bytes: number;
}

/** The first whole packet (sections 2.2.1 to 2.2.3). */
function first(read: Buffer): Packet | undefined {
  let length = 0;
  for (let at = 1; at < 5; at++) {
    const byte = read[at];
    if (byte === undefined) return undefined;
    length += (byte & 127) * 128 ** (at - 1);
    if (byte >= 128) continue;
    const end = at + 1 + length;
    if (read.length < end) return undefined;
    const head = read[0] ?? 0;
    return { type: head >> 4, flags: head & 15, body: read.subarray(at + 1, end), bytes: end };
  }
  return undefined;
}

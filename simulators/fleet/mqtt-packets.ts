import type { How } from './fleet-line.ts';

/**
 * As much of MQTT 3.1.1 (OASIS, 2014) as a client of the fleet needs. It is the fleet's own, so that a line can freeze,
 * break and repeat itself as no proper library lets it, and costs a microsecond for each message.
 */

/** Packet types (section 2.2.1). */
export const packetType = { connack: 2, publish: 3, puback: 4, suback: 9, pingresp: 13 } as const;

const clean = 0b10;
const willFlag = 0b100;
const willQos1 = 0b1000;
const willRetain = 0b100000;

export interface Connect {
  readonly clientId: string;
  readonly keepAliveSeconds: number;
  readonly will?: { readonly topic: string; readonly payload: string } | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

export function connectPacket({ clientId, keepAliveSeconds, will, username, password }: Connect): Buffer {
  const flags =
    clean |
    (will === undefined ? 0 : willFlag | willQos1 | willRetain) |
    (username === undefined ? 0 : 0x80) |
    (password === undefined ? 0 : 0x40);
  const fields = [clientId, will?.topic, will?.payload, username, password];
  const body = [
    text('MQTT'),
    Buffer.from([4, flags, keepAliveSeconds >> 8, keepAliveSeconds & 0xff]),
    ...fields.filter((field) => field !== undefined).map(text),
  ];
  return packet(0x10, Buffer.concat(body));
}

export function subscribePacket(id: number, filters: readonly string[]): Buffer {
  const wanted = filters.flatMap((filter) => [text(filter), Buffer.from([1])]);
  return packet(0x82, Buffer.concat([Buffer.from([id >> 8, id & 0xff]), ...wanted]));
}

export const pubackPacket = (id: number): Buffer => Buffer.from([0x40, 2, id >> 8, id & 0xff]);
export const pingPacket: Buffer = Buffer.from([0xc0, 0]);
export const disconnectPacket: Buffer = Buffer.from([0xe0, 0]);

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

function packet(head: number, body: Buffer): Buffer {
  const begin = Buffer.alloc(5);
  begin[0] = head;
  return Buffer.concat([begin.subarray(0, writeLength(begin, 1, body.length)), body]);
}

/** Writes a "remaining length" (section 2.2.3) at `at`, and returns where it ends. */
function writeLength(into: Buffer, at: number, length: number): number {
  let left = length;
  let end = at;
  do {
    const digit = left & 0x7f;
    left >>= 7;
    into[end++] = left > 0 ? digit | 0x80 : digit;
  } while (left > 0);
  return end;
}

/** The most bytes that a PUBLISH of this topic and payload takes. */
export const publishMaxBytes = (topic: string, payload: string): number =>
  3 * (topic.length + payload.length) + 9;

/** Writes a PUBLISH at `at` of `into`, which has room for `publishMaxBytes`, and returns where it ends. */
export function writePublish(
  into: Buffer,
  at: number,
  { topic, payload, how, id }: { topic: string; payload: string; how: How; id: number },
): number {
  const topicBytes = Buffer.byteLength(topic);
  const length = 2 + topicBytes + (how.qos === 0 ? 0 : 2) + Buffer.byteLength(payload);
  into[at] = 0x30 | (how.dup === true ? 8 : 0) | (how.qos << 1) | (how.retain ? 1 : 0);
  let end = writeLength(into, at + 1, length);
  into[end++] = topicBytes >> 8;
  into[end++] = topicBytes & 0xff;
  end += into.write(topic, end);
  if (how.qos > 0) {
    into[end++] = id >> 8;
    into[end++] = id & 0xff;
  }
  return end + into.write(payload, end);
}

export interface Packet {
  readonly type: number;
  readonly flags: number;
  readonly body: Buffer;
}

/** Cuts a stream of bytes into packets. */
export function createPacketReader(heard: (packet: Packet) => void): (bytes: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    let at = 0;
    for (;;) {
      const size = packetSize(all, at);
      if (size === undefined || all.length < size.end) break;
      const head = all[at] ?? 0;
      heard({ type: head >> 4, flags: head & 0xf, body: all.subarray(size.begin, size.end) });
      at = size.end;
    }
    rest = all.subarray(at);
  };
}

/** Where the body of the packet at `from` begins and ends; undefined while that is not known. */
function packetSize(
  bytes: Buffer,
  from: number,
): { readonly begin: number; readonly end: number } | undefined {
  let length = 0;
  for (let place = 0; place < 4; place++) {
    const at = from + 1 + place;
    const digit = bytes[at];
    if (digit === undefined) return undefined;
    length += (digit & 0x7f) * 128 ** place;
    if ((digit & 0x80) === 0) return { begin: at + 1, end: at + 1 + length };
  }
  throw new Error('the broker sent a packet without a proper length');
}

/** Reads a PUBLISH. `id`: undefined for QoS 0. */
export function readPublish({ flags, body }: Packet) {
  const end = 2 + body.readUInt16BE(0);
  const isAcked = (flags & 0b110) !== 0;
  return {
    topic: body.toString('utf8', 2, end),
    isRetained: (flags & 1) !== 0,
    id: isAcked ? body.readUInt16BE(end) : undefined,
    payload: body.toString('utf8', isAcked ? end + 2 : end),
  };
}

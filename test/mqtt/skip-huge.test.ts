import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import packets from 'mqtt-packet';
import { describe, expect, test } from 'vitest';
import { skipHuge } from '../../firmware-host/mqtt/skip-huge.ts';

const most = 1_000;

interface Said {
  readonly bytes: number;
  readonly topic: string;
  readonly qos: 0 | 1;
}

/** What comes through of messages that arrive cut at `cuts`. */
function through(messages: readonly Said[], cuts: readonly number[]) {
  const wire = messages.map(({ bytes, topic, qos }, at) =>
    packets.generate({
      ...({ cmd: 'publish', topic, qos, messageId: at + 1, retain: false, dup: false } as const),
      payload: Buffer.alloc(bytes, 0xff),
    }),
  );
  const stream = new PassThrough();
  const got: Buffer[] = [];
  const acks: number[] = [];
  const skipped: number[] = [];
  skipHuge({
    ...{ stream, most },
    ack: (bytes) => acks.push(bytes.readUInt16BE(2)),
    skipped: (bytes) => skipped.push(bytes),
  });
  stream.on('data', (chunk: Buffer) => got.push(chunk));
  const all = Buffer.concat(wire);
  for (let at = 0, turn = 0; at < all.length; turn++) {
    const cut = cuts[turn % cuts.length] ?? 1;
    stream.push(all.subarray(at, at + cut));
    at += cut;
  }
  while (stream.read() !== null);
  const isHuge = (packet: Buffer) => packet.length > most;
  return { got: Buffer.concat(got), acks, skipped, wire, isHuge };
}

describe('a message that is too long', () => {
  test('is kept from the reader, acknowledged, and leaves what stands around it as it was, however it is cut', () => {
    const said = fc.record({
      bytes: fc.oneof(fc.nat({ max: 200 }), fc.integer({ min: 1_100, max: 70_000 })),
      topic: fc
        .string({ minLength: 1, maxLength: 30, unit: 'grapheme-ascii' })
        .map((text) => `a/${text.replace(/[+#]/g, 'x')}`),
      qos: fc.constantFrom<0 | 1>(0, 1),
    });
    fc.assert(
      fc.property(
        fc.array(said, { minLength: 1, maxLength: 6 }),
        fc.array(fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 70_000 })), {
          minLength: 1,
        }),
        (messages, cuts) => {
          const { got, acks, skipped, wire } = through(messages, cuts);
          const small = wire.filter((_, at) => (messages[at]?.bytes ?? 0) < most);
          const huge = messages.flatMap(({ bytes, qos }, at) =>
            bytes > most ? [{ qos, number: at + 1 }] : [],
          );
          expect(got.equals(Buffer.concat(small))).toBe(true);
          expect(skipped).toHaveLength(huge.length);
          expect(acks).toEqual(huge.filter(({ qos }) => qos === 1).map(({ number }) => number));
        },
      ),
    );
  });
});

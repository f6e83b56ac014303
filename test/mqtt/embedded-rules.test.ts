import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectRefusal, denyIfThrown, subscribeRefusal } from '../../firmware-host/mqtt/embedded/access.ts';
import { openConnectionCap } from '../../firmware-host/mqtt/embedded/connection-cap.ts';
import { openFrameGuard } from '../../firmware-host/mqtt/embedded/frame-guard.ts';

test('one address may have eight connections, this machine as many as there are', () => {
  const cap = openConnectionCap();
  const eight = Array.from({ length: 8 }, () => cap.enter('10.1.2.3'));
  expect(eight).toEqual(Array(8).fill(undefined));
  expect(cap.enter('10.1.2.3')).toBe('too-many-from-address');
  cap.leave('10.1.2.3');
  expect(cap.enter('10.1.2.3')).toBeUndefined();
  const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
  for (let number = 0; number < 24; number++) expect(cap.enter(local[number % 3] ?? '')).toBeUndefined();
  expect(cap.enter('127.0.0.1')).toBe('too-many-connections');
});

test('a client id is printable and short', () => {
  for (const id of [undefined, '', 'hall-page', 'x'.repeat(64)]) expect(connectRefusal(id)).toBeUndefined();
  for (const id of ['a\0', 'a\n', 'é', '\ufffd', 'x'.repeat(65)])
    expect(connectRefusal(id)).toBe('client-id');
});

test('a filter is text, and not about the broker itself', () => {
  for (const filter of ['#', 'loket/#', '+/v1/+/counter/#']) expect(subscribeRefusal(filter)).toBeUndefined();
  for (const filter of ['$SYS/#', 'a\0', 'a\ufffd', 'x'.repeat(251)])
    expect(subscribeRefusal(filter)).toBe('filter');
});

test('a check that throws denies', () => {
  expect(
    denyIfThrown(() => {
      throw new Error('a bug');
    }),
  ).toBe('check-failed');
});

/** A packet with a CONNECT's first byte and `length` bytes of body. */
function packet(length: number): Buffer {
  const header = [0x10];
  let left = length;
  do {
    const digit = left % 128;
    left = Math.floor(left / 128);
    header.push(left > 0 ? digit | 0x80 : digit);
  } while (left > 0);
  return Buffer.concat([Buffer.from(header), Buffer.alloc(length, 0xff)]);
}

test('the frame guard lets through packets of any length up to 64 KiB, however they are cut', () => {
  const lengths = fc.array(fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 64 * 1024 })), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(lengths, fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1 }), (sizes, cuts) => {
      const bytes = Buffer.concat(sizes.map(packet));
      const inspect = openFrameGuard();
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const cut = cuts[turn % cuts.length] ?? 1;
        expect(inspect(bytes.subarray(at, at + cut), true)).toBeUndefined();
        at += cut;
      }
      expect(inspect(packet(64 * 1024 + 1), true)).toBe('frame-too-long');
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Role } from '../../firmware-host/mqtt/commands/roles.ts';
import { commandTable } from '../../firmware-host/mqtt/commands/table.ts';
import {
  connectRefusal,
  denyIfThrown,
  publishRefusal,
  subscribeRefusal,
} from '../../firmware-host/mqtt/embedded/access.ts';
import { openConnectionCap } from '../../firmware-host/mqtt/embedded/connection-cap.ts';
import { openFrameGuard } from '../../firmware-host/mqtt/embedded/frame-guard.ts';
import { openPacketRate } from '../../firmware-host/mqtt/embedded/packet-rate.ts';
import { VirtualClock } from '../virtual-clock.ts';

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
  for (const filter of ['#', 'loket/#', '+/v1/+/counter/#'])
    expect(subscribeRefusal('maintain', filter)).toBeUndefined();
  for (const filter of ['$share/a/#', 'a\0', 'a\ufffd', 'x'.repeat(251)])
    expect(subscribeRefusal('maintain', filter)).toBe('filter');
});

test('only who maintains may read everything there is, and what the broker says of itself', () => {
  for (const filter of ['#', '+/v1/#', '$SYS/#']) {
    expect(subscribeRefusal('maintain', filter)).toBeUndefined();
    expect(subscribeRefusal('operate', filter)).toBe('filter');
    expect(subscribeRefusal('view', filter)).toBe('filter');
  }
  expect(subscribeRefusal('view', 'loket/#')).toBeUndefined();
});

test('a role may send its own commands and those of the roles before it', () => {
  const send = (role: Role, name: string) =>
    publishRefusal('s', role, { topic: `loket/v1/s/command/${name}`, retain: false, qos: 1 });
  for (const [name, { role: needed }] of Object.entries(commandTable)) {
    expect(send('view', name)).toBe('role');
    expect(send('operate', name)).toBe(needed === 'operate' ? undefined : 'role');
    expect(send('maintain', name)).toBeUndefined();
  }
  expect(send('operate', 'no-such-command')).toBeUndefined();
  expect(send('view', 'no-such-command')).toBe('role');
});

test('a client may send 500 packets in one go, and 200 a second from then on; acknowledging is free', async () => {
  const clock = new VirtualClock();
  const mayCome = openPacketRate(clock);
  const burst = () => Array.from({ length: 1_000 }, () => mayCome(0x32)).filter(Boolean).length;
  expect(burst()).toBe(500);
  expect(mayCome(0x40)).toBe(true);
  await clock.advance(1_000);
  expect(burst()).toBe(200);
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

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listenerLimits } from '../../firmware-host/listeners/listener-limits.ts';
import { createPlaces } from '../../firmware-host/listeners/places.ts';
import type { AccessRole } from '../../firmware-host/mqtt/commands/access-roles.ts';
import { commandTable } from '../../firmware-host/mqtt/commands/command-table.ts';
import {
  connectRefusal,
  denyIfThrown,
  isBroad,
  mayHear,
  publishRefusal,
  subscribeRefusal,
} from '../../firmware-host/mqtt/embedded/access.ts';
import { createClientBudget } from '../../firmware-host/mqtt/embedded/client-budget.ts';
import { openFrameGuard } from '../../firmware-host/mqtt/embedded/frame-guard.ts';
import { VirtualClock } from '../virtual-clock.ts';

test('one user at one address may have sixteen connections, on this machine thirty-two', () => {
  const places = createPlaces(listenerLimits.mqtt.members);
  const enter = (holder: string, address: string) => places.enter(holder, address, () => undefined);
  const held = Array.from({ length: 17 }, () => enter('tv 10.1.2.3', '10.1.2.3'));
  expect(held.map((place) => place !== undefined)).toEqual([...Array(16).fill(true), false]);
  held[0]?.();
  held[0]?.();
  expect(places.taken).toBe(15);
  expect(enter('tv 10.1.2.3', '10.1.2.3')).toBeDefined();
  for (let number = 0; number < 32; number++) expect(enter('tv ::1', '::1')).toBeDefined();
  expect(enter('tv ::1', '::1')).toBeUndefined();
});

test('when all places are taken, who has the most gives up its oldest to one who has fewer, and nobody else does', () => {
  const expelled: string[] = [];
  const places = createPlaces({ all: 6, each: 4, here: 4 });
  const enter = (holder: string, name: string) =>
    places.enter(holder, '10.0.0.1', () => expelled.push(name)) !== undefined;
  for (const name of ['a1', 'a2', 'a3', 'a4']) enter('a', name);
  for (const name of ['b1', 'c1']) enter(name[0] ?? '', name);
  expect([enter('d', 'd1'), enter('e', 'e1')]).toEqual([true, true]);
  expect(expelled).toEqual(['a1', 'a2']);
  expect(places.taken).toBe(6);
  // Two of a's and one of everybody's are left: b may not take from a what it would then have more of.
  expect(enter('b', 'b2')).toBe(false);
  expect(expelled).toHaveLength(2);
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

test('what a single visitor answered is heard by who maintains, whatever filter it matches', () => {
  const answer = 'loket/v1/mpp/event/rating/given';
  expect(subscribeRefusal('maintain', answer)).toBeUndefined();
  for (const role of ['view', 'operate'] as const) {
    expect(mayHear(role, answer)).toBe(false);
    expect(subscribeRefusal(role, answer)).toBe('filter');
    expect(mayHear(role, 'loket/v1/mpp/event/complaint/opened')).toBe(true);
    expect(mayHear(role, 'loket/v1/mpp/rating/paspor/state')).toBe(true);
  }
  expect(mayHear('maintain', answer)).toBe(true);
});

test('a role may send its own commands and those of the roles before it', () => {
  const send = (role: AccessRole, name: string) =>
    publishRefusal('s', role, { topic: `loket/v1/s/command/${name}`, retain: false, qos: 1 });
  for (const [name, { role: needed }] of Object.entries(commandTable)) {
    expect(send('view', name)).toBe('role');
    expect(send('operate', name)).toBe(needed === 'operate' ? undefined : 'role');
    expect(send('maintain', name)).toBeUndefined();
  }
  expect(send('operate', 'no-such-command')).toBeUndefined();
  expect(send('view', 'no-such-command')).toBe('role');
});

test('a client may send 500 packets in one go, and 200 a second from then on', async () => {
  const clock = new VirtualClock();
  const { mayCome } = createClientBudget(clock);
  const burst = () => Array.from({ length: 1_000 }, () => mayCome(0x32, 10)).filter((no) => no === undefined);
  expect(burst()).toHaveLength(500);
  expect(mayCome(0x32, 10)).toBe('too-many-packets');
  await clock.advance(1_000);
  expect(burst()).toHaveLength(200);
});

test('a client may acknowledge what it was sent, and a few more, and no more', () => {
  const { mayCome, owesAck } = createClientBudget(new VirtualClock());
  const acks = () => Array.from({ length: 10_000 }, () => mayCome(0x40, 2)).filter((no) => no === undefined);
  expect(acks()).toHaveLength(listenerLimits.acksSpare);
  for (let sent = 0; sent < 300; sent++) owesAck();
  expect(acks()).toHaveLength(300);
  expect(mayCome(0x40, 2)).toBe('too-many-acks');
});

test('a SUBSCRIBE costs what it asks for: its size, and what is retained there', async () => {
  const clock = new VirtualClock();
  const { mayCome, mayAsk } = createClientBudget(clock);
  expect(mayCome(0x82, 60_000)).toBe('too-many-packets');
  const long = () => Array.from({ length: 200 }, () => mayCome(0x82, 576)).filter((no) => no === undefined);
  expect(long()).toHaveLength(50);
  const asked = (broad: boolean) => Array.from({ length: 1_000 }, () => mayAsk(broad)).filter(Boolean).length;
  expect(asked(true)).toBe(50);
  await clock.advance(1_000);
  expect(long()).toHaveLength(20);
  expect(asked(true)).toBe(20);
  await clock.advance(1_000);
  expect(asked(false)).toBe(200);
});

test('a filter is broad where many retained messages may match it', () => {
  const discovery = ['homeassistant', 'rumah/pintar'];
  for (const filter of [
    '#',
    'loket/#',
    'loket/v1/+/counter/+/state',
    'homeassistant/#',
    'homeassistant/+/+/config',
  ])
    expect(isBroad(filter, discovery), filter).toBe(true);
  for (const filter of [
    'homeassistant/device/+/+/config',
    'rumah/pintar/device/+/config',
    'rumah/+/sensor/+/config',
  ])
    expect(isBroad(filter, discovery), filter).toBe(true);
  for (const filter of [
    'homeassistant/sensor/+/+/config',
    'rumah/pintar/sensor/+/config',
    'loket/v1/s/board/state',
  ])
    expect(isBroad(filter, discovery), filter).toBe(false);
  expect(isBroad('homeassistant/sensor/+/+/config')).toBe(true);
});

test('a client may send a site file to be checked, and not one every moment', () => {
  const { mayCome } = createClientBudget(new VirtualClock());
  const files = Array.from({ length: 20 }, () => mayCome(0x32, 64 * 1024));
  expect(files.filter((no) => no === undefined)).toHaveLength(8);
  expect(files.at(-1)).toBe('too-many-bytes');
});

test('below the prefix of Home Assistant everybody reads, and says nothing but that it has come or gone', () => {
  const discovery = ['homeassistant'];
  const says = (topic: string, more = {}) =>
    publishRefusal('s', 'view', { topic, retain: false, qos: 0, ...more }, discovery);
  expect(says('homeassistant/status')).toBeUndefined();
  expect(says('homeassistant/status', { retain: true })).toBe('publish-outside-command');
  expect(says('homeassistant/status', { qos: 2 })).toBe('publish-outside-command');
  expect(says('homeassistant/device/loket_s/controller/config')).toBe('publish-outside-command');
  expect(says('rumah/status')).toBe('publish-outside-command');
  expect(subscribeRefusal('view', 'homeassistant/+/+/config', discovery)).toBeUndefined();
  expect(subscribeRefusal('view', 'homeassistant2/+/config', discovery)).toBe('filter');
  expect(subscribeRefusal('view', 'homeassistant/+/config')).toBe('filter');
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

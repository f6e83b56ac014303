import { describe, expect, it } from 'vitest';
import type { DeviceKind } from '../../devices/kind.ts';
import { modbusDisplay } from '../../devices/modbus-display/modbus-display.ts';
import { complaints, withDevices } from '../config/site-text.ts';
import { modbusBench } from './modbus-bench.ts';

const display = modbusDisplay as unknown as DeviceKind;
const show = (text: string) => ({ type: 'show', text }) as const;

describe('a Modbus display that takes long to answer', () => {
  it('delays each turn of the others by its own turn and no more, and all of them stay as they are', async () => {
    const on = modbusBench();
    const quick = [1, 2, 3, 4, 5];
    for (const bus of quick) on.line.add(bus, 0, 4);
    for (const bus of [8, 9]) on.line.add(bus, 0, 4, { answerMs: 700 });
    const settings = (bus: number) => ({ bus_address: bus, ...(bus > 7 ? { answer_ms: 900 } : {}) });
    const all = [...quick, 8, 9].map((bus) => on.supervise(display, settings(bus)));
    await on.clock.advance(15_000);
    for (let round = 0; round < 10; round++) {
      for (const { device } of all) void device.perform(show(`A-${100 + round}`)).catch(() => undefined);
      // The turns of the two slow ones are some 750 ms each, those of the others 50 ms. A display that is being asked
      // already ends that first.
      await on.clock.advance(2 * (2 * 750 + 5 * 60));
      expect(quick.map(on.reads)).toEqual(quick.map(() => `A${100 + round}`));
      await on.clock.advance(1_500);
      expect([8, 9].map(on.reads)).toEqual(Array(2).fill(`A${100 + round}`));
    }
    expect(all.map(({ device }) => device.status().counters.losses)).toEqual(all.map(() => 0));
    on.line.power(8, false);
    await on.clock.advance(20_000);
    expect(all.map(({ device }) => device.status().state)).toEqual(
      [...quick, 8, 9].map((bus) => (bus === 8 ? 'offline' : 'online')),
    );
    for (const { device } of all) await device.stop();
  });

  it('is said to take a second at most', () => {
    const site = (ms: number) =>
      `a: { kind: modbus-display, counter: loket-1, address: /dev/ttyUSB0, answer_ms: ${ms} }`;
    expect(complaints(withDevices(site(1_000)))).toEqual([]);
    expect(complaints(withDevices(site(1_001)))).toHaveLength(1);
  });
});

describe('a Modbus display that can only be written to', () => {
  it('proves by the answer to a write that it is there, and is dark until it has a number', async () => {
    const on = modbusBench();
    on.line.add(3, 0, 4, { silentTo: [3] });
    const { device } = on.supervise(display, { bus_address: 3, answers: 'writes' });
    await on.clock.advance(2_000);
    expect([device.status().state, device.status().evidence, on.reads(3)]).toEqual(['online', 'ack', '']);
    void device.perform(show('A-012'));
    await on.clock.advance(1_000);
    expect(on.reads(3)).toBe('A012');
    on.line.power(3, false);
    await on.clock.advance(2_000);
    expect(device.status().state).toBe('offline');
    on.line.power(3, true);
    await on.clock.advance(40_000);
    expect([device.status().state, on.reads(3)]).toEqual(['online', 'A012']);
    await device.stop();
  });

  it.each(['single', 'multiple'] as const)(
    'and knows only one way of writing is told so in the other: %s',
    async (write) => {
      const on = modbusBench();
      on.line.add(3, 0, 4, { silentTo: [3], unknown: [write === 'single' ? 6 : 16] });
      const { device } = on.supervise(display, { bus_address: 3, answers: 'writes', layout: { write } });
      await on.clock.advance(1_000);
      void device.perform(show('A-012'));
      await on.clock.advance(1_500);
      expect([on.reads(3), device.status().state, device.status().reasons]).toEqual(['A012', 'online', []]);
      await device.stop();
    },
  );
});

describe('a Modbus display that never answers', () => {
  it('is sent its number again and again, is not said to be tested, and leaves its line to those that answer', async () => {
    const on = modbusBench();
    on.line.add(3, 0, 4, { mute: true });
    on.line.add(4, 0, 4);
    const mute = on.supervise(display, { bus_address: 3, answers: 'none' });
    const other = on.supervise(display, { bus_address: 4 });
    await on.clock.advance(1_000);
    void mute.device.perform(show('A-012'));
    void other.device.perform(show('B-007'));
    await on.clock.advance(500);
    expect([on.reads(3), on.reads(4)]).toEqual(['A012', 'B007']);
    expect(mute.device.status()).toMatchObject({ state: 'online', evidence: 'none' });
    expect(mute.device.status().counters.acknowledged).toBe(0);
    on.line.power(3, false);
    on.line.power(3, true);
    await on.clock.advance(3_000);
    expect([on.reads(3), other.device.status().state]).toEqual(['A012', 'online']);
    await mute.device.stop();
    await other.device.stop();
  });

  it('can be all displays of the line at once, at address 0', async () => {
    const on = modbusBench();
    for (const bus of [3, 4]) on.line.add(bus, 0, 4);
    const { device } = on.supervise(display, { bus_address: 0, answers: 'none' });
    await on.clock.advance(100);
    void device.perform(show('A-012'));
    await on.clock.advance(200);
    expect([on.reads(3), on.reads(4)]).toEqual(['A012', 'A012']);
    await device.stop();
  });

  it.each([
    ['bus_address: 0', 'nobody answers at address 0'],
    [
      'answers: none, framing: tcp, address: "tcp://10.0.0.5:502"',
      'a Modbus TCP gateway waits for an answer',
    ],
    ['framing: tcp, address: /dev/ttyUSB0', 'Modbus TCP is spoken over the network only'],
  ])('has no settings that cannot be: %s', (settings, why) => {
    const where = settings.includes(' address:') ? '' : 'address: /dev/ttyUSB0, ';
    const site = `a: { kind: modbus-display, counter: loket-1, ${where}${settings} }`;
    expect(complaints(withDevices(site))).toEqual([expect.stringContaining(why)]);
  });
});

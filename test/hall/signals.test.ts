import { afterEach, describe, expect, it } from 'vitest';
import { PlayedHall } from './played-hall.ts';

/** Two counters with lamps, one with a buzzer too, and a ticket machine whose service has one number a day. */
const site = `
version: 1
site: { id: uji, title: Uji, zone: Asia/Jakarta, language: id }
services:
  paspor: { title: Paspor, prefix: A }
  visa: { title: Visa, prefix: V, quota: 1 }
counters:
  loket-1: { number: 1, serves: [paspor] }
  loket-2: { number: 2, serves: [paspor, visa] }
recall: { every: 1s }
boards:
  papan: { address: "tcp://192.168.1.60:3030" }
devices:
  tombol-1: { kind: keypad, counter: loket-1, pull: off, keys: { next: 2, recall: 3, arrive: 4, no-show: 5, end: 6, close: 7, break: 8 } }
  tombol-2: { kind: keypad, counter: loket-2, pull: off, keys: { next: 9, walk-in: 10 } }
  lampu-1: { kind: signal-lamp, counter: loket-1, board: papan, pin: 7 }
  lampu-2: { kind: signal-lamp, counter: loket-2, pin: 17, flash_for: 4s }
  bel-1: { kind: signal-lamp, counter: loket-1, pin: 18, gives: sound, flash_for: 3s }
  mesin: { kind: keypad, pull: off, keys: { visa: 20, paspor: 21 }, does: { visa: ticket visa, paspor: ticket paspor } }
  lampu-mesin: { kind: signal-lamp, pin: 22 }
  printer: { kind: escpos-printer, address: "tcp://192.168.1.50:9100", columns: 48 }
`;

let hall: PlayedHall;
afterEach(() => hall.stop());

const lamp = (id: string) => hall.device(id).lamp?.();
const lamps = () => ['lampu-1', 'bel-1', 'lampu-2', 'lampu-mesin'].map(lamp);

/** A hall in which so many wait for paspor. */
async function open(waiting: number): Promise<void> {
  hall = await PlayedHall.open(site);
  for (let visitor = 0; visitor < waiting; visitor++) await hall.ticket('paspor');
}

/** How often the lamp was lit within any second. */
function mostASecond(id: string): number {
  const lightings = hall.device(id).lightings?.() ?? [];
  return Math.max(
    0,
    ...lightings.map((at) => lightings.filter((one) => one >= at && one < at + 1_000).length),
  );
}

describe('the lamp of a counter', () => {
  it('flashes when a visitor is called, stays lit while the visitor is awaited, and goes out on arrival', async () => {
    await open(1);
    expect(lamps()).toEqual(['off', 'off', 'off', 'off']);
    await hall.press('tombol-1', 'next');
    await hall.pass(1_500);
    expect(lamps()).toEqual(['flash', 'flash', 'off', 'off']);
    await hall.pass(2_500);
    // The buzzer of the same counter was told to flash for three seconds, and is not heard after that.
    expect(lamps()).toEqual(['flash', 'off', 'off', 'off']);
    await hall.pass(10_000);
    expect(lamps()).toEqual(['on', 'off', 'off', 'off']);
    await hall.press('tombol-1', 'arrive');
    expect(lamps()).toEqual(['off', 'off', 'off', 'off']);
  });

  it('is lit within a tenth of a second of the press', async () => {
    await open(1);
    const before = hall.clock.now();
    await hall.press('tombol-1', 'next');
    const [lit = Number.NaN] = hall.device('lampu-1').lightings?.() ?? [];
    expect(lit - before).toBeLessThan(100);
  });

  it('flashes again when the visitor is called again', async () => {
    await open(1);
    await hall.press('tombol-1', 'next');
    await hall.pass(15_000);
    await hall.press('tombol-1', 'recall');
    await hall.pass(1_500);
    expect(lamps()).toEqual(['flash', 'flash', 'off', 'off']);
    await hall.pass(12_000);
    expect(lamp('lampu-1')).toBe('on');
  });

  it.each(['no-show', 'end', 'close', 'break'])(
    'goes out at once when the officer presses %s',
    async (key) => {
      await open(1);
      await hall.press('tombol-1', 'next');
      await hall.pass(1_500);
      await hall.press('tombol-1', key);
      await hall.pass(1_300);
      expect(lamp('lampu-1')).toBe('off');
      await hall.pass(15_000);
      expect(lamp('lampu-1')).toBe('off');
    },
  );

  it('flashes for the next visitor, although the one before never arrived', async () => {
    await open(2);
    await hall.press('tombol-1', 'next');
    await hall.pass(20_000);
    await hall.press('tombol-1', 'next');
    await hall.pass(1_500);
    expect(lamp('lampu-1')).toBe('flash');
  });

  it('shows its own counter alone, and does not flash for somebody who stands at the desk already', async () => {
    await open(1);
    await hall.press('tombol-2', 'next');
    await hall.pass(1_500);
    expect(lamps()).toEqual(['off', 'off', 'flash', 'off']);
    await hall.pass(5_000);
    expect(lamps()).toEqual(['off', 'off', 'on', 'off']);
    await hall.press('tombol-2', 'walk-in');
    await hall.pass(1_500);
    expect(lamps()).toEqual(['off', 'off', 'on', 'off']);
  });

  it('is right again after its board was away, whatever happened meanwhile', async () => {
    await open(2);
    const { cable } = hall.device('lampu-1');
    cable.unplug();
    await hall.press('tombol-1', 'next');
    await hall.pass(15_000);
    cable.plug();
    await hall.pass(35_000);
    // What was called fifteen seconds ago is not called now: it does not flash.
    expect(lamp('lampu-1')).toBe('on');
    cable.unplug();
    await hall.press('tombol-1', 'arrive');
    cable.plug();
    await hall.pass(35_000);
    expect(lamp('lampu-1')).toBe('off');
  });

  it('is lit but does not flash after a power cut in the middle of a call', async () => {
    await open(1);
    await hall.press('tombol-1', 'next');
    await hall.pass(1_500);
    hall = await hall.powerCut();
    await hall.pass(1_500);
    expect(lamps()).toEqual(['on', 'off', 'off', 'off']);
  });

  it('goes out when the hall is stopped', async () => {
    await open(2);
    await hall.press('tombol-1', 'next');
    await hall.press('tombol-2', 'next');
    await hall.pass(8_000);
    expect(lamps()).toEqual(['flash', 'off', 'on', 'off']);
    await hall.stop();
    expect(lamps()).toEqual(['off', 'off', 'off', 'off']);
    const lit = hall.device('lampu-1').lightings?.().length;
    await hall.pass(30_000);
    expect(hall.device('lampu-1').lightings?.()).toHaveLength(lit ?? -1);
  });

  it('follows its new counter when the site file is changed', async () => {
    await open(2);
    await hall.press('tombol-1', 'next');
    await hall.pass(12_000);
    hall.siteText = site.replace('counter: loket-1, board: papan', 'counter: loket-2, board: papan');
    const reloading = hall.host.reload();
    await hall.pass(2_000);
    await reloading;
    expect(lamp('lampu-1')).toBe('off');
    await hall.press('tombol-2', 'next');
    await hall.pass(1_500);
    expect(lamps()).toEqual(['flash', 'off', 'flash', 'off']);
  });

  it('is never lit more than three times a second, however fast the keys are pressed', async () => {
    await open(6);
    for (let time = 0; time < 40; time++) {
      hall.device('tombol-1').press?.(['next', 'arrive', 'end', 'recall', 'no-show'][time % 5] ?? '', 30);
      await hall.pass(90 + (time % 4) * 20);
    }
    expect(hall.device('lampu-1').lightings?.().length).toBeGreaterThan(5);
    expect(mostASecond('lampu-1')).toBeLessThanOrEqual(3);
  });
});

describe('a lamp without a counter', () => {
  it('flashes for three seconds when the ticket machine refuses, and for nothing else', async () => {
    await open(0);
    await hall.press('mesin', 'visa');
    await hall.pass(3_000);
    expect([hall.printed.length, lamp('lampu-mesin')]).toEqual([1, 'off']);
    await hall.press('mesin', 'visa');
    await hall.pass(1_200);
    expect(hall.refused).toEqual(['quota-used-up']);
    expect(lamps()).toEqual(['off', 'off', 'off', 'flash']);
    await hall.pass(3_500);
    expect(lamps()).toEqual(['off', 'off', 'off', 'off']);
    await hall.press('tombol-1', 'recall');
    await hall.pass(1_200);
    expect(hall.refused).toHaveLength(2);
    expect(lamp('lampu-mesin')).toBe('off');
  });
});

describe('a test of a lamp', () => {
  it.each(['test-device', 'identify-device'])(
    '%s lets it flash for three seconds; then it is as before',
    async (name) => {
      await open(1);
      await hall.press('tombol-1', 'next');
      await hall.pass(12_000);
      for (const [device, after] of [
        ['lampu-1', 'on'],
        ['lampu-2', 'off'],
      ] as const) {
        hall.command(name, { id: device, device });
        await hall.pass(2_500);
        expect(lamp(device)).toBe('flash');
        await hall.pass(2_500);
        expect(lamp(device)).toBe(after);
        expect(hall.replies(name).at(-1)).toMatchObject({ id: device, ok: true, result: { device } });
      }
    },
  );

  it('that a call overtakes leaves it to the call', async () => {
    await open(1);
    hall.command('test-device', { id: '1', device: 'lampu-1' });
    await hall.pass(2_000);
    await hall.press('tombol-1', 'next');
    await hall.pass(3_000);
    expect(lamp('lampu-1')).toBe('flash');
    await hall.pass(10_000);
    expect(lamp('lampu-1')).toBe('on');
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlayedHall } from './played-hall.ts';

/** Pads on a board, on the Pi's own lines and on USB; one counter notes arrivals, the other has one button. */
const site = `
version: 1
site: { id: uji, title: Uji, zone: Asia/Jakarta, language: id }
rating: { asks: pulse, complaints: { link: "https://lapor.example/{code}" } }
services:
  paspor: { title: Paspor, prefix: A }
counters:
  loket-1: { number: 1, serves: [paspor] }
  loket-2: { number: 2, serves: [paspor] }
boards:
  papan: { address: "tcp://192.168.1.60:3030" }
devices:
  tombol-1: { kind: keypad, counter: loket-1, pull: off, keys: { next: 2, arrive: 3, end: 4, close: 5 } }
  tombol-2: { kind: call-button, counter: loket-2, layout: one-key, pull: off, pin: 17 }
  papan-angka-1: { kind: serial-display, counter: loket-1, address: /dev/serial/by-id/usb-1, bus_address: 1, digits: 5 }
  nilai-1: { kind: rating-pad, counter: loket-1, board: papan, keys: { sangat-puas: 6, puas: 7, kurang: 8, tidak-puas: 9, pengaduan: 10 } }
  nilai-2: { kind: rating-pad, counter: loket-2, pull: off, keys: { senang: 20, biasa: 21, sedih: 22 }, scores: { senang: 4, biasa: none, sedih: 1 } }
  nilai-balai:
    kind: rating-pad
    asks: [waktu, sarana]
    vendor_id: 0x04d9
    product_id: 0xa02a
    keys: { sangat-puas: 7, puas: "4", kurang: "1", tidak-puas: "0" }
  lampu-nilai-1: { kind: signal-lamp, thanks_for: nilai-1, pin: 23 }
  lampu-mesin: { kind: signal-lamp, pin: 24 }
`;

let hall: PlayedHall;
beforeEach(async () => {
  hall = await PlayedHall.open(site);
});
afterEach(() => hall.stop());

const answers = () => hall.events('rating.given').map(({ payload }) => payload.data);
const lamp = () => hall.device('lampu-nilai-1').lamp?.();
const reasons = (device: string): readonly string[] =>
  hall.state(`device/${device}/state`).reasons.map(({ code }: { code: string }) => code);

/** A visitor is called to counter 1 and has come. */
async function visit(): Promise<void> {
  await hall.ticket('paspor');
  await hall.press('tombol-1', 'next');
  await hall.press('tombol-1', 'arrive');
}

describe('a press at the pad of a counter', () => {
  it('is the answer of the visitor who stands there: told with the service, and never with the number', async () => {
    await visit();
    await hall.press('nilai-1', 'puas');
    expect(answers()).toEqual([
      {
        ...{ pad: 'nilai-1', counter: 'loket-1', service: 'paspor' },
        ...{ element: 'pulse', score: 3, attributed: 'serving' },
      },
    ]);
    expect(JSON.stringify(hall.events('rating.given'))).not.toContain('A-001');
  });

  it('is the answer of the visitor who has just left, and is thanked for by the lamp for two seconds', async () => {
    await visit();
    await hall.press('tombol-1', 'end');
    await hall.pass(80_000);
    expect(lamp()).toBe('off');
    await hall.press('nilai-1', 'sangat-puas', 80);
    expect(lamp()).toBe('on');
    await hall.pass(2_000);
    expect(lamp()).toBe('off');
    expect(answers()).toMatchObject([{ score: 4, attributed: 'served' }]);
  });

  it('acts when the key goes down, not when it is let go', async () => {
    await visit();
    hall.device('nilai-1').hold?.('kurang');
    await hall.pass(500);
    expect(answers()).toMatchObject([{ score: 2 }]);
    hall.device('nilai-1').release?.('kurang');
    await hall.pass(500);
    expect(answers()).toHaveLength(1);
  });

  it('replaces the one before within five seconds, and counts no more after that, without thanks', async () => {
    await visit();
    await hall.press('nilai-1', 'tidak-puas');
    await hall.press('nilai-1', 'puas');
    await hall.pass(10_000);
    await hall.press('nilai-1', 'sangat-puas');
    expect(answers()).toMatchObject([
      { score: 1, attributed: 'serving' },
      { score: 3, attributed: 'serving', replaces: 1 },
      { score: 4, attributed: 'repeated' },
    ]);
    expect(lamp()).toBe('off');
  });

  it('is nothing while the counter is closed: no event, no word at the counter, no lamp', async () => {
    await hall.press('tombol-1', 'next');
    await hall.press('tombol-1', 'close');
    await hall.pass(10_000);
    const before = [hall.reads('papan-angka-1'), hall.state('counter/loket-1/state')];
    const messages = hall.messages.length;
    await hall.press('nilai-1', 'puas');
    await hall.press('nilai-1', 'pengaduan');
    expect([hall.reads('papan-angka-1'), hall.state('counter/loket-1/state')]).toEqual(before);
    expect(hall.messages.slice(messages).filter(({ topic }) => /event|counter/.test(topic))).toEqual([]);
    expect(lamp()).toBe('off');
    expect(hall.device('lampu-mesin').lamp?.()).toBe('off');
    expect(hall.refused).toContain('counter-closed');
  });

  it('without a visit is told apart, and not thanked for', async () => {
    await hall.press('tombol-1', 'next');
    await visit();
    await hall.press('tombol-1', 'end');
    await hall.pass(91_000);
    await hall.press('nilai-1', 'puas');
    expect(answers()).toMatchObject([{ attributed: 'none', counter: 'loket-1' }]);
    expect(answers()[0].service).toBeUndefined();
    expect(lamp()).toBe('off');
  });

  it('says what the site file says of its key: another score, or nothing', async () => {
    await hall.ticket('paspor');
    await hall.press('tombol-2', 'next');
    await hall.pass(30_000);
    await hall.press('nilai-2', 'biasa');
    expect(answers()).toEqual([]);
    await hall.press('nilai-2', 'sedih');
    expect(answers()).toMatchObject([{ score: 1, attributed: 'serving', pad: 'nilai-2' }]);
  });

  it('of the key for complaints opens one, with counter and service alone', async () => {
    await visit();
    await hall.press('nilai-1', 'pengaduan');
    expect(hall.events('complaint.opened').map(({ payload }) => payload.data)).toEqual([
      { number: 1, counter: 'loket-1', service: 'paspor' },
    ]);
    expect(answers()).toEqual([]);
  });
});

describe('a pad of the hall', () => {
  it('takes answers as long as a counter is open, each pad asking what its day has', async () => {
    await hall.press('nilai-balai', 'sangat-puas');
    expect(answers()).toEqual([]);
    await hall.press('tombol-1', 'next');
    await visit();
    await hall.press('nilai-balai', 'sangat-puas');
    hall.clockSays('2026-11-25T09:00+07:00');
    await hall.pass(5_000);
    await hall.press('nilai-balai', 'tidak-puas');
    const [first, second] = answers();
    expect(first).toMatchObject({ pad: 'nilai-balai', score: 4, attributed: 'hall' });
    expect(second).toMatchObject({ pad: 'nilai-balai', score: 1, attributed: 'hall' });
    expect([first.element, second.element].sort()).toEqual(['sarana', 'waktu']);
  });
});

describe('what no visitor does', () => {
  it('is one answer: a press that a worn number pad sends twice', async () => {
    await hall.press('tombol-1', 'next');
    await visit();
    for (let time = 0; time < 2; time++) {
      hall.device('nilai-balai').press?.('puas', 10);
      await hall.pass(25);
    }
    await hall.pass(1_000);
    expect(answers()).toMatchObject([{ score: 3 }, { score: 3, replaces: 3 }]);
  });

  it('is no answer: a key that was down when the pad was plugged in', async () => {
    await visit();
    hall.device('nilai-1').cable.unplug();
    await hall.pass(3_000);
    hall.device('nilai-1').hold?.('tidak-puas');
    hall.device('nilai-1').cable.plug();
    await hall.pass(40_000);
    expect(answers()).toEqual([]);
    expect(reasons('nilai-1')).toContain('button.stuck');
    hall.device('nilai-1').release?.('tidak-puas');
    await hall.pass(1_000);
    expect(reasons('nilai-1')).toEqual([]);
    await hall.press('nilai-1', 'puas');
    expect(answers()).toMatchObject([{ score: 3 }]);
  });

  it('is one answer: a key that jams, which is reported', async () => {
    await visit();
    hall.device('nilai-2').hold?.('senang');
    hall.device('nilai-1').hold?.('puas');
    await hall.pass(11_000);
    expect(answers()).toHaveLength(1);
    expect(reasons('nilai-1')).toEqual(['button.stuck']);
    expect(reasons('nilai-2')).toEqual(['button.stuck']);
  });

  it('is dropped while it lasts: a flood of presses, which is reported; and the pad works again after it', async () => {
    await visit();
    for (let press = 0; press < 60; press++) {
      hall.device('nilai-1').press?.(press % 2 === 0 ? 'puas' : 'kurang', 50);
      await hall.pass(150);
    }
    expect(reasons('nilai-1')).toEqual(['button.flood']);
    expect(answers().length).toBeLessThanOrEqual(20);
    const counted = answers().filter(({ attributed, replaces }) => attributed === 'serving' && !replaces);
    expect(counted).toHaveLength(1);
    await hall.press('tombol-1', 'end');
    await hall.pass(30_000);
    expect(reasons('nilai-1')).toEqual([]);
    await visit();
    await hall.press('nilai-1', 'puas');
    expect(answers().at(-1)).toMatchObject({ score: 3, attributed: 'serving' });
  });
});

it('a pad asks what a changed site file says, without being opened again', async () => {
  await visit();
  hall.siteText = site.replace('asks: pulse', 'asks: biaya');
  expect(await hall.host.reload()).toMatchObject({ ok: true, opened: [], closed: [] });
  await hall.press('nilai-1', 'puas');
  expect(answers()).toMatchObject([{ element: 'biaya' }]);
});

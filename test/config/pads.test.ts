import { describe, expect, it } from 'vitest';
import type { RatingDevice, SignalDevice } from '../../config/site.ts';
import { complaints, siteOf, withDevices } from './site-text.ts';

const pad = (keys: string, more = '') =>
  withDevices(`pad: { kind: rating-pad, counter: loket-1, keys: { ${keys} }${more} }`);
const said = (parts: Parameters<typeof complaints>[0]) =>
  complaints(parts).filter((line) => /pad|lamp/.test(line));
const four = 'sangat-puas: 20, puas: 21, kurang: 22, tidak-puas: 23';

function padOf(keys: string, more = ''): RatingDevice {
  const found = siteOf(pad(keys, more)).devices.find(({ id }) => id === 'pad');
  if (found?.role !== 'rating') throw new Error('there is no pad');
  return found;
}

describe('the keys of a rating pad', () => {
  it('say what their names say', () => {
    expect([...padOf(`${four}, pengaduan: 24`).scores]).toEqual([
      ['sangat-puas', 4],
      ['puas', 3],
      ['kurang', 2],
      ['tidak-puas', 1],
      ['pengaduan', 'complaint'],
    ]);
  });

  it('say what the site file says: five keys, or the four labels of the paper', () => {
    const five = padOf(`${four}, biasa: 24`, ', scores: { biasa: none }');
    expect(five.scores.has('biasa')).toBe(false);
    const paper = padOf(
      'sangat-puas: 20, puas: 21, cukup: 22, kurang: 23',
      ', scores: { cukup: 2, kurang: 1 }',
    );
    expect([...paper.scores.values()]).toEqual([4, 3, 2, 1]);
    const own = padOf(
      'bagus: 20, jelek: 21, keluhan: 22',
      ', scores: { bagus: 4, jelek: 1, keluhan: pengaduan }',
    );
    expect([...own.scores.values()]).toEqual([4, 1, 'complaint']);
  });

  it.each([
    ['a key without a score', pad(`${four}, biasa: 24`), "nothing says what 'biasa' means"],
    ['a score for no key', pad(four, ', scores: { puass: 3 }'), "has no key 'puass'"],
    ['the key that was probably meant', pad(four, ', scores: { puass: 3 }'), "Did you mean 'puas'?"],
    ['one score alone', pad('puas: 20, lega: 21', ', scores: { lega: 3 }'), 'no two different scores'],
    ['a score beyond the best', pad(four, ', scores: { puas: 5 }'), "'5' is no score"],
    ['two keys on one pin', pad('puas: 20, kurang: 20'), 'GPIO 20 is used twice'],
    ['a key that no number pad has', pad('puas: "x", kurang: 20'), 'neither a pin nor a key of a number pad'],
    [
      'keys of a number pad without one',
      pad('puas: "+", kurang: 20'),
      'without vendor_id each key is on a pin',
    ],
    ['pins of a number pad', pad(four, ', vendor_id: 1, product_id: 2'), 'a key of the USB number pad'],
    ['half a USB id', pad('puas: 1, kurang: 2', ', vendor_id: 1'), 'vendor_id and product_id'],
    [
      'a key twice',
      pad('puas: 1, kurang: "1"', ', vendor_id: 1, product_id: 2'),
      'two keys of the pad are one',
    ],
    [
      'a board and USB',
      pad('puas: 1, kurang: 2', ', vendor_id: 1, product_id: 2, board: b'),
      'on pins or on a USB',
    ],
    [
      'a resistor for a USB pad, which has no line',
      pad('puas: 1, kurang: 2', ', vendor_id: 1, product_id: 2, pull: down'),
      'pull: a USB number pad has no lines',
    ],
    [
      'a bounce time for a USB pad',
      pad('puas: 1, kurang: 2', ', vendor_id: 1, product_id: 2, lockout_ms: 80'),
      'lockout_ms: a USB number pad has no lines',
    ],
  ])('refuse %s', (_, parts, why) => {
    expect(said(parts).join('\n')).toContain(why);
  });
});

describe('what a pad asks', () => {
  it('is what the site asks, or its own element or list', () => {
    expect(padOf(four).asks).toBeUndefined();
    expect(padOf(four, ', asks: waktu').asks).toEqual(['waktu']);
    expect(padOf(four, ', asks: [waktu, sarana]').asks).toEqual(['waktu', 'sarana']);
  });

  it.each([
    ['an element that there is not', 'wakto', "Did you mean 'waktu'?"],
    ['the pulse among elements, and says why', '[waktu, pulse]', 'pulse takes no turns'],
  ])('refuses %s', (_, asks, why) => {
    expect(said(pad(four, `, asks: ${asks}`)).join('\n')).toContain(why);
  });
});

describe('a lamp that thanks', () => {
  const lamp = (more: string) => [
    `pad: { kind: rating-pad, counter: loket-1, keys: { ${four} } }`,
    `lamp: { kind: signal-lamp, pin: 26, ${more} }`,
  ];

  it('belongs to a rating pad', () => {
    const { devices } = siteOf(withDevices(...lamp('thanks_for: pad')));
    expect(devices.find((device): device is SignalDevice => device.id === 'lamp')?.thanksFor).toBe('pad');
  });

  it.each([
    ['thanks for what is no pad', 'thanks_for: lamp', "'lamp' is not a rating pad"],
    ['names a pad that there is not', 'thanks_for: pat', "Did you mean 'pad'?"],
    ['belongs to a counter too', 'thanks_for: pad, counter: loket-1', 'not both'],
  ])('is refused where it %s', (_, more, why) => {
    expect(said(withDevices(...lamp(more))).join('\n')).toContain(why);
  });
});

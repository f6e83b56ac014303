import { expect, it } from 'vitest';
import { dotsOfRaster } from '../../firmware-host/pictures/dots.ts';
import { logoRaster, logoWrong } from '../../firmware-host/pictures/logo-raster.ts';
import { detailWords } from '../../firmware-host/status/detail-words.ts';
import { blackAt, image, printedTicket } from './printed-ticket.ts';

/** The share of black dots in a part of the logo; the part is given as shares of its own width and height. */
function blackShare(
  png: Buffer,
  [left, top, right, bottom]: readonly [number, number, number, number],
): number {
  const { width, height, black } = dotsOfRaster(logoRaster(png, 384));
  // 300 pixels stand in the middle of 384 dots.
  const from = (width - 300) / 2;
  let seen = 0;
  let count = 0;
  for (let y = Math.round(top * height); y < bottom * height; y++)
    for (let x = from + Math.round(left * 300); x < from + right * 300; x++) {
      seen += black[y * width + x] ?? 0;
      count++;
    }
  return seen / count;
}
const whole = [0, 0, 1, 1] as const;

it.each([0, 0.1, 0.25, 0.5, 0.75, 0.9, 1])('an even grey of lightness %d is as light in dots', (light) => {
  expect(
    blackShare(
      image(300, 100, () => light),
      whole,
    ),
  ).toBeCloseTo(1 - light, 1.7);
});

it('dark is below and to the right where it is in the image: it is neither turned nor mirrored', () => {
  const corner = image(300, 100, (x, y) => (x >= 150 && y >= 50 ? 0 : 1));
  expect(blackShare(corner, [0.5, 0.5, 1, 1])).toBe(1);
  expect(blackShare(corner, [0, 0, 1, 0.5])).toBe(0);
  expect(blackShare(corner, [0, 0.5, 0.5, 1])).toBe(0);
});

it('what is transparent is white paper, and half transparent black is grey', () => {
  expect(
    blackShare(
      image(300, 100, () => [0, 0]),
      whole,
    ),
  ).toBe(0);
  expect(
    blackShare(
      image(300, 100, () => [0, 0.5]),
      whole,
    ),
  ).toBeCloseTo(0.5, 1.7);
});

it('a file that was only half copied is called so, and nothing of a library is said', () => {
  const whole = image(300, 100, () => 0);
  for (const length of [60, Math.floor(whole.length / 2), whole.length - 12])
    expect(logoWrong(whole.subarray(0, length))).toBe(
      'this PNG image cannot be used: it is damaged or was copied in part only: copy it again',
    );
});

it('a large image is made smaller as a whole, and a small one is not blown up', () => {
  const { width, height } = logoRaster(
    image(1_000, 1_000, () => 0),
    384,
  );
  expect([width, height]).toEqual([384, 200]);
  expect(
    logoRaster(
      image(20, 10, () => 0),
      384,
    ).height,
  ).toBe(10);
  // A line of one pixel in ten is a tenth as dark, wherever it lies.
  const striped = dotsOfRaster(
    logoRaster(
      image(2_000, 600, (x) => (x % 10 === 0 ? 0 : 1)),
      576,
    ),
  );
  const black = striped.black.reduce((sum, each) => sum + each, 0);
  expect(black / (Math.floor(576 * 0.8) * striped.height)).toBeCloseTo(0.1, 1.7);
});

it('the logo stands above the number, in the middle', async () => {
  const { ticket } = await printedTicket({}, {}, { logo: image(100, 50, () => 0) });
  const { width, at } = blackAt(ticket.png());
  const row = Array.from({ length: width }, (_, x) => at(x, 60));
  expect([row.indexOf(true), row.lastIndexOf(true)]).toEqual([width / 2 - 50, width / 2 + 49]);
});

it('an image that cannot be used is told in both languages', () => {
  const good = image(10, 10, () => 0);
  expect(logoWrong(good)).toBeUndefined();
  const cut = good.subarray(0, good.length - 20);
  const huge = Buffer.from(good);
  huge.writeUInt32BE(4_000, 16);
  huge.writeUInt32BE(4_000, 20);
  for (const bytes of [cut, huge, good.subarray(0, 20), Buffer.from('GIF89a')]) {
    const said = logoWrong(bytes);
    expect(said).toMatch(/^this PNG image cannot be used: ./);
    // And in Indonesian too, whole.
    expect(detailWords(said ?? '')).toMatch(/^gambar PNG ini tidak dapat dipakai: (rusak|lebih|memuat) ?/);
  }
  expect(logoWrong(huge)).toContain('more than 4000000 pixels');
});

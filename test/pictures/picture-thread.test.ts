import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../firmware-host/edge/system-clock.ts';
import { pictureOf } from '../../firmware-host/pictures/make-picture.ts';
import { createPictureThread } from '../../firmware-host/pictures/picture-thread.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { image } from './printed-ticket.ts';

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

function thread(clock: VirtualClock | typeof systemClock = systemClock) {
  const made = createPictureThread(clock);
  opened.push(made);
  return made;
}

const line = {
  ...({ type: 'line', text: 'A-012', align: 'center', width: 4, height: 4 } as const),
  ...{ bold: true, inverse: false },
};
const job = { type: 'draw', elements: [line, { type: 'qr', text: 'A-012', cell: 6 }], dots: 384 } as const;

it('a thread draws what would be drawn here, several pictures at once, each for the one who asked', async () => {
  const maker = thread();
  const logo = { type: 'logo', png: image(60, 40, (x) => x / 60), dots: 384 } as const;
  const [drawn, emblem, again] = await Promise.all([maker.make(job), maker.make(logo), maker.make(job)]);
  expect(drawn).toEqual(pictureOf(job));
  expect(again).toEqual(drawn);
  expect(emblem).toEqual(pictureOf(logo));
});

it('the loop goes on while a large logo is made', async () => {
  const maker = thread();
  const large = image(1_600, 1_200, (x, y) => (x * y) % 2);
  await maker.make(job);
  let longestMs = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - last);
    last = performance.now();
  }, 1);
  const begun = performance.now();
  await maker.make({ type: 'logo', png: large, dots: 576 });
  const tookMs = performance.now() - begun;
  clearInterval(beat);
  // An image of 2 million pixels takes a quarter of a second and more; the loop was held up for a part of that.
  expect(longestMs).toBeLessThan(tookMs / 2);
}, 30_000);

it('an image that cannot be read fails alone, and the next picture is drawn', async () => {
  const maker = thread();
  const bad = maker.make({ type: 'logo', png: Buffer.from('no image'), dots: 384 });
  await expect(bad).rejects.toThrow(/\w/);
  expect(await maker.make(job)).toEqual(pictureOf(job));
});

it('a thread that rests or was closed while it drew is started again by the next picture; nobody waits for ever', async () => {
  const maker = thread();
  const first = maker.make(job);
  maker.rest(); // It has work to do, and goes on.
  expect(await first).toEqual(pictureOf(job));
  maker.rest();
  const second = maker.make(job);
  maker.close();
  await expect(second).rejects.toThrow('the hall is closing');
  expect(await maker.make(job)).toEqual(pictureOf(job));
});

it('a picture that takes too long is given up with its thread, and another thread draws the next', async () => {
  const clock = new VirtualClock();
  const maker = thread(clock);
  const late = maker.make({ type: 'logo', png: image(1_600, 1_200, () => 0.5), dots: 576 });
  const ended = expect(late).rejects.toThrow('longer than 8000 ms');
  await clock.advance(8_000);
  await ended;
  expect(await maker.make(job)).toEqual(pictureOf(job));
}, 30_000);

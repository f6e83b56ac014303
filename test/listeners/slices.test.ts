import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { createSlicer } from '../../firmware-host/listeners/slices.ts';

const most = 4 * 1024;
const bytes = (length: number, fill: number) => Buffer.alloc(length, fill);
const round = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A stream of ours, whose chunks come past the slicer, and what came out of it: the first byte and length of each. */
function guarded(slicer: ReturnType<typeof createSlicer>, allows: (chunk: Buffer) => boolean = () => true) {
  const stream = new Readable({ read: () => undefined });
  const got: string[] = [];
  slicer.guard(stream, allows);
  stream.on('data', (chunk: Buffer) => got.push(`${chunk[0]} ${chunk.length}`));
  stream.on('end', () => got.push('end'));
  return { stream, got };
}

it('what comes in small pieces goes on at once', async () => {
  const { stream, got } = guarded(createSlicer());
  stream.push(bytes(most, 1));
  // Before any round of the loop.
  await Promise.resolve();
  expect(stream.readableLength > 0 || got.length > 0).toBe(true);
});

it('a long chunk goes on in slices, one in each round, all of it in order, and the end after it', async () => {
  const { stream, got } = guarded(createSlicer());
  stream.push(Buffer.concat([bytes(most, 1), bytes(most, 2), bytes(10, 3)]));
  stream.push(bytes(5, 4));
  stream.push(null);
  await round();
  expect(got.length).toBeLessThanOrEqual(1);
  for (let time = 0; time < 10; time++) await round();
  expect(got).toEqual([`1 ${most}`, `2 ${most}`, '3 10', '4 5', 'end']);
});

it('streams take turns: one that sends much keeps another waiting for a slice, not for all of it', async () => {
  const slicer = createSlicer();
  const flood = guarded(slicer);
  const honest = guarded(slicer);
  flood.stream.push(bytes(100 * most, 1));
  honest.stream.push(bytes(20, 2));
  for (let time = 0; time < 4; time++) await round();
  expect(honest.got).toEqual(['2 20']);
  expect(flood.got.length).toBeLessThan(5);
});

it('closes a stream at the first chunk that may not pass: nobody sees it, nor what still waited', async () => {
  const { stream, got } = guarded(createSlicer(), (chunk) => chunk[0] !== 9);
  stream.push(bytes(3 * most, 1));
  stream.push(bytes(1, 9));
  stream.push(bytes(1, 1));
  for (let time = 0; time < 6; time++) await round();
  expect(stream.destroyed).toBe(true);
  expect(got).toEqual([]);
});

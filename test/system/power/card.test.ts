import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seededRandom } from '../../../simulators/random.ts';
import { createCache, SECTOR_BYTES } from './card.js';

const SECTORS = 64;
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-card-'));
  file = join(folder, 'card');
  writeFileSync(file, Buffer.alloc(SECTORS * SECTOR_BYTES));
});
afterEach(() => rmSync(folder, { recursive: true }));

const filled = (value: number, sectors = SECTORS) => Buffer.alloc(sectors * SECTOR_BYTES, value);
/** The first byte of each sector, once the power is gone. */
const left = () => Array.from({ length: SECTORS }, (_, sector) => readFileSync(file)[sector * SECTOR_BYTES]);

test('the machine reads what it wrote, and after a cut only what it flushed is sure to be there', () => {
  const card = createCache(file);
  card.write(0, filled(1));
  card.flush();
  card.write(SECTOR_BYTES, filled(2, 2));
  expect([...card.read(0, 3 * SECTOR_BYTES)].filter((_, at) => at % SECTOR_BYTES === 0)).toEqual([1, 2, 2]);
  expect(card.forget(0, Math.random)).toEqual({ sectors: 2, dropped: 2 });
  card.close();
  expect(left()).toEqual(Array(SECTORS).fill(1));
});

test('a cut may also find that all was written', () => {
  const card = createCache(file);
  card.write(0, filled(1));
  card.write(0, filled(2));
  expect(card.forget(1, Math.random)).toEqual({ sectors: SECTORS, dropped: 0 });
  card.close();
  expect(left()).toEqual(Array(SECTORS).fill(2));
});

test('a cut leaves in each sector one of its writes: late, out of order and torn', () => {
  const seed = Date.now() % 1_000_000;
  const card = createCache(file);
  for (const value of [1, 2, 3]) card.write(0, filled(value));
  const { dropped } = card.forget(undefined, seededRandom(seed));
  card.close();
  expect(new Set(left()), `seed ${seed}`).toEqual(new Set([0, 1, 2, 3]));
  expect(left().filter((value) => value !== 3).length, `seed ${seed}`).toBe(dropped);
});

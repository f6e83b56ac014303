import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openFolder } from '../../firmware-host/journal/sqlite/folder.ts';
import type { Synchronous } from '../../firmware-host/journal/sqlite/journal-store.ts';
import { cuttableDisk, layOut } from '../crash/power-cut.ts';
import { readTrace, type Step, straceTo } from '../crash/trace.ts';
import { has } from '../programs.ts';
import { BALLAST, calls, dataFolder } from './records.ts';

const IMAGES = 900;
/** Enough to see that NORMAL loses. */
const IMAGES_OF_NORMAL = 120;
/** Records per run: enough for checkpoints and marks to be among what is cut off. */
const RECORDS = 1_300;

describe.skipIf(!has('strace'))('a power cut at any moment (D2)', { timeout: 300_000 }, () => {
  let seed = Date.now() % 1_000_000;
  beforeAll(() => {
    seed = Number(process.env.LOKET_SEED ?? seed);
  });

  test('loses nothing that was acknowledged, and the journal opens by itself', () => {
    const { examples, ...found } = cutOften(traced('FULL'), 'FULL', IMAGES, seed);
    console.log(`FULL, seed ${seed}: ${JSON.stringify(found)}`);
    expect(examples).toEqual([]);
    expect(found).toEqual({ good: IMAGES, lost: 0, corrupt: 0, refused: 0 });
  });

  test('would be noticed here if it did: with synchronous=NORMAL it does', () => {
    const { examples, ...found } = cutOften(traced('NORMAL'), 'NORMAL', IMAGES_OF_NORMAL, seed);
    console.log(`NORMAL, seed ${seed}: ${JSON.stringify(found)}; such as ${examples.at(-1)}`);
    expect(found.lost).toBeGreaterThan(IMAGES_OF_NORMAL / 10);
  });
});

/** Two runs in one folder, the second finding what the first left, as recorded by strace. */
function traced(synchronous: Synchronous): readonly Step[] {
  const dir = dataFolder();
  const trace = join(dataFolder(), 'trace');
  const run = `"${process.execPath}" test/crash/issuing.js "${dir}" --count ${RECORDS} --synchronous ${synchronous}`;
  const { status, stderr } = spawnSync('strace', [...straceTo(trace), 'sh', '-c', `${run} && ${run}`]);
  expect(String(stderr)).toBe('');
  expect(status).toBe(0);
  const steps = readTrace(trace, dir);
  expect(steps.filter((step) => step.do === 'acknowledge')).toHaveLength(2 * RECORDS);
  return steps;
}

function cutOften(steps: readonly Step[], synchronous: Synchronous, images: number, seed: number) {
  const random = generator(seed);
  const cuts = Array.from({ length: images }, () => Math.floor(random() * steps.length)).toSorted(
    (a, b) => a - b,
  );
  const dir = join(dataFolder(), 'image');
  const disk = cuttableDisk();
  const found = { good: 0, lost: 0, corrupt: 0, refused: 0, examples: [] as string[] };
  let acknowledged = 0;
  for (const [at, step] of steps.entries()) {
    disk.run(step);
    if (step.do === 'acknowledge') acknowledged = step.sequence;
    for (; cuts[0] === at; cuts.shift()) {
      const share = [0, 0.5, 1][cuts.length % 3] ?? 0;
      layOut(dir, disk.powerCut(share, random));
      const [what, why] = verdict(dir, synchronous, acknowledged);
      found[what]++;
      if (what !== 'good') found.examples.push(`${what} after step ${at}, share ${share}: ${why}`);
    }
  }
  return found;
}

/** Opens what the power cut left, as the host would, and goes on with it. */
function verdict(dir: string, synchronous: Synchronous, acknowledged: number) {
  try {
    const folder = openFolder({ dir, synchronous, ballastBytes: BALLAST });
    try {
      const { store } = folder;
      const { sequence } = store.last();
      if (sequence < acknowledged)
        return ['lost', `${acknowledged} acknowledged, ${sequence} there`] as const;
      const integrity = store.database.pragma('integrity_check');
      const damaged = store.damaged({ from: store.base().sequence + 1, to: sequence });
      if (integrity !== 'ok' || damaged.length > 0) return ['corrupt', `${integrity} ${damaged}`] as const;
      folder.append(calls(sequence + 1, 1));
      return ['good', ''] as const;
    } finally {
      folder.close();
    }
  } catch (thrown) {
    // The mark is synced even where the journal is not: a journal behind its mark is refused for having lost records.
    const replaced = (thrown as { code?: string }).code === 'journal.replaced' && synchronous === 'NORMAL';
    return [replaced ? 'lost' : 'refused', String(thrown)] as const;
  }
}

/** mulberry32: the same seed gives the same images. */
function generator(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

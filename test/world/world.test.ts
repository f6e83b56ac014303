import { describe, expect, it } from 'vitest';
import { play } from './play.ts';
import { faultKinds, scriptOf } from './script.ts';
import { shrink } from './shrink.ts';
import { comparedKinds, rareKinds } from './verdict-deadlines.ts';

/** How many worlds are played; the base seed can be given to play others. */
const seeds = Number(process.env.LOKET_WORLD_SEEDS ?? 50);
const base = Number(process.env.LOKET_WORLD_BASE ?? 1);
const steps = 500;

describe('a hall on virtual time, with people and faults from a seed', () => {
  it('keeps every promise in every world, and every fault has happened and every verdict been compared in one', {
    timeout: 1_200_000,
  }, async () => {
    console.info(`worlds: seeds ${base} to ${base + seeds - 1} (LOKET_WORLD_SEEDS, LOKET_WORLD_BASE)`);
    const injected = new Map<string, number>(faultKinds.map((kind) => [kind, 0]));
    const compared = new Map<string, number>(comparedKinds.map((kind) => [kind, 0]));
    const broken: string[] = [];
    for (let seed = base; seed < base + seeds; seed++) {
      const played = await play(scriptOf(seed, steps));
      for (const [kind, times] of played.injected) injected.set(kind, (injected.get(kind) ?? 0) + times);
      for (const [kind, times] of played.compared) compared.set(kind, (compared.get(kind) ?? 0) + times);
      if (played.broken !== undefined)
        broken.push(`seed ${seed}: ${played.broken.what} (npm run world -- --seed ${seed} --shrink)`);
    }
    expect(broken).toEqual([]);
    const never = (counts: ReadonlyMap<string, number>) =>
      [...counts].filter(([, times]) => times === 0).map(([kind]) => kind);
    expect(never(injected), 'faults that no seed has injected').toEqual([]);
    const unseen = never(compared).filter((kind) => !rareKinds.has(kind));
    expect(unseen, 'verdicts that no seed has compared').toEqual([]);
  });

  it.each([
    332, 451, 485, 560, 631, 1747, 2320, 3835, 6333, 100298, 100536, 120616, 121264, 121854, 124468, 126637,
    127064, 127704, 128971, 131959, 132161, 133512, 136086, 136816, 140094, 140158, 320019, 320045, 6, 48,
    400003, 400038, 400061, 400143, 13, 18, 410193, 410227, 410238, 410288, 410723,
  ])('holds in the world of seed %i, where a rule was broken once', async (seed) => {
    expect((await play(scriptOf(seed, steps))).broken).toBeUndefined();
  });

  it('is the same run for the same seed, to the last line of its trace', async () => {
    const traces = [];
    for (let time = 0; time < 2; time++) {
      const lines: string[] = [];
      await play(scriptOf(12, 60), (line) => lines.push(line));
      traces.push(lines);
    }
    expect(traces[0]?.length).toBeGreaterThan(100);
    expect(traces[1]).toEqual(traces[0]);
  });

  it('finds a short script for a rule that breaks', async () => {
    const script = scriptOf(3, 40);
    const shorter = await shrink(script, { rule: 'test', what: '', step: 40 }, async ({ steps: left }) => {
      const kinds = left.filter(({ deed }) => deed.do === 'press');
      return kinds.length >= 3 ? { rule: 'test', what: '', step: left.length } : undefined;
    });
    expect(shorter.script.steps.map(({ deed }) => deed.do)).toEqual(['press', 'press', 'press']);
  });
});

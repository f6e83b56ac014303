import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecent } from '../../firmware-host/journal/sqlite/recent.ts';

test('the percentiles are those of the last so many, whatever came before', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (all, share) => {
        const recent = createRecent(8);
        for (const ms of all) recent.note(ms);
        const sorted = all.slice(-8).sort((a, b) => a - b);
        expect(recent.last).toBe(all.at(-1));
        expect(recent.percentile(share)).toBe(
          sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))],
        );
      },
    ),
  );
});

test('before the first there is nothing to tell', () => {
  expect([createRecent(4).last, createRecent(4).percentile(0.99)]).toEqual([undefined, 0]);
});

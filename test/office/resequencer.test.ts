import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createResequencer } from '../../office/intake/resequencer.ts';
import { upTo } from '../journal/records.ts';

const roomy = { take: () => true, give: () => undefined };

test('events in any order and any number of times go through once each and in order', () => {
  const most = 40;
  const anyOrder = fc.tuple(
    fc.shuffledSubarray(upTo(most), { minLength: most }),
    fc.array(fc.integer({ min: 1, max: most })),
  );
  fc.assert(
    fc.property(anyOrder, ([all, repeated]) => {
      const resequencer = createResequencer<number>(1, roomy);
      const through = [...repeated, ...all, ...repeated].flatMap((sequence) =>
        resequencer.offer(sequence, sequence),
      );
      expect(through).toEqual(upTo(most));
      expect(resequencer.gap()).toBeUndefined();
    }),
  );
});

test('what is missing is known: between events, and at the end when the site says how far it has come', () => {
  const resequencer = createResequencer<number>(undefined, roomy);
  expect(resequencer.offer(7, 7)).toEqual([7]);
  expect(resequencer.offer(10, 10)).toEqual([]);
  expect(resequencer.offer(12, 12)).toEqual([]);
  expect(resequencer.gap()).toEqual({ from: 8, to: 9 });
  resequencer.offer(9, 9);
  expect(resequencer.gap()).toEqual({ from: 8, to: 8 });
  expect(resequencer.skip()).toEqual([9, 10]);
  expect(resequencer.gap()).toEqual({ from: 11, to: 11 });
  expect(resequencer.offer(11, 11)).toEqual([11, 12]);
  resequencer.sent(15);
  expect(resequencer.gap()).toEqual({ from: 13, to: 15 });
});

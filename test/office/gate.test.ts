import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openGate } from '../../office/gate.ts';
import { upTo } from '../journal/records.ts';

test('events in any order and any number of times go through once each and in order', () => {
  const most = 40;
  const anyOrder = fc.tuple(
    fc.shuffledSubarray(upTo(most), { minLength: most }),
    fc.array(fc.integer({ min: 1, max: most })),
  );
  fc.assert(
    fc.property(anyOrder, ([all, repeated]) => {
      const gate = openGate<number>(1);
      const through = [...repeated, ...all, ...repeated].flatMap((sequence) =>
        gate.offer(sequence, sequence),
      );
      expect(through).toEqual(upTo(most));
      expect(gate.gap()).toBeUndefined();
    }),
  );
});

test('what is missing is known: between events, and at the end when the site says how far it has come', () => {
  const gate = openGate<number>(undefined);
  expect(gate.offer(7, 7)).toEqual([7]);
  expect(gate.offer(10, 10)).toEqual([]);
  expect(gate.offer(12, 12)).toEqual([]);
  expect(gate.gap()).toEqual({ from: 8, to: 9 });
  gate.offer(9, 9);
  expect(gate.gap()).toEqual({ from: 8, to: 8 });
  expect(gate.skip()).toEqual([9, 10]);
  expect(gate.gap()).toEqual({ from: 11, to: 11 });
  expect(gate.offer(11, 11)).toEqual([11, 12]);
  gate.sent(15);
  expect(gate.gap()).toEqual({ from: 13, to: 15 });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDeadlines } from '../../office/verdict/deadlines.ts';

test('what is due is taken once, at its earliest time, and nothing before', () => {
  const step = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 100 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const deadlines = openDeadlines();
      const naive = new Map<string, number>();
      for (const [key, at] of steps) {
        deadlines.set(`${key}`, at);
        naive.set(`${key}`, Math.min(naive.get(`${key}`) ?? Number.POSITIVE_INFINITY, at));
        if (at % 7 !== 0) continue;
        const due = [...naive].filter(([, when]) => when <= at).map(([one]) => one);
        expect([...deadlines.take(at)].sort()).toEqual(due.sort());
        for (const one of due) naive.delete(one);
        const next = naive.size === 0 ? undefined : Math.min(...naive.values());
        expect(deadlines.next()).toBe(next);
      }
    }),
  );
});

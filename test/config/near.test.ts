import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { near } from '../../config/near.ts';

const settings = ['lockout_ms', 'pull', 'pressed', 'counter', 'board', 'keys'];

describe('did you mean', () => {
  it('sees through capitals, dashes and underscores', () => {
    expect(near('lockoutMs', settings)).toBe('lockout_ms');
    expect(near('LOCKOUT-MS', settings)).toBe('lockout_ms');
  });

  it('sees through a slip of the finger: a letter too many, too few, wrong, or swapped', () => {
    expect(['couunter', 'couner', 'coumter', 'coutner'].map((word) => near(word, settings))).toEqual(
      Array(4).fill('counter'),
    );
  });

  it('allows one slip in a short word and two in a longer one, and does not guess beyond', () => {
    expect(near('kys', settings)).toBe('keys');
    expect(near('kz', settings)).toBeUndefined();
    expect(near('presed', settings)).toBe('pressed');
    expect(near('colour', settings)).toBeUndefined();
    expect(near('x'.repeat(100_000), settings)).toBeUndefined();
  });

  it('takes the nearest, and what is there already is nearest of all', () => {
    expect(near('loket-12', ['loket-1', 'loket-2', 'loket-12'])).toBe('loket-12');
    fc.assert(
      fc.property(fc.constantFrom(...settings), (word) => {
        expect(near(word, settings)).toBe(word);
      }),
    );
  });
});

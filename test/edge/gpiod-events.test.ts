import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gpiodReader, movesTo } from '../../firmware-host/edge/gpiod-events.ts';
import { gpiodChips, gpiodSyntaxes, gpiodVersion } from '../../firmware-host/edge/gpiod-syntax.ts';

const version = fc.constantFrom<1 | 2>(1, 2);
const printed = { 1: { 0: '0', 1: '1' }, 2: { 0: '2', 1: '1' } } as const;

describe('what gpiomon prints', () => {
  it('is heard the same in whatever pieces it comes', () => {
    const levels = fc.array(fc.constantFrom<0 | 1>(0, 1), { maxLength: 30 });
    const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 20 });
    fc.assert(
      fc.property(version, fc.nat({ max: 57 }), levels, cuts, (major, pin, told, at) => {
        const text = told.map((level) => `edge ${pin} ${printed[major][level]}\n`).join('');
        const ends = [0, ...at.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
        const read = gpiodReader(gpiodSyntaxes[major], pin);
        const heard = ends.slice(1).flatMap((end, index) => read(text.slice(ends[index], end)));
        expect(heard).toEqual(told.map((level) => ({ type: 'edge', level })));
      }),
    );
  });

  it('is never taken for an edge when it is anything else, and never piles up', () => {
    fc.assert(
      fc.property(version, fc.array(fc.string({ maxLength: 250 }), { maxLength: 5 }), (major, pieces) => {
        const read = gpiodReader(gpiodSyntaxes[major], 17);
        for (const heard of pieces.flatMap((piece) => read(piece))) {
          if (heard.type === 'edge') expect(pieces.join('')).toContain('edge 17 ');
          if (heard.type === 'noise') expect(heard.text.length).toBeLessThanOrEqual(200);
        }
      }),
    );
    const read = gpiodReader(gpiodSyntaxes[1], 17);
    expect(read('9'.repeat(1_000_000))).toMatchObject([{ type: 'noise' }]);
    expect(read('edge 17 1\n')).toEqual([{ type: 'edge', level: 1 }]);
  });

  it('brings the level there is at the end, also when edges went unseen', () => {
    fc.assert(
      fc.property(fc.constantFrom<0 | 1>(0, 1), fc.array(fc.constantFrom<0 | 1>(0, 1)), (start, edges) => {
        let known = start;
        for (const edge of edges) {
          for (const move of movesTo(edge, known)) {
            expect(move).not.toBe(known);
            known = move;
          }
          expect(known).toBe(edge);
        }
      }),
    );
  });
});

describe('what the other programs print', () => {
  it('names the version', () => {
    expect(gpiodVersion('gpiomon (libgpiod) v1.6.3\nCopyright')).toMatchObject({ version: '1.6.3' });
    expect(gpiodVersion('gpiomon (libgpiod) v2.2.1')?.syntax).toBe(gpiodSyntaxes[2]);
    expect(gpiodVersion('gpiomon (libgpiod) v2.3-devel')?.version).toBe('2.3-devel');
    for (const other of ['', 'gpiomon (libgpiod) v3.0', 'gpiomon from busybox']) {
      expect(gpiodVersion(other)).toBeUndefined();
    }
  });

  it('names the chips', () => {
    expect(
      gpiodChips('gpiochip0 [gpio-brcmstb@107d508500] (32 lines)\ngpiochip4 [pinctrl-rp1] (54 lines)\n'),
    ).toEqual([
      { name: 'gpiochip0', label: 'gpio-brcmstb@107d508500', lines: 32 },
      { name: 'gpiochip4', label: 'pinctrl-rp1', lines: 54 },
    ]);
    expect(gpiodChips('')).toEqual([]);
  });
});

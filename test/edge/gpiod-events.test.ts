import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventTimes } from '../../firmware-host/edge/event-times.ts';
import { gpiodReader, movesTo } from '../../firmware-host/edge/gpiod-events.ts';
import { gpiodChips, gpiodSyntaxes, gpiodVersion } from '../../firmware-host/edge/gpiod-syntax.ts';
import { VirtualClock } from '../virtual-clock.ts';

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
        expect(heard).toEqual(told.map((level) => ({ type: 'edge', level, stamp: undefined })));
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
    expect(read('edge 17 1\n')).toEqual([{ type: 'edge', level: 1, stamp: undefined }]);
  });

  it('has the time of each edge, as either version writes it', () => {
    const stamps = (major: 1 | 2, line: string) =>
      gpiodReader(gpiodSyntaxes[major], 17)(`${line}\n`).map((heard) => 'stamp' in heard && heard.stamp);
    expect(stamps(1, 'edge 17 0 12 34500000')).toEqual([12_034.5]);
    expect(stamps(2, 'edge 17 2 12.034500000')).toEqual([12_034.5]);
    for (const odd of ['edge 17 0 12 x', 'edge 17 0 12.5', 'edge 17 0 1 2 3', 'edge 17 0 '])
      expect(gpiodReader(gpiodSyntaxes[1], 17)(`${odd}\n`)).toMatchObject([{ type: 'noise' }]);
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

describe('the time of an edge', () => {
  /** Reads an event late or at once, on a machine that ran for 500 ms longer than this process. */
  function reader() {
    const clock = new VirtualClock();
    const timeOf = eventTimes(clock, () => clock.now() + 500);
    return async (readAt: number, stamp: number | undefined) => {
      await clock.advance(readAt - clock.now());
      return timeOf(stamp);
    };
  }

  it('is that of the kernel, however late it is read, from the first one on', async () => {
    const read = reader();
    expect([await read(400, 700), await read(400, 730), await read(2_000, 2_499)]).toEqual([200, 230, 1_999]);
  });

  it('is now where the kernel does not say, or has it from another clock', async () => {
    const read = reader();
    expect(await read(1_000, undefined)).toBe(1_000);
    expect(await read(2_000, 1_800_000_000_000)).toBe(2_000);
    expect(await read(90_000, 1_000)).toBe(90_000);
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

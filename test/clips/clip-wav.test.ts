import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWav, wavOf } from '../../firmware-host/clips/clip-wav.ts';

const samples = fc.int16Array({ minLength: 1, maxLength: 2_000 });

/** A file with these chunks after the head of a WAV file. */
function wavWith(...chunks: readonly (readonly [name: string, size: number, body: Buffer])[]): Buffer {
  const parts = chunks.map(([name, size, body]) => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(size, 4);
    return Buffer.concat([head, body]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(12);
  head.write('RIFF', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  head.write('WAVE', 8, 'latin1');
  return Buffer.concat([head, body]);
}

function format(of: Partial<Record<'tag' | 'channels' | 'rate' | 'bytes' | 'align' | 'bits', number>> = {}) {
  const { tag = 1, channels = 1, rate = 22_050, bytes = 44_100, align = 2, bits = 16 } = of;
  const body = Buffer.alloc(16);
  body.writeUInt16LE(tag, 0);
  body.writeUInt16LE(channels, 2);
  body.writeUInt32LE(rate, 4);
  body.writeUInt32LE(bytes, 8);
  body.writeUInt16LE(align, 12);
  body.writeUInt16LE(bits, 14);
  return ['fmt ', 16, body] as const;
}

const sound = ['data', 4, Buffer.from([1, 0, 255, 255])] as const;

describe('a WAV file', () => {
  it('has the samples that were written into it', () => {
    fc.assert(
      fc.property(samples, (all) => {
        expect(readWav(wavOf(all))).toEqual(all);
      }),
    );
  });

  it('is read wherever it lies in memory, and its samples are a copy', () => {
    const file = wavOf(Int16Array.of(1, -2, 3));
    const shifted = Buffer.concat([Buffer.from([0]), file]).subarray(1);
    const read = readWav(shifted);
    shifted.fill(0);
    expect(read).toEqual(Int16Array.of(1, -2, 3));
  });

  it('may have other chunks around the sound, also of odd sizes', () => {
    const title = ['LIST', 3, Buffer.from('abc\0')] as const;
    expect(readWav(wavWith(title, format(), title, sound))).toEqual(Int16Array.of(1, -1));
  });

  it.each([
    ['no rate', { rate: 0, bytes: 0 }],
    ['another rate', { rate: 44_100, bytes: 88_200 }],
    ['two channels', { channels: 2, align: 4, bytes: 88_200 }],
    ['no channel', { channels: 0 }],
    ['8 bits', { bits: 8, align: 1, bytes: 22_050 }],
    ['another number of bytes a second', { bytes: 0xffffffff }],
    ['compressed sound', { tag: 0x55 }],
  ])('with %s is of another format', (_, of) => {
    expect(readWav(wavWith(format(of), sound))).toBe('format');
  });

  it.each([
    ['whose sound is said to be huge', wavWith(format(), ['data', 0xffffffff, Buffer.alloc(4)]), 'cut-short'],
    [
      'whose sound is said to be longer than it is',
      wavWith(format(), ['data', 6, Buffer.alloc(4)]),
      'cut-short',
    ],
    ['with half a sample', wavWith(format(), ['data', 3, Buffer.alloc(4)]), 'cut-short'],
    ['without sound', wavWith(format()), 'cut-short'],
    ['with no samples', wavWith(format(), ['data', 0, Buffer.alloc(0)]), 'empty'],
    ['that begins with its sound', wavWith(sound, format()), 'not-wav'],
    [
      'with a chunk that is said to be huge',
      wavWith(['LIST', 0xfffffff0, Buffer.alloc(4)], sound),
      'cut-short',
    ],
    ['of half a minute and a sample', wavOf(new Int16Array(30 * 22_050 + 1)), 'too-long'],
    ['that is none', Buffer.from('ID3 and so on, as of an MP3'), 'not-wav'],
    ['of no bytes', Buffer.alloc(0), 'not-wav'],
  ])('%s is refused', (_, bytes, why) => {
    expect(readWav(bytes)).toBe(why);
  });

  it('of a thousand small chunks ends the search', () => {
    const chunks = Array.from({ length: 1_000 }, () => ['JUNK', 0, Buffer.alloc(0)] as const);
    expect(readWav(wavWith(...chunks, format(), sound))).toBe('cut-short');
  });

  it('cut off anywhere is refused, and never throws', () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (all, share) => {
        const whole = wavOf(all);
        expect(readWav(whole.subarray(0, Math.floor(whole.length * share)))).toBeTypeOf('string');
      }),
    );
  });

  it('with any bytes changed gives samples that are in it, or a reason, and never throws', () => {
    const changes = fc.array(fc.tuple(fc.nat(43), fc.nat(255)), { maxLength: 8 });
    fc.assert(
      fc.property(samples, changes, (all, changed) => {
        const file = wavOf(all);
        for (const [at, byte] of changed) file[at] = byte;
        const read = readWav(file);
        if (typeof read !== 'string') expect(read.length).toBeLessThanOrEqual(all.length + 20);
      }),
      { numRuns: 2_000 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { fit as fitted } from '../../devices/display/fit.ts';
import { lookAlikes, segmentsOf, showable } from '../../devices/display/glyphs.ts';
import { refusals } from '../../firmware-host/queue/refusals.ts';
import { readSegments } from '../../simulators/firmata-board/read-segments.ts';

describe('seven-segment glyphs', () => {
  it('give every character that is no look-alike a shape of its own, which is read as that character', () => {
    const clear = [...showable].filter((character) => !lookAlikes.has(character));
    expect(new Set(clear.map(segmentsOf)).size).toBe(clear.length);
    for (const character of clear) expect(readSegments(segmentsOf(character)).toUpperCase()).toBe(character);
  });

  it('follow the bit order of the MAX7219: 7..0 = point, a, b, c, d, e, f, g', () => {
    // Data sheet, table 5: what its own decoder lights for these characters.
    const datasheet = { '0': 0x7e, '1': 0x30, '2': 0x6d, '7': 0x70, '-': 0x01, E: 0x4f, L: 0x0e, P: 0x67 };
    for (const [character, bits] of Object.entries(datasheet)) expect(segmentsOf(character)).toBe(bits);
  });

  it('name the letters that look like digits, all of which can be shown', () => {
    expect([...lookAlikes.keys()].join('')).toBe('BDGIOQSZ');
    for (const letter of lookAlikes.keys()) expect(showable.has(letter)).toBe(true);
  });

  it('can show every refusal', () => {
    for (const { glyphs } of Object.values(refusals))
      for (const character of glyphs.toUpperCase()) expect(showable).toContain(character);
  });

  it('leave a character dark that seven segments cannot show', () => {
    expect(segmentsOf('M')).toBe(0);
  });
});

describe('fitting a text to digits', () => {
  it.each([
    ['A-012', 5, 'A-012'],
    ['A-012', 8, '   A-012'],
    ['A-012', 4, 'A012'],
    ['A-012', 3, '012'],
    ['AB-1234', 4, '1234'],
    ['----', 4, '----'],
    ['----', 2, '--'],
    ['', 4, '    '],
  ])('puts %j on %i digits as %j', (text, digits, expected) => {
    expect(fitted(text, digits)).toBe(expected);
  });
});

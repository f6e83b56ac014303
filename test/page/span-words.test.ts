import { describe, expect, it } from 'vitest';
import { spanInWords } from '../../pages/shared/span-words.ts';

describe('how long something lasts, on a page', () => {
  it.each([
    [0, '0 dtk', '0 s'],
    [-3, '0 dtk', '0 s'],
    [7.9, '7 dtk', '7 s'],
    [402, '6 mnt 42 dtk', '6 min 42 s'],
    [3_600, '1 jam', '1 h'],
    [3_605, '1 jam', '1 h'],
    [90_061, '1 hari 1 jam', '1 d 1 h'],
    [86_460, '1 hari', '1 d'],
  ])('is said of %d s in two units that follow each other', (seconds, id, en) => {
    expect([spanInWords(seconds, 'id'), spanInWords(seconds, 'en')]).toEqual([id, en]);
  });

  it.each([
    [59.9, '< 1 mnt', '< 1 min'],
    [119, '1 mnt', '1 min'],
    [7_320, '2 jam 2 mnt', '2 h 2 min'],
    [176_400, '2 hari 1 jam', '2 d 1 h'],
  ])('is said of %d s to the minute, where more says nothing', (seconds, id, en) => {
    expect([spanInWords(seconds, 'id', 'minute'), spanInWords(seconds, 'en', 'minute')]).toEqual([id, en]);
  });
});

import { describe, expect, it } from 'vitest';
import { recordingFlaws } from '../../firmware-host/cli/voice/recording-flaws.ts';
import { atLoudness, measureLevels } from '../../firmware-host/cli/voice/sound-levels.ts';
import { chimeSamples } from '../../firmware-host/clips/chime.ts';
import { has } from '../programs.ts';
import { joined, msOfSamples, noise, silenceOf, tone } from './sounds.ts';

const hasFfmpeg = has('ffmpeg');

/** A second of it is -23 LUFS at an amplitude of -23 dB: the reference of EBU Tech 3341, test case 1, in mono. */
const reference = (ms: number) => tone(ms, 1_000, 10 ** (-20 / 20));

describe('the chime', () => {
  it('begins at once and ends in silence, without a sample at full scale', () => {
    const chime = chimeSamples();
    const loud = (samples: Int16Array) => samples.some((sample) => Math.abs(sample) > 1_000);
    expect(loud(chime.subarray(0, 220))).toBe(true);
    expect(loud(chime.subarray(-220))).toBe(false);
    expect(chime.every((sample) => Math.abs(sample) < 32_000)).toBe(true);
    expect(msOfSamples(chime)).toBeLessThan(2_000);
  });
});

describe.skipIf(!hasFfmpeg)('the loudness of a clip', () => {
  it('is that of BS.1770: a sine of 1 kHz at -20 dB, in one channel, is -23 LUFS', async () => {
    const levels = await measureLevels(reference(4_000));
    expect(levels?.lufs).toBeCloseTo(-23, 0);
    expect(levels?.peakDb).toBeCloseTo(-20, 0);
  });

  it.each([150, 200, 400, 1_000, 3_000])('is the same for %i ms of it, however short', async (ms) => {
    const levels = await measureLevels(joined(silenceOf(300), reference(ms), silenceOf(500)));
    expect(Math.abs((levels?.lufs ?? 0) + 23)).toBeLessThan(0.4);
  });

  it('is nothing where there is no sound', async () => {
    expect(await measureLevels(silenceOf(500))).toBeUndefined();
  });

  it('is -18 LUFS for the chime, with room for cheap amplifiers', async () => {
    const levels = await measureLevels(chimeSamples());
    expect(Math.abs((levels?.lufs ?? 0) + 18)).toBeLessThan(0.5);
    expect(levels?.peakDb).toBeLessThanOrEqual(-2);
  });

  it.each([
    ['a whisper', tone(300, 400, 0.01)],
    ['a shout', tone(300, 400, 0.99)],
    ['a voice with high peaks', joined(noise(20, 0.9), noise(400, 0.06), noise(20, 0.9))],
  ])('becomes -18 LUFS for %s, and its true peak stays below -2 dB', async (_, samples) => {
    const clip = await atLoudness(samples);
    const levels = clip && (await measureLevels(clip));
    expect(Math.abs((levels?.lufs ?? 0) + 18)).toBeLessThan(1);
    expect(levels?.peakDb).toBeLessThanOrEqual(-2);
    expect(clip?.length).toBe(samples.length);
  });

  it('stays lower where the peaks are too high to be pressed down', async () => {
    const clicks = joined(noise(2, 1), silenceOf(200), noise(2, 1), silenceOf(200), noise(2, 1));
    const clip = await atLoudness(clicks);
    const levels = clip && (await measureLevels(clip));
    expect(levels?.lufs).toBeLessThan(-20);
    expect(levels?.peakDb).toBeLessThanOrEqual(-2);
  });
});

describe('a recording', () => {
  const levels = { lufs: -20, peakDb: -3 };

  it('of a word is fine', () => {
    expect(recordingFlaws(tone(600), levels, 'tiga')).toEqual([]);
  });

  it.each([
    ['silent', silenceOf(600), undefined],
    ['clipped', tone(600, 440, 1.4), levels],
    ['quiet', tone(600, 440, 0.01), { lufs: -45, peakDb: -40 }],
    ['wordy', tone(4_000), levels],
    ['too-long', tone(31_000), levels],
  ] as const)('is told to be %s', (flaw, samples, measured) => {
    expect(recordingFlaws(samples, measured, 'tiga')).toEqual([flaw]);
  });
});

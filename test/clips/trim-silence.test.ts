import { describe, expect, it } from 'vitest';
import { trimSilence } from '../../firmware-host/cli/voice/trim-silence.ts';
import { joined, msOfSamples, noise, silenceOf, tone } from './sounds.ts';

const trimmedMs = (samples: Int16Array) => msOfSamples(trimSilence(samples) ?? silenceOf(0));

describe('a word', () => {
  it('loses the silence around it, and keeps a little', () => {
    const recording = joined(silenceOf(700), tone(300), silenceOf(900));
    expect(trimmedMs(recording)).toBeGreaterThan(300);
    expect(trimmedMs(recording)).toBeLessThan(370);
  });

  it('loses the room around it as well: a microphone hears more than nothing', () => {
    const recording = joined(noise(700, 0.001), tone(300), noise(900, 0.001));
    expect(trimmedMs(recording)).toBeLessThan(370);
  });

  it('keeps its quiet sounds, as the s of `satu` that is 30 dB below the vowel, and its pauses', () => {
    const recording = joined(
      silenceOf(200),
      noise(120, 0.015),
      tone(200),
      silenceOf(80),
      tone(100),
      silenceOf(200),
    );
    expect(trimmedMs(recording)).toBeGreaterThan(120 + 200 + 80 + 100);
  });

  it('begins and ends with nothing, so that it does not click', () => {
    const word = trimSilence(tone(300, 440, 0.9));
    expect([word?.at(0), word?.at(-1)]).toEqual([0, 0]);
  });

  it('is not found in silence, in the noise of a microphone or in nothing', () => {
    expect([silenceOf(500), noise(500, 0.002), silenceOf(0)].map(trimSilence)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

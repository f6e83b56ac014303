import { SOUND_RATE_HZ } from '../../devices/speaker/sound-format.ts';

/** A tone; `level` is its amplitude as a share of full scale. */
export function tone(ms: number, hz = 440, level = 0.3): Int16Array {
  const samples = new Int16Array(Math.round((ms / 1_000) * SOUND_RATE_HZ));
  return samples.map((_, at) => clamped(32_767 * level * Math.sin((2 * Math.PI * hz * at) / SOUND_RATE_HZ)));
}

export const silenceOf = (ms: number): Int16Array => new Int16Array(Math.round((ms / 1_000) * SOUND_RATE_HZ));

export function joined(...parts: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The noise of a room, the same every time; `level` as for `tone`. */
export function noise(ms: number, level: number): Int16Array {
  let state = 1;
  return silenceOf(ms).map(() => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.round(32_767 * level * ((2 * state) / 2_147_483_647 - 1));
  });
}

export const msOfSamples = (samples: Int16Array): number => (samples.length / SOUND_RATE_HZ) * 1_000;

/** As a recorder cuts off what is too loud for it. */
const clamped = (value: number): number => Math.max(-32_768, Math.min(32_767, Math.round(value)));

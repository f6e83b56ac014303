import { Fault } from '../fault.ts';
import type { Clip, Clips, Samples } from '../ports.ts';

/** How many missing clips a fault names. */
const NAMED_MOST = 5;

/** The clips of an announcement in the order of `names`. Throws `voice.clip_missing` when one of them is not there. */
export function clipsOf(clips: Clips, names: readonly string[]): readonly Clip[] {
  const found = names.map((name) => [name, clips.get(name)] as const);
  const missing = new Set(found.flatMap(([name, clip]) => (clip === undefined ? [name] : [])));
  if (missing.size > 0)
    throw new Fault('voice.clip_missing', `there is no clip ${[...missing].slice(0, NAMED_MOST).join(', ')}`);
  return found.flatMap(([, clip]) => clip ?? []);
}

/** The samples of an announcement: one clip after another, at `volume` percent. */
export function samplesOf(clips: readonly Clip[], volume: number): Samples {
  const gain = gainOf(volume);
  const samples = new Int16Array(clips.reduce((sum, { samples: { length } }) => sum + length, 0));
  let at = 0;
  for (const { samples: each } of clips) {
    samples.set(gain === 1 ? each : each.map((sample) => Math.round(sample * gain)), at);
    at += each.length;
  }
  return samples;
}

/**
 * What samples are multiplied with. People hear ratios: with the square, 50 percent are 12 dB less, which sounds about
 * half as loud, and 10 percent are 40 dB less.
 */
export const gainOf = (volume: number): number => (Math.min(Math.max(volume, 0), 100) / 100) ** 2;

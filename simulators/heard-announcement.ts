import type { Clips, Millis, Samples } from '../devices/ports.ts';

/** What people in the hall heard from a speaker: its words, and its sound. */
export interface HeardAnnouncement {
  /** The names of the clips it was made of; `?` at the end: then came a sound that is none of them. */
  readonly words: readonly string[];
  readonly samples: Samples;
  /** When its first sample was heard, on the clock of the hall. */
  readonly startedAt: Millis;
  /** False: it broke off. */
  readonly whole: boolean;
}

/** A sample of a clip at some volume differs from the volume times the clip's sample by its rounding. */
const roundingMost = 1;

/**
 * Listens to samples and names the clips that they are made of, whatever the volume. It knows nothing of what the
 * speaker was asked to say.
 */
export function wordsIn(samples: Samples, clips: Clips): readonly string[] {
  const known = clips
    .names()
    .flatMap((name) => {
      const clip = clips.get(name)?.samples;
      return clip === undefined || clip.length === 0 ? [] : [{ name, clip, loudest: loudestAt(clip) }];
    })
    // A clip that is the beginning of a longer one is not heard in its place.
    .sort((one, other) => other.clip.length - one.clip.length);
  const words: string[] = [];
  let volume: number | undefined;
  for (let at = 0; at < samples.length; ) {
    const heard = known.find(({ clip, loudest }) => {
      const own = volumeOf(samples, at, clip, loudest);
      return own !== undefined && sounds(samples, at, clip, volume ?? own);
    });
    if (heard === undefined) return [...words, '?'];
    if (heard.clip[heard.loudest] !== 0)
      volume ??= (samples[at + heard.loudest] ?? 0) / (heard.clip[heard.loudest] ?? 1);
    words.push(heard.name);
    at += heard.clip.length;
  }
  return words;
}

function loudestAt(clip: Samples): number {
  let loudest = 0;
  for (let at = 1; at < clip.length; at++)
    if (Math.abs(clip[at] ?? 0) > Math.abs(clip[loudest] ?? 0)) loudest = at;
  return loudest;
}

/** The volume at which this clip would begin at `at`; undefined when it would not fit. */
function volumeOf(samples: Samples, at: number, clip: Samples, loudest: number): number | undefined {
  if (at + clip.length > samples.length) return undefined;
  const peak = clip[loudest] ?? 0;
  return peak === 0 ? 1 : (samples[at + loudest] ?? 0) / peak;
}

function sounds(samples: Samples, at: number, clip: Samples, volume: number): boolean {
  // The volume itself is known as exactly as the loudest sample tells it.
  for (let index = 0; index < clip.length; index++) {
    const expected = (clip[index] ?? 0) * volume;
    if (Math.abs((samples[at + index] ?? 0) - expected) > roundingMost + Math.abs(expected) / 1_000)
      return false;
  }
  return true;
}

import type { Clip, Clips, Millis, Samples } from '../ports.ts';

/** All sound of Loket is PCM, 16 bit, little endian in files and on pipes, mono, with so many samples a second. */
export const SOUND_RATE_HZ = 22_050;

/** How long samples sound, in whole milliseconds. */
export const msOf = (samples: Samples): Millis => Math.round((samples.length / SOUND_RATE_HZ) * 1_000);

export const clipOf = (samples: Samples): Clip => ({ samples, ms: msOf(samples) });

/** For halls that say nothing. */
export const noClips: Clips = { get: () => undefined, names: () => [] };

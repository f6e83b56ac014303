import type { Samples } from '../../devices/ports.ts';
import { SOUND_RATE_HZ } from '../../devices/speaker/sound-format.ts';

/** A tone as of a struck bar: it is at its loudest at once and dies away. */
interface Tone {
  readonly hz: number;
  readonly atMs: number;
}

/** A falling third, E5 and C5, as at many doors: it is known as a call, and both are above the noise of a hall. */
const tones: readonly Tone[] = [
  { hz: 659.26, atMs: 0 },
  { hz: 523.25, atMs: 420 },
];
/** Overtones die sooner than the tone itself, which makes the stroke bright and the rest of it soft. */
const partials = [
  { times: 1, share: 1, halfMs: 150 },
  { times: 2, share: 0.35, halfMs: 80 },
  { times: 4, share: 0.12, halfMs: 35 },
] as const;
const lengthMs = 1_500;
const sampleMs = 1_000 / SOUND_RATE_HZ;
/** From silence to the full tone and back at the end: without them the ends would click. */
const attackMs = 4;
const releaseMs = 60;
/** Makes the chime as loud as the words, -18 LUFS; test/clips/loudness.test.ts measures it. */
const loudness = 0.43;

/** The chime before an announcement. It is made here, so that every hall has it and nobody's recording is needed. */
export function chimeSamples(): Samples {
  const sum = new Float64Array((lengthMs / 1_000) * SOUND_RATE_HZ);
  for (const tone of tones) for (const partial of partials) add(sum, tone, partial);
  return Int16Array.from(sum, (level, index) => {
    const end = Math.min(1, (lengthMs - index * sampleMs) / releaseMs);
    return Math.round(32_767 * loudness * end * level);
  });
}

/** Every hall makes the chime at its start: what a partial dies away by is multiplied, since powers take far longer. */
function add(
  sum: Float64Array,
  { hz, atMs }: Tone,
  { times, share, halfMs }: (typeof partials)[number],
): void {
  const kept = 2 ** (-sampleMs / halfMs);
  const first = Math.ceil(atMs / sampleMs);
  let level = share * 2 ** (-(first * sampleMs - atMs) / halfMs);
  for (let index = first; index < sum.length; index++) {
    const ms = index * sampleMs - atMs;
    const wave = level * Math.sin((2 * Math.PI * hz * times * ms) / 1_000);
    sum[index] = (sum[index] ?? 0) + Math.min(1, ms / attackMs) * wave;
    level *= kept;
  }
}

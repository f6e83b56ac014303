import type { Clip, Clips } from '../devices/ports.ts';
import { clipOf, SOUND_RATE_HZ } from '../devices/speaker/sound-format.ts';

/** A tone that no other clip has, `ms` long. It begins and ends softly, as recorded words do. */
export function tone(hertz: number, ms: number): Clip {
  const length = Math.round((ms / 1_000) * SOUND_RATE_HZ);
  return clipOf(
    Int16Array.from({ length }, (_, at) =>
      Math.round(
        12_000 * Math.sin((Math.PI * at) / length) * Math.sin((2 * Math.PI * hertz * at) / SOUND_RATE_HZ),
      ),
    ),
  );
}

/** Clips in memory, by their names. */
export const clipsIn = (clips: Readonly<Record<string, Clip>>): Clips => ({
  get: (name) => (Object.hasOwn(clips, name) ? clips[name] : undefined),
  names: () => Object.keys(clips),
});

const names = ['chime', 'id/queue-number', 'id/letter-a', 'id/go-to-counter', 'id/counter-kasir'];
const digits = Array.from({ length: 10 }, (_, digit) => `id/digit-${digit}`);

/** Clips for tests: a tone for each, of 300 ms, 20 ms more for each that follows. */
export const tones: Clips = clipsIn(
  Object.fromEntries([...names, ...digits].map((name, at) => [name, tone(300 + 70 * at, 300 + 20 * at)])),
);

import type { Clip } from '../../devices/ports.ts';
import { clipOf, SOUND_RATE_HZ } from '../../devices/speaker/sound-format.ts';
import { chime, silence } from '../voice/wording.ts';
import { chimeSamples } from './chime.ts';

/** Between two sentences. */
const silenceMs = 400;

/** The sounds without words, which every hall has from the start. */
export const madeSounds: ReadonlyMap<string, Clip> = new Map([
  [chime, clipOf(chimeSamples())],
  [silence, clipOf(new Int16Array((silenceMs / 1_000) * SOUND_RATE_HZ))],
]);

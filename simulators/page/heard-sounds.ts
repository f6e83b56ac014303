import type { Content } from '../../firmware-host/web/web-server.ts';
import type { HeardAnnouncement } from '../heard-announcement.ts';
import type { SimulatedDevice } from '../simulator.ts';
import { wavOf } from '../wav.ts';
import type { SpeakerSight } from './page-messages.ts';

/** A speaker says one thing at a time: when it began is its name. */
const nameOf = ({ startedAt }: HeardAnnouncement) => `${Math.round(startedAt)}.wav`;

/** The last thing that was heard of a speaker; undefined: nothing yet. */
export function lastHeard(id: string, device: SimulatedDevice): SpeakerSight | undefined {
  const last = device.heard?.().at(-1);
  return last && { words: last.words, whole: last.whole, sound: `/sounds/${id}/${nameOf(last)}` };
}

/** The sound at a path of the page, as a WAV; undefined: no speaker said that, or it has said much since. */
export function soundAt(path: string, devices: ReadonlyMap<string, SimulatedDevice>): Content | undefined {
  const [, id = '', name] = /^\/sounds\/([^/]+)\/(\d+\.wav)$/.exec(path) ?? [];
  const found = devices
    .get(id)
    ?.heard?.()
    .find((heard) => nameOf(heard) === name);
  return found && { type: 'audio/wav', body: wavOf(found.samples) };
}

import { tagged } from './content-tag.ts';
import type { Content } from './web-server.ts';

/** The sound of a clip as a WAV file, by its name, such as `id/letter-a` or `chime`; undefined: there is none. */
export type BoardClips = (name: string) => Buffer | undefined;

/** A word in a language, or a sound without one. Nothing else is a name, whatever the clips are kept in. */
const clipPath = /^\/board\/clips\/((?:[a-z]{2,3}\/)?[a-z0-9-]{1,60})\.wav$/;

/** The clip at a path such as `/board/clips/id/letter-a.wav`. */
export function clipAt(path: string, clips: BoardClips): Content | undefined {
  const name = clipPath.exec(path)?.[1];
  const body = name === undefined ? undefined : clips(name);
  return body && tagged({ type: 'audio/wav', body });
}

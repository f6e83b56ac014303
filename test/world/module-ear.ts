import { pathOfTrack, tracksOf } from '../../devices/dfplayer/tracks.ts';
import type { Clips, Millis } from '../../devices/ports.ts';
import type { PlayedTrack } from '../../simulators/dfplayer-hardware.ts';

/** An announcement as it came out of a speaker: its words, and when its first and last sample were heard. */
export interface Heard {
  readonly words: readonly string[];
  readonly from: Millis;
  readonly to: Millis;
}

/** Every announcement begins with the chime. One that stands still for longer has ended, or broke off. */
const pauseMs: Millis = 6_000;

/** Listens to a module, which plays word by word, and tells one announcement from the next. */
export function moduleEar(tracks: () => readonly PlayedTrack[], clips: Clips) {
  const names = new Map([...tracksOf(clips.names())].map(([name, track]) => [pathOfTrack(track), name]));
  let lastAt = Number.NEGATIVE_INFINITY;
  let hearing: Heard | undefined;

  return {
    /** The announcements that have ended since the last time. */
    ended(now: Millis): readonly Heard[] {
      const ended: Heard[] = [];
      const end = () => {
        if (hearing !== undefined) ended.push(hearing);
        hearing = undefined;
      };
      for (const { file, startedAt } of tracks().filter((track) => track.startedAt > lastAt)) {
        const name = names.get(file) ?? '?';
        lastAt = startedAt;
        // What plays is broken off by the next track.
        if (hearing !== undefined) hearing = { ...hearing, to: Math.min(hearing.to, startedAt) };
        if (name === 'chime') end();
        const { words, from } = hearing ?? { words: [], from: startedAt };
        hearing = { words: [...words, name], from, to: startedAt + (clips.get(name)?.ms ?? 0) };
      }
      if (hearing !== undefined && now > hearing.to + pauseMs) end();
      return ended;
    },
  };
}

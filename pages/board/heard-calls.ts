import type { BoardLook } from '../../firmware-host/web/feed-messages.ts';
import type { HallEvent } from './board-model.ts';
import type { BoardAddress } from './board-view.ts';

/** What is older than this is not said: the visitor has come or has been called again. */
const lateMs = 30_000;

interface Waiting {
  readonly clips: readonly string[];
  readonly since: number;
}

/** Plays one announcement after another. `play` resolves when the last clip is over. */
export function createAnnouncements(of: {
  now(): number;
  play(clips: readonly string[]): Promise<void>;
  failed(thrown: unknown): void;
}) {
  const waiting: Waiting[] = [];
  let playing = false;

  async function playAll(): Promise<void> {
    if (playing) return;
    playing = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      if (of.now() - next.since < lateMs) await of.play(next.clips).catch(of.failed);
    playing = false;
  }

  return {
    say(clips: readonly string[]): void {
      waiting.push({ clips, since: of.now() });
      void playAll();
    },
    /** Forgets what has not begun: what was heard before an interruption is over. */
    forget(): void {
      waiting.length = 0;
    },
  };
}

/** The clips that this board has to play for an event; undefined: none. */
export function clipsFor(
  { address, data }: HallEvent,
  look: BoardLook | undefined,
  board: BoardAddress,
): readonly string[] | undefined {
  if (address !== 'event/announcement/started' || look?.sound !== true) return undefined;
  const { clips, speakers, zone, counter } = data;
  if (!isTexts(clips) || !isTexts(speakers)) return undefined;
  if (!speakers.some((id) => look.speakers.indexOf(id) !== -1)) return undefined;
  if (board.zone !== undefined && typeof zone === 'string' && zone !== board.zone) return undefined;
  const { counters } = board;
  if (counters !== undefined && typeof counter === 'string' && counters.indexOf(counter) === -1)
    return undefined;
  return clips;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

import type { Site } from '../../config/site.ts';
import { boardState } from '../mqtt/messages/hall-messages.ts';
import type { BoardLook, BoardText } from './feed-messages.ts';

/** The address of the message that has the notices. */
export const noticesAddress = 'board/state';

/** The kind of speaker that a board is: it plays announcements by itself. */
const boardSpeaker = 'board-speaker';

/** How the boards of a site look. `logo` is the path of the image, if it can be shown. */
export function boardLook(
  { title, boardDesign, zones, devices }: Site,
  logo: string | undefined,
  notices: readonly BoardText[],
): BoardLook {
  const { languages, colours, text } = boardDesign;
  const speakers = devices
    .filter(({ role, kind, enabled }) => role === 'speaker' && kind.kind === boardSpeaker && enabled)
    .map(({ id }) => id);
  return {
    title,
    languages,
    ...(colours === undefined ? {} : { colours }),
    ...(logo === undefined ? {} : { logo }),
    ...(text === undefined ? {} : { text }),
    notices,
    zones: [...zones.values()].map(({ id, title }) => ({ id, title })),
    sound: speakers.length > 0,
    speakers,
  };
}

/** The texts of a message at `noticesAddress`; none when it is not one: others may write to an external broker. */
export function noticesIn(payload: string): readonly BoardText[] {
  try {
    const read = boardState.safeParse(JSON.parse(payload));
    return read.success ? read.data.notices.map(({ text }) => text) : [];
  } catch {
    // It was cleared, or it is no JSON.
    return [];
  }
}

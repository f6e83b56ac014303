import { VOICE } from '../clips/clip-index.ts';
import { allKeptAs } from '../kept-json.ts';

/** What simulated devices produce, as pictures and sound: a folder in the data folder. */
export const PICTURES = 'simulated';
/** The file of the uplink's cursor. */
export const UPLINK_CURSOR = 'uplink.cursor';
/** What devices have counted in all runs, and which of their faults stand. */
export const DEVICE_MEMORY = 'device-memory.json';
/** What Home Assistant was told of the site. */
export const HOME_ASSISTANT = 'home-assistant.json';
/** What visitors said, by day: for years, while the journal keeps a month. */
export const RATING_DAYS = 'rating-days.json';
/** Paper forms that were added to it: a folder with a file for each list of forms. */
export const RATING_FORMS = 'rating-forms';
/** Who has logged in at the pages of the hall. */
export const WEB_SESSIONS = 'web-sessions.json';
/** `$SERVICE_RESULT` of the run before, which the unit's `ExecStopPost=` writes there. */
export const LAST_END = 'last-end';
/** What a restore from a backup unpacks. */
export const RESTORING = 'restoring';
/** All there may be in a data folder besides the journal. */
export const BESIDES_JOURNAL: readonly string[] = [
  PICTURES,
  UPLINK_CURSOR,
  `${UPLINK_CURSOR}.new`,
  DEVICE_MEMORY,
  `${DEVICE_MEMORY}.new`,
  ...allKeptAs(DEVICE_MEMORY),
  HOME_ASSISTANT,
  `${HOME_ASSISTANT}.new`,
  ...allKeptAs(HOME_ASSISTANT),
  RATING_DAYS,
  `${RATING_DAYS}.new`,
  ...allKeptAs(RATING_DAYS),
  RATING_FORMS,
  LAST_END,
  WEB_SESSIONS,
  `${WEB_SESSIONS}.new`,
  VOICE,
  `${VOICE}.new`,
  `${VOICE}.old`,
  RESTORING,
];

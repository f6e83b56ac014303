import { asFault } from '../fault.ts';
import type { FaultCode } from '../fault-catalogue.ts';
import type { Done, Opening } from '../kind.ts';

/** Faults of an announcement that stand until one was heard to its end. */
const ofAnnouncements = ['sound.busy', 'sound.failed', 'sound.stuck', 'voice.clip_missing'] as const;
const isOfAnnouncements = (code: FaultCode): boolean =>
  (ofAnnouncements as readonly FaultCode[]).includes(code);

/**
 * Runs `say` for one announcement and keeps the warnings of the speaker: a fault that is not one of the link stands
 * until an announcement was heard to its end, so that health shows a speaker that has fallen silent.
 */
export async function announcing(
  warn: Opening<unknown, never>['warn'],
  say: () => Promise<Done>,
): Promise<Done> {
  try {
    const said = await say();
    for (const code of ofAnnouncements) warn(code, undefined);
    return said;
  } catch (thrown) {
    const { code, message } = asFault(thrown, 'sound.failed');
    if (isOfAnnouncements(code)) warn(code, message);
    throw thrown;
  }
}

import type { Site } from '../../config/site.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Cause } from '../queue/commands.ts';
import { type RefusalCode, refusals } from '../queue/refusals.ts';
import type { Floor } from './floor.ts';
import type { Messages } from './messages.ts';

/** A refusal, and where what it refuses was asked. */
export interface Refused {
  readonly code: RefusalCode;
  readonly cause: Cause;
  readonly device: string | undefined;
  readonly counter: string | undefined;
}

/**
 * Tells a refusal where a person pressed or scanned: at a counter by its displays and its state, for a moment; at a
 * ticket machine by the state of the scanner, until the next scan. Whoever asked by a message gets a reply instead.
 */
export function refusing(of: {
  readonly site: Pick<Site, 'language'>;
  readonly show: Floor;
  readonly say: Messages;
  readonly device: (id: string) => { warn(code: FaultCode, text: string): void } | undefined;
}): (refused: Refused) => void {
  return ({ code, cause, counter, device }) => {
    if (cause !== 'key' && cause !== 'scan') return;
    const words = refusals[code];
    if (counter !== undefined) {
      of.show.notice(counter, words.glyphs, () => of.say.counter(counter));
      of.say.counter(counter, code);
    } else if (cause === 'scan' && device !== undefined) {
      of.device(device)?.warn('scan.rejected', words[of.site.language]);
    }
  };
}

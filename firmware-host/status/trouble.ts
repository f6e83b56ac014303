import type { StatePayload } from '../mqtt/messages/message-table.ts';
import { faultSaid } from './event-sentences.ts';
import { statusTexts } from './status-texts.ts';
import type { Trouble } from './status-types.ts';

type Reason = StatePayload<'device/{id}/state'>['reasons'][number];

/** A reason of a device, or of the controller itself, with who mends it. */
export function trouble(device: string | undefined, { code, severity, fix, since, count }: Reason): Trouble {
  return {
    ...{ device, code, severity, fix, count },
    says: faultSaid(code),
    who: statusTexts.fixers[fix],
    since: Date.parse(since),
  };
}

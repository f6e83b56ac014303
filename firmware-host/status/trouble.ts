import type { StatePayload } from '../mqtt/messages/message-table.ts';
import { detailSaid } from './detail-words.ts';
import { faultSaid } from './event-sentences.ts';
import { statusTexts } from './status-texts.ts';
import type { Trouble } from './status-types.ts';

type Reason = StatePayload<'device/{id}/state'>['reasons'][number];

/** A reason of a device, or of the controller itself, with who mends it. */
export function trouble(
  device: string | undefined,
  { code, severity, fix, text, since, count }: Reason,
): Trouble {
  const says = faultSaid(code);
  return {
    ...{ device, code, severity, fix, count },
    says,
    // A detail that is the sentence of the catalogue adds nothing.
    detail: text === '' || text === says.en ? undefined : detailSaid(text),
    who: statusTexts.fixers[fix],
    since: Date.parse(since),
  };
}

import { type FullStatus, fullStatusRequest } from './full-status.ts';
import type { PresenterWatch } from './presenter.ts';
import { isSilence, type PrinterConversation } from './printer-conversation.ts';
import { answerMaxMs, cancelLimitMs } from './printer-limits.ts';
import type { Condition } from './printer-status.ts';

/** `GS e 2`: the ejector pulls the ticket in, where that is switched on in the printer. */
const retract = Uint8Array.of(0x1d, 0x65, 2);

export interface Ejector {
  /** Asks where the ticket is, and has it pulled in when it is time. A printer that does not say is not asked again. */
  look(): Promise<void>;
  /** `found`, with the jam of which the last look heard: that explains why the printer is offline. */
  with(found: readonly Condition[]): readonly Condition[];
  readonly silent: boolean;
}

export function createEjector(talk: PrinterConversation, watch: PresenterWatch): Ejector {
  let last: FullStatus | undefined;
  let silent = false;
  return {
    get silent() {
      return silent;
    },
    async look() {
      if (silent) return;
      try {
        const heard = await talk.ask(
          fullStatusRequest,
          (answer) => (answer.type === 'full' ? answer : undefined),
          answerMaxMs,
        );
        last = heard;
      } catch (why) {
        if (!isSilence(why)) throw why;
        silent = last === undefined;
        last = undefined;
      }
      if (watch.seen(last?.ticketOut)) await talk.send(retract, cancelLimitMs);
    },
    with: (found) =>
      last?.jam === true
        ? [...found.filter((condition) => condition !== 'printer.offline'), 'presenter.jam']
        : found,
  };
}

import type { Site } from '../../config/site.ts';
import { filledLink } from '../../config/values/link.ts';
import { asFault, type Fault } from '../../devices/fault.ts';
import type { SlipContent } from '../../devices/roles.ts';
import type { Cause, Command } from '../queue/commands.ts';
import type { QueueEvent } from '../queue/events.ts';
import { complaintCode } from '../queue/rating.ts';
import type { ReadState } from '../queue/state.ts';
import type { TicketPrinter } from './print-ticket.ts';

type Opened = Extract<QueueEvent, { type: 'complaint.opened' }>;

/**
 * Prints the code of a complaint that was opened with a key, on the printer of the service, or the first one of the
 * hall. A screen shows the code itself. A slip that did not come out is not printed again: the visitor presses again.
 */
export interface ComplaintSlips {
  /** Handles a durable event; `asked`: the commands of the records that were stored together. */
  kept(event: QueueEvent, asked: readonly Asked[]): void;
}

interface Asked {
  readonly command: Command;
  readonly cause: Cause;
}

export function createComplaintSlips(of: {
  readonly site: () => Site;
  readonly state: ReadState;
  readonly printer: (id: string) => TicketPrinter | undefined;
  /** The printer for a service; null: the site has none. */
  readonly printerFor: (service: string) => string | null;
  readonly fault: (printer: string, code: string, fault: Fault) => void;
}): ComplaintSlips {
  const { site } = of;
  /** The business day of the durable records, which may be behind the day of the state. */
  let keptDay = of.state.day;

  async function print(opened: Opened, link: string): Promise<void> {
    const id = of.printerFor(opened.service ?? '');
    const printer = id === null ? undefined : of.printer(id);
    if (id === null || printer === undefined) return;
    const content = slipOf(site(), link, keptDay ?? '', opened);
    try {
      await printer.perform({ type: 'slip', content });
    } catch (thrown) {
      of.fault(id, content.code, asFault(thrown, 'driver.error'));
    }
  }

  return {
    kept(event, asked) {
      if (event.type === 'day.opened') keptDay = event.date;
      const link = site().rating.complaintLink;
      if (event.type !== 'complaint.opened' || link === undefined) return;
      const byKey = asked.some(
        ({ command, cause }) =>
          command.type === 'complain' && cause === 'key' && command.counter === event.counter,
      );
      if (byKey) void print(event, link);
    },
  };
}

function slipOf(
  { id, title, language, counters }: Site,
  link: string,
  day: string,
  { number, service, counter }: Opened,
): SlipContent {
  const code = complaintCode(day, number);
  return {
    ...{ site: title, code, language },
    where: counter === undefined ? '' : (counters.get(counter)?.title ?? counter),
    link: complaintAddress(link, { code, site: id, service, counter }),
  };
}

/** Where a complaint is written. A service or a counter that is not known is left empty. */
export const complaintAddress = (
  pattern: string,
  of: {
    readonly code: string;
    readonly site: string;
    readonly service?: string | undefined;
    readonly counter?: string | undefined;
  },
): string => {
  const { code, site, service = '', counter = '' } = of;
  return filledLink<'complaint'>(pattern, { code, site, service, counter });
};

import type { Device, Site } from '../../../config/site.ts';
import { plain } from '../../../config/texts/words.ts';
import { printerOptions } from '../../../devices/escpos-printer/printer-options.ts';
import type { JobOptions, TicketWriter } from '../../../devices/escpos-printer/ticket-job.ts';
import { starJob } from '../../../devices/star-printer/star-job.ts';
import { starOptions } from '../../../devices/star-printer/star-options.ts';
import { starPrinter } from '../../../devices/star-printer/star-printer.ts';
import { SimulatedPrinter } from '../../../simulators/escpos-printer/printer.ts';
import type { PrintedTicket } from '../../../simulators/escpos-printer/ticket.ts';
import type { WireHardware } from '../../../simulators/hardware.ts';
import { SimulatedStarPrinter } from '../../../simulators/star-printer/star-machine.ts';
import { systemClock } from '../../edge/system-clock.ts';
import type { PreviewWords } from './preview-words.ts';

/** The printer of that name, or the first one of the site. Throws where there is none. */
export function chosenPrinter(site: Site, name: string | undefined, say: PreviewWords): Device {
  const printers = site.devices.filter(({ kind }) => kind.role === 'printer');
  const [first] = printers;
  if (first === undefined) throw new Error(say.noPrinter(site.id));
  const chosen = name === undefined ? first : printers.find(({ id }) => id === name);
  if (chosen !== undefined) return chosen;
  throw new Error(
    say.unknown(
      'printer',
      plain(name ?? ''),
      printers.map(({ id }) => id),
    ),
  );
}

/** How a printer of the site lays out and writes what it prints, and what comes out of it. */
export interface PreviewPrinter {
  readonly layout: JobOptions;
  readonly write: TicketWriter | undefined;
  /** What comes out of a printer that is sent these bytes. */
  printed(bytes: Uint8Array): PrintedTicket;
}

export function previewPrinter({ kind, options }: Device): PreviewPrinter {
  const tickets: PrintedTicket[] = [];
  const onTicket = (ticket: PrintedTicket) => void tickets.push(ticket);
  const from = (printer: WireHardware) => (bytes: Uint8Array) => {
    printer.connect(() => undefined).receive(bytes);
    const ticket = tickets.at(-1);
    if (ticket === undefined) throw new Error('no ticket came out of the simulated printer');
    return ticket;
  };
  if (kind.kind === starPrinter.kind) {
    const settings = starOptions.parse(options);
    const { columns, cut: cutter, language } = settings;
    const graphic = language === 'graphic';
    const printer = new SimulatedStarPrinter({ clock: systemClock, columns, graphic, cutter, onTicket });
    return { ...starJob(settings), printed: from(printer) };
  }
  const layout = printerOptions.parse(options);
  const { columns, cut: cutter } = layout;
  const printer = new SimulatedPrinter({ clock: systemClock, columns, cutter, onTicket });
  return { layout, write: undefined, printed: from(printer) };
}

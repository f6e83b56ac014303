import type { Device, Site } from '../../../config/site.ts';
import { plain } from '../../../config/texts/words.ts';
import { SimulatedPrinter } from '../../../simulators/escpos-printer/printer.ts';
import type { PrintedTicket } from '../../../simulators/escpos-printer/ticket.ts';
import { systemClock } from '../../edge/system-clock.ts';
import type { PreviewWords } from './preview-words.ts';

/** The printer of that name, or the first one of the site. Throws where there is none. */
export function chosenPrinter(site: Site, name: string | undefined, say: PreviewWords): Device {
  const printers = site.devices.filter(({ kind }) => kind.kind === 'escpos-printer');
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

/** What comes out of a printer that is sent these bytes. */
export function printed(
  bytes: Uint8Array,
  { columns, cut }: { readonly columns: 32 | 42 | 48; readonly cut: boolean },
): PrintedTicket {
  const tickets: PrintedTicket[] = [];
  const onTicket = (ticket: PrintedTicket) => void tickets.push(ticket);
  const printer = new SimulatedPrinter({ clock: systemClock, columns, cutter: cut, onTicket });
  printer.connect(() => undefined).receive(bytes);
  const [ticket] = tickets;
  if (ticket === undefined) throw new Error('no ticket came out of the simulated printer');
  return ticket;
}

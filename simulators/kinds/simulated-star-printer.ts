import { wireAddress } from '../../devices/escpos-printer/printer-options.ts';
import { starPrinter } from '../../devices/star-printer/star-printer.ts';
import { wireCable } from '../cable.ts';
import type { PrintedTicket } from '../escpos-printer/ticket.ts';
import { type Sample, simulatedKind } from '../simulator.ts';
import { SimulatedStarPrinter } from '../star-printer/star-machine.ts';

const printMs = 300;
const ticketsKept = 100;
/** Visitors take their ticket after this long. */
const takenAfterMs = 3_000;

export const simulator = simulatedKind(starPrinter, (options, bench, id) => {
  const address = wireAddress(options.address);
  const tickets: PrintedTicket[] = [];
  const printer = bench.onWire(address, SimulatedStarPrinter, () => {
    const made = new SimulatedStarPrinter({
      ...{ clock: bench.clock, columns: options.columns, printMs, graphic: options.language === 'graphic' },
      ...{ presenter: options.left_after_s !== undefined, cutter: options.cut },
      onTicket(ticket) {
        tickets.push(ticket);
        if (tickets.length > ticketsKept) tickets.shift();
        bench.printed(id, ticket);
        if (options.left_after_s !== undefined)
          bench.clock.after(takenAfterMs, () => made.set({ ticket: 'nowhere' }));
      },
    });
    return made;
  });
  return {
    cable: wireCable(bench, id, address),
    paper: (state) => printer.set({ paper: state }),
    starPrinter: printer,
    tickets: () => tickets,
  };
});

export const sample: Sample = { address: 'tcp://127.0.0.1:9100' };

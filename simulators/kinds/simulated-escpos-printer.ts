import { escposPrinter } from '../../devices/escpos-printer/escpos-printer.ts';
import { wireAddress } from '../../devices/escpos-printer/printer-options.ts';
import { wireCable } from '../cable.ts';
import { SimulatedPrinter } from '../escpos-printer/printer.ts';
import type { PrintedTicket } from '../escpos-printer/ticket.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

/** A ticket takes a real printer about two seconds; the simulated one is quicker, so that people need not wait. */
const printMs = 300;
const ticketsKept = 100;
/** Visitors take their ticket after this long. */
const takenAfterMs = 3_000;

export const simulator = simulatedKind(escposPrinter, (options, bench, id) => {
  const { columns } = options;
  // The driver adds the usual port where the site file names none.
  const address = wireAddress(options.address);
  const tickets: PrintedTicket[] = [];
  const printer = bench.onWire(
    address,
    SimulatedPrinter,
    () =>
      new SimulatedPrinter({
        clock: bench.clock,
        columns,
        printMs,
        ejects: options.left_after_s !== undefined,
        onTicket(ticket) {
          tickets.push(ticket);
          if (tickets.length > ticketsKept) tickets.shift();
          bench.printed(id, ticket);
          if (options.left_after_s !== undefined)
            bench.clock.after(takenAfterMs, () => printer.set({ ejector: 'empty' }));
        },
      }),
  );
  return {
    cable: wireCable(bench, id, address),
    paper: (state) => printer.set({ paper: state }),
    printer,
    tickets: () => tickets,
  };
});

export const sample: Sample = { address: 'tcp://127.0.0.1:9100' };

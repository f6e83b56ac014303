import { afterEach, expect, test } from 'vitest';
import { type PrinterOptions, SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import type { PrintedTicket } from '../../simulators/escpos-printer/ticket.ts';
import { type Bench, ending, openPrinter, ticket } from './printer-bench.ts';
import { type Listening, listen, realClock, tcpWires } from './tcp-wires.ts';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean();
});

async function scene(
  options: Partial<PrinterOptions> = {},
): Promise<Bench & { printer: SimulatedPrinter; port: Listening; tickets: PrintedTicket[] }> {
  const tickets: PrintedTicket[] = [];
  const onTicket = (printed: PrintedTicket): void => void tickets.push(printed);
  const printer = new SimulatedPrinter({ clock: realClock, columns: 48, onTicket, ...options });
  const port = await listen(printer);
  cleanUp.push(port.close);
  const bench = await openPrinter(realClock, tcpWires, { address: port.address });
  cleanUp.push(bench.device.close);
  return { ...bench, printer, port, tickets };
}

test('over TCP: tickets are acknowledged, and refused while there is no paper', async () => {
  const { device, printer, tickets } = await scene();
  expect(await ending(device.perform(ticket('A-001')))).toBe('acknowledged');
  printer.set({ paper: 'out' });
  expect(await ending(device.perform(ticket('A-002')))).toBe('paper.out');
  printer.set({ paper: 'ok' });
  expect(await ending(device.perform(ticket('A-003')))).toBe('acknowledged');
  expect(tickets.map((each) => each.complete)).toEqual([true, true]);
});

test('over TCP: a connection that breaks in a ticket leaves it unconfirmed, and the driver says it is lost', async () => {
  const { device, port, printer, lost } = await scene({ printMs: 60_000 });
  const end = ending(device.perform(ticket('A-001')));
  while (!printer.busy) await new Promise((resolve) => setTimeout(resolve, 5));
  port.reset();
  expect(await end).toBe('job.unconfirmed: link.io_error');
  expect(lost).toHaveLength(1);
});

test('over TCP: paper that ends in a ticket leaves it unconfirmed and leaves nothing behind', async () => {
  const { device, printer, tickets } = await scene({ tellsChanges: true });
  printer.paperEndsAfter(6);
  expect(await ending(device.perform(ticket('A-001')))).toBe('job.unconfirmed: paper.out');
  // The job was cancelled: ESC @ is all that waits for paper.
  while (printer.transcript.at(-1)?.name !== 'ESC @') await new Promise((resolve) => setTimeout(resolve, 5));
  printer.set({ paper: 'ok' });
  expect(tickets.map((each) => each.complete)).toEqual([false]);
});

test('over TCP: closing right after a ticket loses none of it', async () => {
  const { device, printer, tickets } = await scene({ acknowledges: false });
  const blind = await openPrinter(realClock, tcpWires, {
    address: (await own(printer)).address,
    status: 'none',
  });
  expect(await ending(blind.device.perform(ticket('A-009')))).toBe('sent');
  await blind.device.close();
  while (tickets.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(tickets[0]?.complete).toBe(true);
  await device.close();
});

async function own(printer: SimulatedPrinter): Promise<Listening> {
  const port = await listen(printer);
  cleanUp.push(port.close);
  return port;
}

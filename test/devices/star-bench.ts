import type { Done } from '../../devices/kind.ts';
import { starPrinter } from '../../devices/star-printer/star-printer.ts';
import type { PrintedTicket } from '../../simulators/escpos-printer/ticket.ts';
import { seededRandom } from '../../simulators/random.ts';
import { SimulatedStarPrinter, type StarPrinterOptions } from '../../simulators/star-printer/star-machine.ts';
import { picturesWith } from '../pictures/printed-ticket.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { ending, ticket } from './printer-bench.ts';
import { onlyWires, wiresTo } from './wire-to.ts';

/** A driver of a Star printer at work on a simulated one, on virtual time. `before`: what it was sent before. */
export async function starScene(
  options: Partial<StarPrinterOptions> = {},
  settings: { readonly [name: string]: unknown } = {},
  before: readonly number[] = [],
) {
  const clock = new VirtualClock();
  const tickets: PrintedTicket[] = [];
  const warnings = new Map<string, string>();
  const lost: Error[] = [];
  const paperMm: number[] = [];
  const abort = new AbortController();
  const printer = new SimulatedStarPrinter({
    ...{ clock, columns: 48, printMs: 2_000, onTicket: (one) => tickets.push(one) },
    ...options,
  });
  if (before.length > 0) {
    const line = printer.connect(() => {});
    line.receive(Uint8Array.from(before));
    await clock.advance(1_000);
    line.hangUp();
  }
  const opening = starPrinter.open({
    id: 'printer-1',
    options: starPrinter.options.parse({ address: 'tcp://printer', ...settings }),
    ports: { ...onlyWires(clock, wiresTo(printer)), pictures: picturesWith() },
    tell: () => {},
    lost: (why) => lost.push(why),
    warn: (code, text) => (text === undefined ? warnings.delete(code) : warnings.set(code, text)),
    count: (what, by = 0) => void (what === 'paper_mm' && paperMm.push(by)),
    signal: abort.signal,
    random: seededRandom(1),
  });
  opening.catch(() => {});
  await clock.advance(12_000);
  const device = await opening;
  return {
    ...{ clock, printer, tickets, warnings, lost, paperMm, device, abort },
    /** How printing a ticket ended, and what was done meanwhile. */
    async print(number: string, meanwhile: () => Promise<void> = async () => {}): Promise<string> {
      const ended = ending(device.perform(ticket(number)) as Promise<Done>);
      await meanwhile();
      await clock.advance(60_000);
      return ended;
    },
    async probe(): Promise<void> {
      const probed = device.probe?.();
      await clock.advance(1_500);
      await probed;
    },
  };
}

/** The first line of a ticket with its number. */
export const numberOn = (one: PrintedTicket | undefined): string | undefined =>
  one?.text.map((line) => line.trim()).find((line) => /^[A-Z]-\d+$/.test(line));

import { escposPrinter } from '../../devices/escpos-printer/escpos-printer.ts';
import { Fault } from '../../devices/fault.ts';
import type { Done, OpenDevice } from '../../devices/kind.ts';
import type { Clock, Wires } from '../../devices/ports.ts';
import type { PrinterCommand, TicketContent } from '../../devices/roles.ts';
import { seededRandom } from '../../simulators/random.ts';
import { onlyWires } from './wire-to.ts';

export const content: TicketContent = {
  site: 'MPP Batam',
  service: 'Paspor',
  number: 'A-012',
  class: 'regular',
  issued: '24 Nov 2025 08.12 WIB',
  waitingAhead: 7,
  code: '20251124-A-012',
  copy: false,
  footer: undefined,
  language: 'id',
};

export const ticket = (number: string): PrinterCommand => ({
  type: 'print',
  content: { ...content, number },
});

/** A printer driver that is open, and what it said by itself. */
export interface Bench {
  readonly device: OpenDevice<PrinterCommand>;
  /** The warnings that stand. */
  readonly warnings: ReadonlyMap<string, string>;
  readonly lost: readonly Error[];
  readonly abort: AbortController;
}

export async function openPrinter(
  clock: Clock,
  wires: Wires,
  settings: { readonly [setting: string]: unknown } = {},
): Promise<Bench> {
  const warnings = new Map<string, string>();
  const lost: Error[] = [];
  const abort = new AbortController();
  const device = await escposPrinter.open({
    id: 'printer-1',
    options: escposPrinter.options.parse({ address: 'tcp://printer', ...settings }),
    ports: onlyWires(clock, wires),
    tell: () => {},
    lost: (why) => lost.push(why),
    warn: (code, text) => {
      if (text === undefined) warnings.delete(code);
      else warnings.set(code, text);
    },
    signal: abort.signal,
    random: seededRandom(1),
  });
  return { device, warnings, lost, abort };
}

/** How a command ended, in words a test can compare: `acknowledged`, `paper.out`, `job.unconfirmed: paper.out`. */
export async function ending(work: Promise<Done | undefined>): Promise<string> {
  try {
    return (await work) ?? 'done';
  } catch (why) {
    if (!(why instanceof Fault)) throw why;
    return why.context.reason === undefined ? why.code : `${why.code}: ${why.context.reason}`;
  }
}

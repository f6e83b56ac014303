import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import type { PrinterOptions } from '../../devices/escpos-printer/printer-options.ts';
import { ticketJob } from '../../devices/escpos-printer/ticket-job.ts';
import type { Pictures } from '../../devices/ports.ts';
import type { TicketContent } from '../../devices/roles.ts';
import { pictureOf } from '../../firmware-host/pictures/make-picture.ts';
import type { Habits } from '../../simulators/escpos-printer/habits.ts';
import { SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import type { PrintedTicket } from '../../simulators/escpos-printer/ticket.ts';
import { content } from '../devices/printer-bench.ts';
import { VirtualClock } from '../virtual-clock.ts';

export type PrintOptions = Partial<Pick<PrinterOptions, 'columns' | 'codes' | 'raster' | 'cut'>>;

/** Pictures that are drawn in the thread of the test. */
export const picturesWith = (logo?: Uint8Array): Pictures => ({
  logo: (dots) => (logo === undefined ? undefined : pictureOf({ type: 'logo', png: logo, dots })),
  draw: async (elements, dots) => pictureOf({ type: 'draw', elements, dots }),
});

export const settings = (options: PrintOptions) => ({
  ...({ columns: 48, codes: undefined, raster: 'off', cut: true } as const),
  ...options,
});

export interface Out {
  readonly tickets: readonly PrintedTicket[];
  readonly ticket: PrintedTicket;
  readonly bytes: Uint8Array;
  readonly printer: SimulatedPrinter;
}

/** A ticket as it comes out of a simulated printer. */
export async function printedTicket(
  more: Partial<TicketContent>,
  options: PrintOptions = {},
  { logo, habits = {} }: { readonly logo?: Uint8Array; readonly habits?: Partial<Habits> } = {},
): Promise<Out> {
  const of = settings(options);
  const { bytes } = await ticketJob({ ...content, ...more }, of, picturesWith(logo));
  const tickets: PrintedTicket[] = [];
  const printer = new SimulatedPrinter({
    ...{ clock: new VirtualClock(), columns: of.columns, habits },
    onTicket: (ticket) => void tickets.push(ticket),
  });
  printer.connect(() => {}).receive(bytes);
  const [ticket] = tickets;
  if (ticket === undefined) throw new Error('nothing came out of the printer');
  return { tickets, ticket, bytes, printer };
}

/** The lines of a ticket as a person reads them: without rules, with single blanks. */
export const linesOf = ({ text }: PrintedTicket): readonly string[] =>
  text.map((line) => line.trim().replace(/ +/g, ' ')).filter((line) => line !== '' && !/^-+$/.test(line));

/** What a real decoder reads in a picture, sorted. */
export function decoded(png: Buffer): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'loket-zbar-'));
  try {
    const file = join(folder, 'ticket.png');
    writeFileSync(file, png);
    const read = execFileSync('zbarimg', ['-q', '--nodbus', '--raw', file], { encoding: 'utf8' });
    return read.trim().split('\n').toSorted();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Which dots of a printed picture are black, by row and column of the paper, without the white around it. */
export function blackAt(png: Buffer): {
  readonly width: number;
  readonly height: number;
  at(x: number, y: number): boolean;
} {
  const { width, height, data } = PNG.sync.read(png);
  return { width, height, at: (x, y) => (data[(y * width + x) * 4] ?? 255) < 128 };
}

/** A PNG image whose pixels `shade` says: lightness from 0 to 1, and how opaque it is. */
export function image(
  width: number,
  height: number,
  shade: (x: number, y: number) => number | readonly [light: number, alpha: number],
): Buffer {
  const png = new PNG({ width, height });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const said = shade(x, y);
      const [light, alpha] = typeof said === 'number' ? [said, 1] : said;
      png.data.fill(Math.round(light * 255), (y * width + x) * 4, (y * width + x) * 4 + 3);
      png.data[(y * width + x) * 4 + 3] = Math.round(alpha * 255);
    }
  }
  return PNG.sync.write(png);
}

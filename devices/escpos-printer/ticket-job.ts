import { Fault } from '../fault.ts';
import type { Pictures } from '../ports.ts';
import type { LabelContent, SlipContent, TicketContent } from '../roles.ts';
import type { CodeElement, TicketElement } from '../ticket-element.ts';
import { encode } from './encode.ts';
import { layOutLabel } from './label-layout.ts';
import { plainContent } from './normalise.ts';
import { paperOf } from './paper-use.ts';
import type { PrinterOptions } from './printer-options.ts';
import { layOutSlip } from './slip-layout.ts';
import { dotsOf, layOut } from './ticket-layout.ts';

/** The bytes of a ticket, and the paper that they take. */
export interface TicketJob {
  readonly bytes: Uint8Array;
  readonly paperMm: number;
}

/** The settings of a printer, of whatever language, by which a ticket is laid out. */
export type JobOptions = Pick<PrinterOptions, 'columns' | 'codes' | 'raster' | 'cut'> &
  Partial<Pick<PrinterOptions, 'cutter' | 'feed_lines' | 'pictures'>>;

/** Writes what was laid out in the language of a printer. */
export type TicketWriter = (elements: readonly TicketElement[]) => TicketJob;

const inEscPos =
  (options: JobOptions): TicketWriter =>
  (elements) => ({ bytes: encode(elements, options), paperMm: paperOf(elements, options) });

/** Lays a ticket out for a printer. Rejects with `job.not_printed`: nothing was sent. */
export const ticketJob = (
  content: TicketContent,
  options: JobOptions,
  pictures: Pictures | undefined,
  write?: TicketWriter,
): Promise<TicketJob> =>
  jobOf(options, pictures, write, () =>
    layOut(plainContent(content), { ...options, logo: pictures?.logo(dotsOf(options.columns)) }),
  );

/** The same for a label. */
export const labelJob = (
  content: LabelContent,
  options: JobOptions,
  pictures: Pictures | undefined,
  write?: TicketWriter,
): Promise<TicketJob> => jobOf(options, pictures, write, () => layOutLabel(content, options.columns));

/** The same for the slip of a complaint. */
export const slipJob = (
  content: SlipContent,
  options: JobOptions,
  pictures: Pictures | undefined,
  write?: TicketWriter,
): Promise<TicketJob> => jobOf(options, pictures, write, () => layOutSlip(content, options.columns));

async function jobOf(
  options: JobOptions,
  pictures: Pictures | undefined,
  write: TicketWriter = inEscPos(options),
  layOutAll: () => readonly TicketElement[],
): Promise<TicketJob> {
  try {
    return write(await asSent(layOutAll(), options, pictures));
  } catch (why) {
    throw new Fault('job.not_printed', 'The ticket could not be laid out', { cause: why });
  }
}

/** The elements with a picture in place of what this printer cannot print by itself. */
async function asSent(
  elements: readonly TicketElement[],
  { columns, raster }: Pick<PrinterOptions, 'columns' | 'raster'>,
  pictures: Pictures | undefined,
): Promise<readonly TicketElement[]> {
  const isCode = (element: TicketElement): element is CodeElement =>
    element.type === 'qr' || element.type === 'code128';
  if (raster === 'off' || (raster === 'codes' && !elements.some(isCode))) return elements;
  if (pictures === undefined) throw new Error('nothing here draws pictures');
  const draw = async (some: readonly TicketElement[]): Promise<TicketElement> => ({
    type: 'picture',
    raster: await pictures.draw(some, dotsOf(columns)),
  });
  if (raster === 'all') return [await draw(elements)];
  return Promise.all(elements.map((element) => (isCode(element) ? draw([element]) : element)));
}

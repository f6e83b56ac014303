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

type JobOptions = Pick<PrinterOptions, 'columns' | 'codes' | 'raster' | 'cut'>;

/** Lays a ticket out for a printer. Rejects with `job.not_printed`: nothing was sent. */
export const ticketJob = (
  content: TicketContent,
  options: JobOptions,
  pictures: Pictures | undefined,
): Promise<TicketJob> =>
  jobOf(options, pictures, () =>
    layOut(plainContent(content), { ...options, logo: pictures?.logo(dotsOf(options.columns)) }),
  );

/** The same for a label. */
export const labelJob = (
  content: LabelContent,
  options: JobOptions,
  pictures: Pictures | undefined,
): Promise<TicketJob> => jobOf(options, pictures, () => layOutLabel(content, options.columns));

/** The same for the slip of a complaint. */
export const slipJob = (
  content: SlipContent,
  options: JobOptions,
  pictures: Pictures | undefined,
): Promise<TicketJob> => jobOf(options, pictures, () => layOutSlip(content, options.columns));

async function jobOf(
  options: JobOptions,
  pictures: Pictures | undefined,
  layOutAll: () => readonly TicketElement[],
): Promise<TicketJob> {
  try {
    const elements = await asSent(layOutAll(), options, pictures);
    return { bytes: encode(elements, options), paperMm: paperOf(elements, options) };
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

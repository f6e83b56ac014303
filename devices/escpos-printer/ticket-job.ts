import { Fault } from '../fault.ts';
import type { Pictures } from '../ports.ts';
import type { TicketContent } from '../roles.ts';
import type { CodeElement, TicketElement } from '../ticket-element.ts';
import { encode } from './encode.ts';
import { plainContent } from './normalise.ts';
import { paperOf } from './paper-use.ts';
import type { PrinterOptions } from './printer-options.ts';
import { dotsOf, layOut } from './ticket-layout.ts';

/** The bytes of a ticket, and the paper that they take. */
export interface TicketJob {
  readonly bytes: Uint8Array;
  readonly paperMm: number;
}

/** Lays a ticket out for a printer. Rejects with `job.not_printed`: nothing was sent. */
export async function ticketJob(
  content: TicketContent,
  options: Pick<PrinterOptions, 'columns' | 'codes' | 'raster' | 'cut'>,
  pictures: Pictures | undefined,
): Promise<TicketJob> {
  try {
    const logo = pictures?.logo(dotsOf(options.columns));
    const elements = await asSent(layOut(plainContent(content), { ...options, logo }), options, pictures);
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

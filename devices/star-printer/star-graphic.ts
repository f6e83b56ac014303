import type { TicketJob } from '../escpos-printer/ticket-job.ts';
import type { TicketElement } from '../ticket-element.ts';
import type { StarOptions } from './star-options.ts';
import { documentBytes, forgetPicture } from './star-raster.ts';

/**
 * Star Graphic Mode, of printers that have no letters (TSP100, TSP143: Star Graphic Mode Command Specifications Rev.
 * 2.31). They have no CAN. In place of it a ticket is a document: where an error stops it, the printer throws away the
 * rest up to the end of the document, so that no refill prints it (ESC GS ETX, "data cancel mode").
 */
const documentBegin = Uint8Array.of(0x1b, 0x1d, 0x03, 3, 0, 0);
export const documentEnd: readonly number[] = [0x1b, 0x1d, 0x03, 4, 0, 0];

/** Ends what was broken off. Carried out after everything before it. */
export const forgetDocument = Uint8Array.of(...forgetPicture, ...documentEnd);

const dotsPerMm = 8;
/** From the head to the blade, or to the edge at which a person tears. */
const endDots = 128;

/**
 * A ticket that is one picture. Its end is left to the question behind it: a counter that is stepped after the end of
 * the document would step for a ticket that was thrown away, too.
 */
export function encodeGraphic(
  elements: readonly TicketElement[],
  { cut, full_cut }: Pick<StarOptions, 'cut' | 'full_cut'>,
): TicketJob {
  const [element] = elements;
  if (elements.length !== 1 || element?.type !== 'picture') throw new Error('nothing here draws pictures');
  const { raster } = element;
  const cutting = full_cut ? 'full' : 'partial';
  const bytes = documentBytes(raster, cut ? cutting : 'none', cut ? 0 : endDots);
  return {
    bytes: Uint8Array.from(Buffer.concat([documentBegin, bytes])),
    paperMm: Math.round((raster.height + endDots) / dotsPerMm),
  };
}

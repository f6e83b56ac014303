import type { JobOptions, TicketWriter } from '../escpos-printer/ticket-job.ts';
import { encodeLine } from './star-encode.ts';
import { encodeGraphic } from './star-graphic.ts';
import type { StarOptions } from './star-options.ts';

/** How a ticket is laid out for a Star printer, and written in its language. Without letters it is one picture. */
export function starJob(options: StarOptions): { readonly layout: JobOptions; readonly write: TicketWriter } {
  const { columns, codes, cut, language } = options;
  if (language === 'graphic')
    return {
      layout: { columns, codes, cut, raster: 'all' },
      write: (elements) => encodeGraphic(elements, options),
    };
  return {
    layout: { columns, codes, cut, raster: options.raster },
    write: (elements) => encodeLine(elements, options),
  };
}

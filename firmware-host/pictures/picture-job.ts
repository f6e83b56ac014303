import type { Raster } from '../../devices/raster.ts';
import type { TicketElement } from '../../devices/ticket-element.ts';

/** A picture to be made, for paper `dots` wide. */
export type PictureJob =
  | { readonly type: 'logo'; readonly png: Uint8Array; readonly dots: number }
  | { readonly type: 'draw'; readonly elements: readonly TicketElement[]; readonly dots: number };

/** Makes pictures, in a thread or here. */
export interface PictureMaker {
  /** Rejects with `ticket.logo` where an image cannot be read, with another Fault where nothing could be made now. */
  make(job: PictureJob): Promise<Raster>;
  /** Gives the thread back until it is needed again. */
  rest(): void;
  close(): void;
}

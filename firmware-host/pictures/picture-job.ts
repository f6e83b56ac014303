import type { Raster } from '../../devices/raster.ts';
import type { TicketElement } from '../../devices/ticket-element.ts';
import { drawElements } from './draw-elements.ts';
import { logoRaster } from './logo-raster.ts';

/** A picture to be made, for paper `dots` wide. */
export type PictureJob =
  | { readonly type: 'logo'; readonly png: Uint8Array; readonly dots: number }
  | { readonly type: 'draw'; readonly elements: readonly TicketElement[]; readonly dots: number };

/** Makes a picture. Throws where the image of a logo cannot be read. */
export const pictureOf = (job: PictureJob): Raster =>
  job.type === 'logo' ? logoRaster(job.png, job.dots) : drawElements(job.elements, job.dots);

/** Makes pictures, in a thread or here. */
export interface PictureMaker {
  /** Rejects with `ticket.logo` where an image cannot be read, with another Fault where nothing could be made now. */
  make(job: PictureJob): Promise<Raster>;
  /** Gives the thread back until it is needed again. */
  rest(): void;
  close(): void;
}

/** Makes them in the thread of the caller: for a simulation, whose time may run faster than any thread. */
export const pictureMakerHere: PictureMaker = {
  make: async (job) => pictureOf(job),
  rest: () => undefined,
  close: () => undefined,
};

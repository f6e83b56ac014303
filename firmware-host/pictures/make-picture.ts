import type { Raster } from '../../devices/raster.ts';
import { drawElements } from './draw-elements.ts';
import { logoRaster } from './logo-raster.ts';
import type { PictureJob, PictureMaker } from './picture-job.ts';

/** Makes a picture. Throws where the image of a logo cannot be read. */
export const pictureOf = (job: PictureJob): Raster =>
  job.type === 'logo' ? logoRaster(job.png, job.dots) : drawElements(job.elements, job.dots);

/** Makes them in the thread of the caller: for a simulation, whose time may run faster than any thread. */
export const pictureMakerHere: PictureMaker = {
  make: async (job) => pictureOf(job),
  rest: () => undefined,
  close: () => undefined,
};

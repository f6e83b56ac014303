import { parentPort } from 'node:worker_threads';
import { wordsOf } from '../../devices/fault.ts';
import type { Raster } from '../../devices/raster.ts';
import { pictureOf } from './make-picture.ts';
import type { PictureJob } from './picture-job.ts';

/** What the thread is asked (picture-thread.ts), and what it answers to the same id. */
export interface PictureAsked {
  readonly id: number;
  readonly job: PictureJob;
}
export type PictureAnswer = { readonly id: number } & (
  | { readonly raster: Raster }
  | { readonly wrong: string }
);

parentPort?.on('message', ({ id, job }: PictureAsked) => parentPort?.postMessage({ id, ...answer(job) }));

function answer(job: PictureJob): { readonly raster: Raster } | { readonly wrong: string } {
  try {
    return { raster: pictureOf(job) };
  } catch (thrown) {
    return { wrong: wordsOf(thrown) };
  }
}

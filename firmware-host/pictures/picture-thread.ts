import { Worker } from 'node:worker_threads';
import { Fault } from '../../devices/fault.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import type { Raster } from '../../devices/raster.ts';
import { within } from '../async/time-limit.ts';
import type { PictureJob, PictureMaker } from './picture-job.ts';
import type { PictureAnswer, PictureAsked } from './picture-worker.ts';

/** The limit of one picture: the largest logo takes 2 s where this was written, and a slow machine four times that. */
const makeMaxMs: Millis = 8_000;
/** A logo of 4,096 x 4,096 pixels takes 64 MB, its lightness 128 MB. */
const memoryMaxMb = 256;
const youngMaxMb = 8;

/** When run from source, the built worker is used: Node 20 runs no TypeScript. */
const workerFile = import.meta.url.endsWith('.ts')
  ? new URL('../../dist/firmware-host/pictures/picture-worker.js', import.meta.url)
  : new URL('./picture-worker.js', import.meta.url);

interface Waiting {
  readonly job: PictureJob;
  resolve(raster: Raster): void;
  reject(why: Fault): void;
}

interface Running {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/**
 * Makes pictures in a thread of its own, which is started when it is needed: drawing a ticket takes longer than a key
 * press may wait. A thread that died or hangs is replaced at the next picture.
 */
export function createPictureThread(clock: Clock): PictureMaker {
  let running: Running | undefined;
  let ids = 0;

  function end(one: Running, why: string): void {
    if (running === one) running = undefined;
    for (const { reject } of one.waiting.values()) reject(failed(why));
    one.waiting.clear();
    void one.worker.terminate();
  }

  function start(): Running {
    const worker = new Worker(workerFile, {
      name: 'pictures',
      resourceLimits: { maxOldGenerationSizeMb: memoryMaxMb, maxYoungGenerationSizeMb: youngMaxMb },
    });
    const one: Running = { worker, waiting: new Map() };
    worker.on('message', (answer: PictureAnswer) => {
      const asked = one.waiting.get(answer.id);
      one.waiting.delete(answer.id);
      if ('raster' in answer) asked?.resolve(answer.raster);
      else asked?.reject(new Fault(asked.job.type === 'logo' ? 'ticket.logo' : 'driver.error', answer.wrong));
    });
    worker.on('error', (thrown) => end(one, `the thread of pictures ended: ${thrown.message}`));
    worker.on('exit', () => end(one, 'the thread of pictures ended'));
    // A picture that nobody waits for any more keeps no process alive.
    worker.unref();
    return one;
  }

  return {
    async make(job) {
      running ??= start();
      const here = running;
      const id = ++ids;
      const made = new Promise<Raster>((resolve, reject) => {
        here.waiting.set(id, { job, resolve, reject });
        here.worker.postMessage({ id, job } satisfies PictureAsked);
      });
      const late = () => {
        const why = `a picture took longer than ${makeMaxMs} ms`;
        end(here, why);
        return failed(why);
      };
      return within(clock, makeMaxMs, made, late, 'picture: make');
    },
    rest() {
      if (running?.waiting.size === 0) end(running, 'the thread of pictures rests');
    },
    close() {
      if (running !== undefined) end(running, 'the hall is closing');
    },
  };
}

const failed = (why: string): Fault => new Fault('driver.error', why);

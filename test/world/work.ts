import { parentPort, workerData } from 'node:worker_threads';
import { type Played, play } from './play.ts';
import { scriptOf } from './script.ts';

/** What a worker of the world is told, and what it tells for each seed. */
export interface Work {
  readonly from: number;
  readonly seeds: number;
  readonly steps: number;
}

const { from, seeds, steps } = workerData as Work;
for (let seed = from; seed < from + seeds; seed++) {
  const played: Played = await play(scriptOf(seed, steps));
  parentPort?.postMessage(played);
}

import type { PlaceLimits } from '../../listeners/listener-limits.ts';
import { isThisMachine } from '../../listeners/places.ts';

/**
 * Runs logins one after the other, round-robin over the addresses: a client that guesses passwords delays only its own
 * address. Resolves to 'busy' when the queue is full; an address with fewer logins waiting takes the last place of the
 * address with the most.
 */
export function createLoginQueue({ all, each, here }: PlaceLimits) {
  type Entry = { readonly run: () => Promise<void>; readonly turnAway: () => void };
  const queues = new Map<string, Entry[]>();
  let waiting = 0;
  let working = false;

  function next(): void {
    if (working) return;
    const [address, queue] = queues.entries().next().value ?? [];
    const entry = queue?.shift();
    if (address === undefined || queue === undefined || entry === undefined) return;
    // This address goes to the end of the round.
    queues.delete(address);
    if (queue.length > 0) queues.set(address, queue);
    waiting--;
    working = true;
    void entry.run().finally(() => {
      working = false;
      next();
    });
  }

  function makeRoom(mine: number): boolean {
    const [greedy, longest] = [...queues].reduce((most, one) =>
      one[1].length > most[1].length ? one : most,
    );
    if (longest.length < mine + 2) return false;
    longest.pop()?.turnAway();
    waiting--;
    if (longest.length === 0) queues.delete(greedy);
    return true;
  }

  return function inTurn<T>(address: string, work: () => Promise<T>): Promise<T | 'busy'> {
    const mine = queues.get(address)?.length ?? 0;
    if (mine >= (isThisMachine(address) ? here : each)) return Promise.resolve('busy');
    if (waiting >= all && !makeRoom(mine)) return Promise.resolve('busy');
    return new Promise((resolve, reject) => {
      const run = () => work().then(resolve, reject);
      const queue = queues.get(address) ?? [];
      queue.push({ run, turnAway: () => resolve('busy') });
      queues.set(address, queue);
      waiting++;
      next();
    });
  };
}

import { BlockList } from 'node:net';
import type { PlaceLimits } from './listener-limits.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

export function isThisMachine(address: string): boolean {
  return loopback.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
}

/** A limited number of places, of which each holder has only its share, so that nobody can take them all. */
export interface Places {
  readonly taken: number;
  /**
   * Takes a place for `holder` at `address`. Returns a function that frees it, which may be called more than once. When
   * all are taken, the holder with the most gives up its oldest place, whose `expel` is called, to a holder with at
   * least two fewer. Undefined: the holder already has its share, or no place can be freed.
   */
  enter(holder: string, address: string, expel: () => void): (() => void) | undefined;
}

export function createPlaces({ all, each, here }: PlaceLimits): Places {
  /** Each holder's places, the oldest first. */
  const held = new Map<string, Set<() => void>>();
  let taken = 0;

  function leave(holder: string, expel: () => void): void {
    const places = held.get(holder);
    if (!places?.delete(expel)) return;
    taken--;
    if (places.size === 0) held.delete(holder);
  }

  /** Whether a place could be freed for a holder with `mine` places. */
  function makeRoom(mine: number): boolean {
    const [greedy, places] = [...held].reduce((most, one) => (one[1].size > most[1].size ? one : most));
    const [oldest] = places;
    if (oldest === undefined || places.size < mine + 2) return false;
    leave(greedy, oldest);
    oldest();
    return true;
  }

  return {
    get taken() {
      return taken;
    },
    enter(holder, address, expel) {
      const mine = held.get(holder)?.size ?? 0;
      if (mine >= (isThisMachine(address) ? here : each)) return undefined;
      if (taken >= all && !makeRoom(mine)) return undefined;
      const own = () => expel();
      const places = held.get(holder) ?? new Set();
      held.set(holder, places.add(own));
      taken++;
      return () => leave(holder, own);
    },
  };
}

import { sharesOfSites } from '../store/store-port.ts';

/** FNV-1a of 32 bits (the hash by Fowler, Noll and Vo): its offset basis and its prime. */
const basis = 0x811c9dc5;
const prime = 0x01000193;

/** The share that a site belongs to, 0 to 63. Every worker and every version reckons the same. */
export function shareOf(site: string): number {
  let hash = basis;
  for (const byte of Buffer.from(site)) hash = Math.imul(hash ^ byte, prime);
  return (hash >>> 0) % sharesOfSites;
}

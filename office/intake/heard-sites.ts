import { shareOfSite } from '../store/store-port.ts';
import type { FollowedSite } from './followed-site.ts';
import { intakeLimits } from './intake-limits.ts';

/** A site that was heard, whoever follows it. */
export interface HeardSite {
  readonly id: string;
  readonly share: number;
  /** The last event that it says it has sent. */
  sent: number | undefined;
  /** Whether the broker had kept that. */
  isOldWord: boolean;
  /** Whether it is there, as far as it was said. */
  isThere: boolean;
  followed: FollowedSite | undefined;
}

/** All sites that were heard, up to a limit: an account may say what it likes. */
export interface HeardSites {
  /** Undefined for one more than there may be. */
  find(id: string): HeardSite | undefined;
  all(): Iterable<HeardSite>;
  /** How many are there. */
  there(): number;
}

export function createHeardSites(): HeardSites {
  const sites = new Map<string, HeardSite>();
  return {
    find(id) {
      let site = sites.get(id);
      if (site === undefined && sites.size < intakeLimits.sitesMax) {
        site = {
          id,
          share: shareOfSite(id),
          sent: undefined,
          isOldWord: false,
          isThere: true,
          followed: undefined,
        };
        sites.set(id, site);
      }
      return site;
    },
    all: () => sites.values(),
    there() {
      let there = 0;
      for (const { isThere } of sites.values()) if (isThere) there++;
      return there;
    },
  };
}

import type { HeldRoom } from './resequencer.ts';

/** Room for what stands behind gaps, of all sites and of each. */
export interface HeldRooms<Event> {
  ofSite(): HeldRoom<Event>;
  readonly bytes: number;
}

export function createHeldRooms<Event extends { readonly bytes: number }>(most: {
  readonly allMaxBytes: number;
  readonly siteMaxBytes: number;
}): HeldRooms<Event> {
  let all = 0;
  return {
    get bytes() {
      return all;
    },
    ofSite() {
      let own = 0;
      return {
        take({ bytes }) {
          if (all + bytes > most.allMaxBytes || own + bytes > most.siteMaxBytes) return false;
          all += bytes;
          own += bytes;
          return true;
        },
        give({ bytes }) {
          all -= bytes;
          own -= bytes;
        },
      };
    },
  };
}

import { isDeepStrictEqual } from 'node:util';
import { frozen } from './frozen.ts';
import type { Site } from './site.ts';

/** The parts that are read at the start only, with their names in the file: changing them needs a restart. */
const untilRestart = {
  id: 'site.id',
  zone: 'site.zone',
  mqtt: 'mqtt',
  keep: 'journal',
  checkIn: 'bookings',
  board: 'board',
  web: 'web',
  uplink: 'uplink',
} as const satisfies { readonly [Part in keyof Site]?: string };

const settled = Object.keys(untilRestart) as readonly (keyof typeof untilRestart)[];

/** The parts of a site that do not change until a restart: a caller may keep them. */
export type SettledSite = Pick<Site, keyof typeof untilRestart>;

/** The site in force. */
export interface RunningSite {
  /**
   * The site in force now. It is frozen; a reload replaces it as a whole. A caller that needs more than `SettledSite`
   * keeps this function and calls it each time.
   */
  readonly site: () => Site;
  /** The settings of `next` that differ and need a restart. */
  needsRestart(next: SettledSite): readonly string[];
  /** Puts `next` in force. A device whose description is unchanged stays the same object. */
  replace(next: Site): void;
}

/** `first` is in force from the start. It is frozen, like every site after it. */
export function createRunningSite(first: Site): RunningSite {
  let site = frozen(first);
  return {
    site: () => site,
    needsRestart: (next) =>
      settled.filter((part) => !isDeepStrictEqual(site[part], next[part])).map((part) => untilRestart[part]),
    replace(next) {
      const before = new Map(site.devices.map((device) => [device.id, device]));
      const devices = next.devices.map((device) => {
        const same = before.get(device.id);
        return same !== undefined && isDeepStrictEqual(same, device) ? same : device;
      });
      site = frozen({ ...next, devices });
    },
  };
}

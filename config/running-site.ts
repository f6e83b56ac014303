import { isDeepStrictEqual } from 'node:util';
import { frozen } from './frozen.ts';
import type { Site } from './site.ts';

/** What is read at the start only, by its name in the file: a change of it takes a restart. */
const untilRestart = {
  id: 'site.id',
  zone: 'site.zone',
  mqtt: 'mqtt',
  keep: 'journal',
  checkIn: 'bookings',
  board: 'board',
  uplink: 'uplink',
} as const satisfies { readonly [Part in keyof Site]?: string };

const settled = Object.keys(untilRestart) as readonly (keyof typeof untilRestart)[];

/** What a holder may take out of a site and keep: it stays until a restart. */
export type SettledSite = Pick<Site, keyof typeof untilRestart>;

/** The site file that is in force. */
export interface RunningSite {
  /**
   * The site in force now. Nobody can change it, and a reload puts another one in its place: who needs more than
   * `SettledSite` holds this function and calls it each time.
   */
  readonly site: () => Site;
  /** The settings by which `next` could not be put in force without a restart. */
  needsRestart(next: SettledSite): readonly string[];
  /** Puts `next` in force. A device that it describes as before stays the same object. */
  replace(next: Site): void;
}

/** `first` is in force from the start, and frozen like every site after it. */
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

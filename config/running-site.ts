import { isDeepStrictEqual } from 'node:util';
import type { Site } from './site.ts';

/** What is read at the start only, by its name in the file: a change of it takes a restart. */
const untilRestart: Readonly<Record<string, (site: Site) => unknown>> = {
  'site.id': ({ id }) => id,
  'site.zone': ({ zone }) => zone,
  mqtt: ({ mqtt }) => mqtt,
  journal: ({ keep }) => keep,
  bookings: ({ checkIn }) => checkIn,
  board: ({ board }) => board,
  uplink: ({ uplink }) => uplink,
};

/** The site file that is in force. */
export interface RunningSite {
  /** Whoever holds it sees the file in force at that moment. What is taken out of it and kept grows old. */
  readonly site: Site;
  /** The settings by which `next` could not be put in force without a restart. */
  needsRestart(next: Site): readonly string[];
  /** Puts `next` in force. A device that it describes as before stays the same object. */
  replace(next: Site): void;
}

export function runningSite(first: Site): RunningSite {
  const site: { -readonly [Part in keyof Site]: Site[Part] } = { ...first };
  return {
    site,
    needsRestart: (next) =>
      Object.entries(untilRestart)
        .filter(([, part]) => !isDeepStrictEqual(part(site), part(next)))
        .map(([name]) => name),
    replace(next) {
      const before = new Map(site.devices.map((device) => [device.id, device]));
      const devices = next.devices.map((device) => {
        const same = before.get(device.id);
        return isDeepStrictEqual(same, device) && same !== undefined ? same : device;
      });
      Object.assign(site, next, { devices });
    },
  };
}

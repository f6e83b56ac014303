import { writtenFunction } from '../config/functions.ts';
import type { Device, KeysDevice, Site } from '../config/site.ts';
import { limits } from './loop/loop-limits.ts';
import { commandErrors } from './mqtt/commands/errors.ts';
import { refusals } from './queue/refusals.ts';
import type { OfficerDesk } from './web/hall-page-messages.ts';
import { orderRefusals } from './web/web-texts.ts';

/** The desk of an officer as the site describes it; undefined: the site has no such counter. */
export function officerDesk(site: Site, counter: string): OfficerDesk | undefined {
  const own = site.counters.get(counter);
  if (own === undefined) return undefined;
  const { services, counters } = site;
  return {
    ...{ id: counter, title: own.title, number: own.rules.number, language: site.language, zone: site.zone },
    serves: own.rules.serves.map((id) => ({ id, title: services.get(id)?.title ?? id })),
    targets: {
      services: [...services.values()].map(({ id, title }) => ({ id, title })),
      counters: [...counters.values()]
        .filter(({ id }) => id !== counter)
        .map(({ id, title }) => ({ id, title })),
    },
    functions: functionsOf(keysAt(site, counter)),
    entry: { most: limits.entryMax, ms: limits.entryMs },
    refusals: saidRefusals,
  };
}

/** The devices with the keys of a counter. */
export const keysAt = (site: Site, counter: string): readonly KeysDevice[] =>
  site.devices.filter((device: Device) => device.role === 'keys').filter((keys) => keys.counter === counter);

function functionsOf(devices: readonly KeysDevice[]): readonly string[] {
  const presses = devices
    .flatMap(({ keys }) => [...keys.values()])
    .flatMap(({ short, double, long }) => [short, double, long]);
  // A counter gives no tickets.
  const written = presses.flatMap((action) =>
    action === undefined || action.do === 'ticket' ? [] : [writtenFunction(action)],
  );
  return [...new Set(written)];
}

/** The words only: glyphs are for displays. */
const saidRefusals: OfficerDesk['refusals'] = Object.fromEntries(
  Object.entries({ ...refusals, ...commandErrors, ...orderRefusals }).map(([code, { id, en }]) => [
    code,
    { id, en },
  ]),
);

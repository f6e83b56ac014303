import { writtenFunction } from '../../config/functions.ts';
import { type Action, counterOf, type Site } from '../../config/site.ts';
import { vocabulary } from '../../firmware-host/voice/vocabulary.ts';
import { pathOfPlace } from '../../firmware-host/web/page-place.ts';
import { webTexts } from '../../firmware-host/web/web-texts.ts';
import type { SimulatedDevice } from '../simulator.ts';
import { pageWords } from './page-catalogue.ts';
import type { DeviceLayout, Layout } from './page-messages.ts';

/** The layout of a site's hall for the page. */
export function layoutOf(
  site: Site,
  devices: ReadonlyMap<string, SimulatedDevice>,
  mqttPort: number,
): Layout {
  return {
    site: site.id,
    title: site.title,
    language: site.language,
    zone: site.zone,
    mqttPort,
    words: pageWords,
    pages: (['board', 'status', 'tickets'] as const).map((page) => ({
      path: `/${page}`,
      title: webTexts[page],
    })),
    clips: Object.fromEntries(vocabulary(site).map(({ clip, meaning }) => [clip, meaning])),
    services: [...site.services.values()].map(({ id, title }) => ({ id, title })),
    counters: [...site.counters.values()].map(({ id, title, rules }) => ({
      id,
      title,
      number: rules.number,
      page: pathOfPlace({ page: 'counter', counter: id }),
    })),
    devices: site.devices.map((device): DeviceLayout => {
      const simulated = devices.get(device.id);
      const does = device.role === 'keys' ? device.keys : undefined;
      const says = device.role === 'rating' ? device.scores : undefined;
      return {
        id: device.id,
        kind: device.kind.kind,
        role: device.role,
        title: device.kind.title,
        counter: counterOf(device),
        thanksFor: device.role === 'signal' ? device.thanksFor : undefined,
        zone: device.role === 'speaker' ? site.zones.get(device.zone ?? '')?.title : undefined,
        keys: (simulated?.keys ?? []).map((key) => {
          const { short, long, double } = does?.get(key) ?? {};
          return {
            key,
            short: says?.get(key)?.toString() ?? words(short),
            long: words(long),
            double: words(double),
          };
        }),
        cable: simulated?.cable.of ?? device.id,
      };
    }),
  };
}

/** A function in the words of the site file. */
const words = (action: Action | undefined): string | undefined => action && writtenFunction(action);

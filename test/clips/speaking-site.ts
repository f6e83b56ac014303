import { loadSite } from '../../config/load.ts';
import type { Site } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';

/** The text of a small site with a voice; `voice` and `says` are what the file has there. */
export const speakingText = (of: { readonly says?: string; readonly voice?: object } = {}): string =>
  JSON.stringify({
    version: 1,
    site: { id: 'uji', title: 'MPP Uji', zone: 'Asia/Jakarta' },
    services: { paspor: { title: 'Paspor', prefix: 'A' } },
    counters: {
      'loket-1': { number: 1, serves: ['paspor'], ...(of.says === undefined ? {} : { says: of.says }) },
    },
    voice: of.voice ?? { languages: ['id'] },
  });

/** That site, with a speaker. */
export function speakingSite(of: Parameters<typeof speakingText>[0] = {}): Site {
  const { site, problems } = loadSite(speakingText(of), 'site.yaml', kinds);
  const [kind] = kinds;
  if (site === undefined || kind === undefined) throw new Error(JSON.stringify(problems));
  const speaker = {
    id: 'suara',
    role: 'speaker',
    kind,
    options: {},
    enabled: true,
    zone: undefined,
  } as const;
  return { ...site, devices: [...site.devices, speaker] };
}

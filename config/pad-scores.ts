import type { DraftDevice } from './draft-devices.ts';
import type { PadKey } from './site-asked.ts';

/** What keys of these names say where the site file says nothing else. */
const usual: Readonly<Record<string, PadKey>> = {
  'sangat-puas': 4,
  puas: 3,
  kurang: 2,
  'tidak-puas': 1,
  pengaduan: 'complaint',
};

/**
 * What each key of a rating pad says: by `scores`, else by its name. `none`: nothing; undefined: the file does not say.
 */
export function padScores({
  kind,
  options,
  scores,
}: DraftDevice): ReadonlyMap<string, PadKey | 'none' | undefined> {
  const says = (key: string) => {
    const written = scores[key] ?? (Object.hasOwn(usual, key) ? usual[key] : undefined);
    return written === 'pengaduan' ? 'complaint' : written;
  };
  return new Map((kind.keys?.(options) ?? []).map((key) => [key, says(key)]));
}

/** As `padScores`, without the keys that say nothing. */
export function answersOf(device: DraftDevice): ReadonlyMap<string, PadKey> {
  const says = [...padScores(device)];
  return new Map(says.filter((one): one is [string, PadKey] => one[1] !== undefined && one[1] !== 'none'));
}

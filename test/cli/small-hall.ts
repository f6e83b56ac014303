import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loket } from './loket.ts';

/** `loket run` on a hall without hardware in `folder`, whose site file has this group `mqtt`. */
export const running = (folder: string, mqtt: object, ...more: readonly string[]) =>
  runningWith(folder, { mqtt }, ...more);

/** The same with these groups of its site file. */
export function runningWith(folder: string, groups: object, ...more: readonly string[]) {
  const site = {
    version: 1,
    site: { id: 'uji', title: 'MPP Uji', zone: 'Asia/Jakarta' },
    services: { paspor: { title: 'Paspor', prefix: 'A' } },
    counters: { 'loket-1': { number: 1, serves: ['paspor'] } },
    ...groups,
  };
  writeFileSync(join(folder, 'site.yaml'), JSON.stringify(site));
  return loket('run', join(folder, 'site.yaml'), '--data', join(folder, 'data'), ...more);
}

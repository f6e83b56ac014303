import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The folder of this program's package, and its version. package.json is above both firmware-host/process and
 * dist/firmware-host/process.
 */
export const { folder: packageFolder, version } = find();

function find(): { readonly folder: string; readonly version: string } {
  for (const above of ['../../', '../../../']) {
    try {
      const folder = new URL(above, import.meta.url);
      const text = readFileSync(new URL('package.json', folder), 'utf8');
      return {
        folder: fileURLToPath(folder).replace(/\/$/, ''),
        version: String((JSON.parse(text) as { version?: unknown }).version),
      };
    } catch {
      // package.json is not at this level: try the next one.
    }
  }
  return { folder: process.cwd(), version: 'unknown' };
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The folder of this program's package, and its version; package.json lies above both firmware-host/cli and
 * dist/firmware-host/cli.
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
      // Not at this level: the next one, or none.
    }
  }
  return { folder: process.cwd(), version: 'unknown' };
}

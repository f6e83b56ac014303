import { createRequire } from 'node:module';
import type { DatabaseSync } from '@photostructure/sqlite';
import { Fault } from '../../devices/fault.ts';

const require = createRequire(import.meta.url);

/**
 * The package with the compiled SQLite. It is loaded when a database is opened and not before: commands that need none,
 * such as `loket doctor`, work where it does not load. In that case this throws a Fault with a hint.
 */
export function library(): { readonly DatabaseSync: typeof DatabaseSync } {
  try {
    return require('@photostructure/sqlite');
  } catch (cause) {
    throw new Fault('journal.stopped', `SQLite does not load: ${cause}`, {
      hint: 'It is built for 64-bit systems (x86 and ARM). On one of these, run `npm ci` on this very computer.',
      cause,
    });
  }
}

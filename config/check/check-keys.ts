import type { Draft } from '../draft.ts';
import type { DraftDevice } from '../draft-devices.ts';
import type { Report } from '../report.ts';
import type { KeyActions } from '../site.ts';
import { say } from '../texts/texts.ts';
import { printers } from './check-references.ts';

type Actions = ReadonlyMap<string, KeyActions>;

/** Keys do something, and the tickets they ask for come out of a printer. `keys` holds them by device. */
export function checkKeys(draft: Draft, keys: ReadonlyMap<string, Actions>, report: Report): void {
  for (const device of draft.devices.read.values()) {
    const actions = keys.get(device.id);
    if (device.kind.role !== 'keys' || actions === undefined) continue;
    if (actions.size === 0) report.warn(device.path, say('device-idle'), 'name');
    else checkIdle(device, actions, report);
    checkPrinters(device, actions, draft, report);
  }
}

/** Only keys that the file itself names, under `keys`: a numpad has more of them than a desk needs. */
function checkIdle({ kind, options, path }: DraftDevice, actions: Actions, report: Report): void {
  if (!('keys' in options)) return;
  for (const key of kind.keys?.(options) ?? [])
    if (!actions.has(key)) report.warn([...path, 'keys', key], say('key-idle', key), 'name');
}

/** Tickets with no printer named come out of the first there is. */
function checkPrinters({ path }: DraftDevice, actions: Actions, draft: Draft, report: Report): void {
  if (printers(draft).size > 0) return;
  const all = [...actions.values()].flatMap(({ short, long, double }) => [short, long, double]);
  if (all.some((action) => action?.do === 'ticket')) report.warn(path, say('nothing-prints'), 'name');
}

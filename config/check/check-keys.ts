import type { Draft } from '../draft.ts';
import type { DraftDevice } from '../draft-devices.ts';
import type { Report } from '../report.ts';
import type { KeyActions } from '../site.ts';
import { say } from '../texts/texts.ts';
import { printers } from './check-references.ts';

type Actions = ReadonlyMap<string, KeyActions>;

/** Every key has a function, and ticket keys have a printer. `keys` holds the functions by device. */
export function checkKeys(draft: Draft, keys: ReadonlyMap<string, Actions>, report: Report): void {
  for (const device of draft.devices.read.values()) {
    const actions = keys.get(device.id);
    if (device.kind.role !== 'keys' || actions === undefined) continue;
    if (actions.size === 0) report.warn(device.path, say('device-idle'), 'name');
    else checkIdle(device, actions, report);
    checkPrinters(device, actions, draft, report);
  }
}

/** Checks only keys that the file itself names, under `keys`: a numpad has more keys than a desk needs. */
function checkIdle({ kind, options, path }: DraftDevice, actions: Actions, report: Report): void {
  if (!('keys' in options)) return;
  for (const key of kind.keys?.(options) ?? [])
    if (!actions.has(key)) report.warn([...path, 'keys', key], say('key-idle', key), 'name');
}

/** A ticket key without a printer of its own uses the first printer of the hall. */
function checkPrinters({ path }: DraftDevice, actions: Actions, draft: Draft, report: Report): void {
  if (printers(draft).size > 0) return;
  const all = [...actions.values()].flatMap(({ short, long, double }) => [short, long, double]);
  if (all.some((action) => action?.do === 'ticket')) report.warn(path, say('nothing-prints'), 'name');
}

import type { Draft } from './draft.ts';
import type { DraftDevice } from './draft-devices.ts';
import { isFunctionName, type Names, parseFunction } from './functions.ts';
import { layouts } from './key-layouts.ts';
import type { Path } from './locate.ts';
import { near } from './near.ts';
import type { Report } from './report.ts';
import type { Presses } from './schema.ts';
import type { Action, KeyActions } from './site.ts';
import { say } from './texts/texts.ts';
import { meant } from './texts/words.ts';

/** The functions of the keys of a device: by `does`, else by its layout, else by the key's own name. */
export function keyActions(
  device: DraftDevice,
  draft: Draft,
  report: Report,
): ReadonlyMap<string, KeyActions> {
  const keys = device.kind.keys?.(device.options) ?? [];
  const names = { services: draft.services.ids, counters: draft.counters.ids };
  const does = new Map(Object.entries(device.does));
  const layout = new Map<string, Presses>(device.layout ? Object.entries(layouts[device.layout]) : []);

  for (const key of [...does.keys()].filter((key) => !keys.includes(key)))
    report.error(
      [...device.path, 'does', key],
      say('unknown-key', key, meant(near(key, keys), keys)),
      'name',
    );
  const missing = [...layout.keys()].filter((key) => !keys.includes(key) && !does.has(key));
  if (device.layout !== undefined && missing.length > 0)
    report.error([...device.path, 'layout'], say('layout-needs-keys', device.layout, missing));

  const actions = new Map<string, KeyActions>();
  for (const key of keys) {
    const written = does.get(key);
    const presses = written ?? layout.get(key) ?? (isFunctionName(key) ? { short: key } : undefined);
    if (presses === undefined) continue;
    const path = written === undefined ? [...device.path, 'layout'] : [...device.path, 'does', key];
    actions.set(key, readPresses(presses, path, names, report));
  }
  checkCounter(device, actions, report);
  return actions;
}

function readPresses(presses: Presses, path: Path, names: Names, report: Report): KeyActions {
  const actions: { -readonly [Press in keyof KeyActions]: Action } = {};
  const written = (['short', 'long', 'double'] as const).filter((press) => presses[press] !== undefined);
  if (written.length === 0) report.error(path, say('no-press'));
  for (const press of written) {
    const action = parseFunction(presses[press] ?? '', names);
    if (!('code' in action)) actions[press] = action;
    else report.error(written.length > 1 ? [...path, press] : path, action);
  }
  return actions;
}

/** Every function but `ticket` needs a counter. Reported once for a device, not for each of its keys. */
function checkCounter(device: DraftDevice, keys: ReadonlyMap<string, KeyActions>, report: Report): void {
  if (device.counter !== undefined) return;
  const actions = [...keys.values()].flatMap(({ short, long, double }) => [short, long, double]);
  const action = actions.find((action) => action !== undefined && action.do !== 'ticket');
  if (action !== undefined)
    report.error([...device.path, 'counter'], say('needs-counter', action.do), 'name');
}

import type { Draft } from '../draft.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';

/** Counters have different numbers, and the keys and displays that officers and visitors need. */
export function checkCounters(draft: Draft, report: Report): void {
  const numbers = new Map<number, string>();
  for (const [id, { number, serves }] of draft.counters.read) {
    const path = ['counters', id];
    const other = numbers.get(number);
    if (other === undefined) numbers.set(number, id);
    else {
      const where = report.where(['counters', other, 'number']);
      report.error([...path, 'number'], say('duplicate-number', number, other, where));
    }
    for (const [at, service] of serves.entries())
      if (serves.indexOf(service) < at) report.error([...path, 'serves', at], say('served-twice', service));
  }
  for (const id of draft.counters.ids) {
    if (draft.services.ids.has(id))
      report.error(['counters', id], say('same-id', report.where(['services', id], 'name')), 'name');
  }
  checkEquipment(draft, report);
}

/** Runs only when every device could be read: one with a mistake may be the one that seems to be missing. */
function checkEquipment(draft: Draft, report: Report): void {
  const devices = [...draft.devices.read.values()];
  if (devices.length < draft.devices.ids.size) return;
  const has = (counter: string, role: string) =>
    devices.some((device) => device.enabled && device.counter === counter && device.kind.role === role);
  for (const id of draft.counters.ids) {
    if (!has(id, 'keys')) report.warn(['counters', id], say('counter-without-keys'), 'name');
    if (!has(id, 'display')) report.warn(['counters', id], say('counter-without-display'), 'name');
  }
}

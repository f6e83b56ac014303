import type { Draft } from '../draft.ts';
import type { DraftDevice } from '../draft-devices.ts';
import type { Path } from '../locate.ts';
import { near } from '../near.ts';
import type { Report } from '../report.ts';
import type { Thing } from '../texts/hall-texts.ts';
import { say } from '../texts/texts.ts';
import { meant } from '../texts/words.ts';

/** Every id that one part of the file refers to is defined in the part where it belongs. */
export function checkReferences(draft: Draft, report: Report): void {
  for (const [id, { serves, zone }] of draft.counters.read) {
    if (zone !== undefined) known('zone', zone, draft.zones.ids, ['counters', id, 'zone'], report);
    for (const [at, service] of serves.entries())
      known('service', service, draft.services.ids, ['counters', id, 'serves', at], report);
  }
  for (const [id, { printer }] of draft.services.read)
    if (printer !== undefined) checkPrinter(printer, ['services', id, 'printer'], draft, report);
  for (const device of draft.devices.read.values()) checkDevice(device, draft, report);
}

function checkDevice(device: DraftDevice, draft: Draft, report: Report): void {
  const { id, counter, zone, printer, instead, path } = device;
  if (zone !== undefined) known('zone', zone, draft.zones.ids, [...path, 'zone'], report);
  if (counter !== undefined) known('counter', counter, draft.counters.ids, [...path, 'counter'], report);
  if (printer !== undefined) checkPrinter(printer, [...path, 'printer'], draft, report);
  if (instead === id) report.error([...path, 'instead'], say('instead-itself'));
  else if (instead !== undefined) checkPrinter(instead, [...path, 'instead'], draft, report);
  const claims = device.kind.claims(device.options);
  const boards = new Set(claims.flatMap((claim) => ('board' in claim ? [claim.board] : [])));
  for (const board of boards) {
    const at = [...path, 'board'];
    if (known('board', board, draft.boards.ids, at, report) && device.enabled)
      checkEnabled(draft.boards.read.get(board), at, report);
  }
}

function checkPrinter(name: string, path: Path, draft: Draft, report: Report): void {
  const device = draft.devices.read.get(name);
  if (device !== undefined && device.kind.role !== 'printer')
    report.error(path, say('not-a-printer', name, device.kind.kind));
  else if (!draft.devices.ids.has(name)) known('printer', name, printers(draft), path, report);
  else checkEnabled(device, path, report);
}

/** The ids of all printers, and of devices with a mistake, which may be printers. */
export function printers({ devices }: Draft): ReadonlySet<string> {
  return new Set(
    [...devices.ids].filter((id) => (devices.read.get(id)?.kind.role ?? 'printer') === 'printer'),
  );
}

function checkEnabled(device: DraftDevice | undefined, path: Path, report: Report): void {
  if (device?.enabled === false) report.warn(path, say('uses-disabled', device.id));
}

function known(thing: Thing, name: string, ids: ReadonlySet<string>, path: Path, report: Report): boolean {
  if (ids.has(name)) return true;
  report.error(path, say('unknown-reference', thing, name, meant(near(name, ids), ids)));
  return false;
}

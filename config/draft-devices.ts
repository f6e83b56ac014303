import type { DeviceKind } from '../devices/kind.ts';
import { type Entries, type Group, group, readEntries } from './entries.ts';
import { readBy, tellUnknown } from './explain.ts';
import type { Path } from './locate.ts';
import { near } from './near.ts';
import type { Report } from './report.ts';
import { neededOf, settingsOfRole } from './role-settings.ts';
import { type CommonSettings, common } from './schema.ts';
import { say } from './texts/texts.ts';
import { meant } from './texts/words.ts';

/** A board or another device whose own settings are valid. */
export interface DraftDevice extends CommonSettings {
  readonly id: string;
  /** Where it stands in the file. */
  readonly path: readonly string[];
  readonly kind: DeviceKind;
  readonly options: Group;
}

/** The kind of an entry under `boards` that names none. */
const usualBoard = 'firmata-board';

/** Reads the devices under `boards` or `devices`, each by the schemas of its kind and its role. */
export function readDevices(
  file: Group,
  part: 'boards' | 'devices',
  kinds: readonly DeviceKind[],
  report: Report,
): Entries<DraftDevice> {
  const readDevice = (value: unknown, path: readonly string[]) => {
    const settings = group(value, path, report);
    if (settings === undefined) return undefined;
    const kind =
      part === 'boards'
        ? boardKind(settings, path, kinds, report)
        : deviceKind(settings, path, kinds, report);
    return kind === undefined ? undefined : readSettings(settings, path, kind, report);
  };
  return readEntries(file, part, readDevice, report);
}

function boardKind(settings: Group, path: Path, kinds: readonly DeviceKind[], report: Report) {
  const boards = kinds.filter(({ role }) => role === 'board');
  return kindNamed(settings.kind ?? usualBoard, path, boards, report);
}

function deviceKind(settings: Group, path: Path, kinds: readonly DeviceKind[], report: Report) {
  if (settings.kind === undefined) {
    report.missing([...path, 'kind']);
    return undefined;
  }
  const board = kinds.find(({ kind, role }) => role === 'board' && kind === settings.kind);
  if (board !== undefined) {
    report.error([...path, 'kind'], say('board-elsewhere', board.kind));
    return undefined;
  }
  const others = kinds.filter(({ role }) => role !== 'board');
  return kindNamed(settings.kind, path, others, report);
}

function kindNamed(name: unknown, path: Path, kinds: readonly DeviceKind[], report: Report) {
  const found = kinds.find(({ kind }) => kind === name);
  if (found !== undefined) return found;
  const names = kinds.map(({ kind }) => kind);
  const guess = near(String(name), names);
  const hint = guess === undefined ? undefined : meant(guess, []);
  report.error(
    [...path, 'kind'],
    name === null ? say('empty-setting') : say('bad-choice', String(name), names, hint),
  );
  return undefined;
}

function readSettings(
  settings: Group,
  path: readonly string[],
  kind: DeviceKind,
  report: Report,
): DraftDevice | undefined {
  const own = Object.keys(kind.options.shape);
  // Where a kind has a setting of the same name as a common one, the kind's counts.
  const shared = settingsOfRole(kind.role).filter((name) => !own.includes(name));
  const known = ['kind', ...own, ...shared];
  const unknown = Object.keys(settings).filter((name) => !known.includes(name));
  tellUnknown(unknown, known, path, report);
  const [usual, ...others] = neededOf(kind.role);
  const isMissing = usual !== undefined && [usual, ...others].every((name) => settings[name] === undefined);
  if (isMissing) report.missing([...path, usual]);

  const options = readBy(kind.options, only(settings, own), path, report);
  const commons = readBy(common, only(settings, shared), path, report);
  if (unknown.length > 0 || isMissing || options === undefined || commons === undefined) return undefined;
  return { ...commons, id: path.at(-1) ?? '', path, kind, options };
}

function only(settings: Group, names: readonly string[]): Group {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.includes(name)));
}

import { isFileName } from '../../../config/file-name.ts';

/** One file of a backup. */
export interface BackedUpFile {
  /** In the archive, with slashes: `settings/site.yaml`, `data/journal.db`. */
  readonly path: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** What a backup says of itself, as `backup.json` in its archive. */
export interface Manifest {
  readonly site: string;
  /** When it was made, in ISO 8601. */
  readonly made: string;
  /** The version of the program that made it. */
  readonly program: string;
  readonly files: readonly BackedUpFile[];
}

export const MANIFEST = 'backup.json';
export const SECRETS = 'secrets.json';
export const SETTINGS_FOLDER = 'settings';
export const DATA_FOLDER = 'data';
export const SITE_FILE = `${SETTINGS_FOLDER}/site.yaml`;
export const JOURNAL_FILE = `${DATA_FOLDER}/journal.db`;

/** The layout of archives that this program makes and reads. */
const version = 1;
export const filesMax = 4_000;
export const manifestMaxBytes = 2 ** 21;

/** A manifest of a later layout: a newer program reads it. */
export class NewerBackup extends Error {}

export const manifestText = (manifest: Manifest): string =>
  `${JSON.stringify({ loket: 'backup', version, ...manifest }, undefined, 1)}\n`;

/** What the secrets are bound to: nothing of it can be changed without their passphrase being refused. */
export function boundTo({ files, ...rest }: Manifest): string {
  const others = files.filter(({ path }) => path !== SECRETS);
  return JSON.stringify({ ...rest, files: others });
}

/** Parses a manifest. Undefined: it is none. Throws NewerBackup. */
export function manifestIn(text: string): Manifest | undefined {
  const found = parsed(text);
  if (found?.loket !== 'backup') return undefined;
  if (typeof found.version === 'number' && found.version > version) throw new NewerBackup();
  const { site, made, program, files } = found;
  if (typeof site !== 'string' || typeof made !== 'string' || typeof program !== 'string') return undefined;
  if (!/^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(made)) return undefined;
  if (!Array.isArray(files) || files.length > filesMax) return undefined;
  const all = files.map(fileIn);
  if (!all.every((file) => file !== undefined)) return undefined;
  const paths = new Set(all.map(({ path }) => path));
  if (paths.size !== all.length || !paths.has(SITE_FILE) || !paths.has(JOURNAL_FILE)) return undefined;
  return { site, made, program, files: all };
}

function fileIn(value: unknown): BackedUpFile | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { path, bytes, sha256 } = value as Record<string, unknown>;
  if (typeof path !== 'string' || !isOurs(path)) return undefined;
  if (!isCount(bytes) || typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  return { path, bytes, sha256 };
}

/** A path that stays in the folder it is unpacked to, whoever has written it. */
const isOurs = (path: string): boolean =>
  path === SECRETS ||
  ([SETTINGS_FOLDER, DATA_FOLDER].some((folder) => path.startsWith(`${folder}/`)) && isFileName(path));

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

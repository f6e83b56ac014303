import { replaceFile } from './async/replace-file.ts';
import {
  type Counts,
  type DeviceMemory,
  type MemoryStore,
  nothingRemembered,
  textOf,
} from './device-memory.ts';
import { countIn, findKept, objectIn } from './kept-json.ts';
import { isId } from './mqtt/topics.ts';

/** A file of ours has 300 bytes for each device. */
const fileMaxBytes = 1_048_576;
const kind = 'device-memory';
const version = 1;

/** What was found in the data folder. */
export interface FoundMemory {
  readonly memory: DeviceMemory;
  /** There was no file: it is a new folder, or one of a version that kept no counts. */
  readonly isNew: boolean;
  /** Why the file that was there could not be read. It stands beside the new one, as `keptAs`. */
  readonly unreadable?: string;
}

/**
 * Reads the memory of `site`. Never throws: a hall opens without its counts, which begin at 0 where the file is not a
 * whole one of this site.
 */
export function findMemory(path: string, site: string): FoundMemory {
  const { value = nothingRemembered, ...how } = findKept(
    { path, fileMaxBytes, ...{ kind, version, site } },
    memoryIn,
  );
  return { memory: value, ...how };
}

/** Keeps the memory of `site` in a small file, replaced so that a power cut leaves the old one or the new. */
export function createMemoryFile(path: string, site: string): MemoryStore {
  return {
    save: (memory) =>
      replaceFile(
        path,
        `{"loket":"${kind}","version":${version},"site":"${site}",${textOf(memory).slice(1)}\n`,
      ),
  };
}

/** Throws an Error that says why it is not one. */
function memoryIn(file: Readonly<Record<string, unknown>>): DeviceMemory {
  if (!Array.isArray(file.standing)) throw new Error('it has no list of faults');
  const totals = Object.entries(objectIn(file.totals, 'totals'));
  return {
    sequence: countIn(file.sequence),
    totals: new Map(totals.map(([id, total]) => [idIn(id), totalIn(total)])),
    standing: file.standing.map((one) => {
      const { device, code, hall } = objectIn(one, 'a fault');
      return { device: idIn(device), code: String(code), hall: countIn(hall) };
    }),
  };
}

function totalIn(value: unknown): { readonly kind: string; readonly counts: Counts } {
  const { kind, counts } = objectIn(value, 'a total');
  const read = Object.entries(objectIn(counts, 'counts')).map(([name, count]) => {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error('a count in it has no name');
    return [name, countIn(count)] as const;
  });
  return { kind: String(kind), counts: Object.fromEntries(read) };
}

function idIn(value: unknown): string {
  if (typeof value !== 'string' || !isId(value)) throw new Error('a device in it has no id');
  return value;
}

import { renameSync } from 'node:fs';
import { wordsOf } from '../devices/fault.ts';
import { replaceFile } from './async/replace-file.ts';
import {
  type Counts,
  type DeviceMemory,
  type MemoryStore,
  nothingRemembered,
  textOf,
} from './device-memory.ts';
import { readOwn, sizeOfOwn } from './journal/sqlite/own-file.ts';
import { isId } from './mqtt/topics.ts';

/** A file of ours has 300 bytes for each device. */
const fileMaxBytes = 1_048_576;
const version = 1;

/** What was found in the data folder. */
export interface FoundMemory {
  readonly memory: DeviceMemory;
  /** There was no file: it is a new folder, or one of a version that kept no counts. */
  readonly isNew: boolean;
  /** Why the file that was there could not be read. It stands beside the new one, as `keptAs`. */
  readonly unreadable?: string;
}

/** The name that a file which could not be read is kept under. */
export const keptAs = (path: string): string => `${path}.unread`;

/**
 * Reads the memory of `site`. Never throws: a hall opens without its counts. What is not a whole file of this site is
 * moved aside, so that nothing in it is lost, and the counts begin at 0.
 */
export function findMemory(path: string, site: string): FoundMemory {
  try {
    if (sizeOfOwn(path) > fileMaxBytes) throw new Error('it is far too large');
    const text = readOwn(path);
    if (text === undefined) return { memory: nothingRemembered, isNew: true };
    return { memory: memoryIn(text, site), isNew: false };
  } catch (thrown) {
    return {
      memory: nothingRemembered,
      isNew: false,
      unreadable: `${path}: ${wordsOf(thrown)}${aside(path)}`,
    };
  }
}

/** Keeps the memory of `site` in a small file, replaced so that a power cut leaves the old one or the new. */
export function createMemoryFile(path: string, site: string): MemoryStore {
  return {
    save: (memory) =>
      replaceFile(
        path,
        `{"loket":"device-memory","version":${version},"site":"${site}",${textOf(memory).slice(1)}\n`,
      ),
  };
}

function aside(path: string): string {
  try {
    renameSync(path, keptAs(path));
    return `; it is kept as ${keptAs(path)}`;
  } catch (thrown) {
    return `; it could not be kept: ${wordsOf(thrown)}`;
  }
}

/** Throws an Error that says why it is not one. */
function memoryIn(text: string, site: string): DeviceMemory {
  const file = objectIn(parsed(text), 'it');
  if (file.loket !== 'device-memory') throw new Error('it is no file of counts');
  if (file.version !== version) throw new Error(`it is of another version (${String(file.version)})`);
  if (file.site !== site) throw new Error(`it is of another site (${String(file.site).slice(0, 40)})`);
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(text.trim() === '' || /^\0+$/.test(text) ? 'it is empty' : 'it is not whole');
  }
}

function objectIn(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${what} is not an object`);
  return value as Readonly<Record<string, unknown>>;
}

function countIn(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
    throw new Error('a number in it is none');
  return value;
}

function idIn(value: unknown): string {
  if (typeof value !== 'string' || !isId(value)) throw new Error('a device in it has no id');
  return value;
}

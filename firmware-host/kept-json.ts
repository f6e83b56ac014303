import { existsSync, renameSync } from 'node:fs';
import { wordsOf } from '../devices/fault.ts';
import { readOwn, sizeOfOwn } from './journal/sqlite/own-file.ts';

/** A JSON file of the data folder, of one site: its first fields are `loket`, the `kind`, and `version` and `site`. */
export interface KeptPlace {
  readonly path: string;
  readonly fileMaxBytes: number;
  readonly kind: string;
  readonly version: number;
  readonly site: string;
}

/** What was found in the data folder. */
export interface FoundFile<Value> {
  /** Absent: there was none that can be read. */
  readonly value?: Value;
  /** There was no file: it is a new folder, or one of a version that kept none. */
  readonly isNew: boolean;
  /** Why the file that was there could not be read. It stands beside the new one, under one of `allKeptAs`. */
  readonly unreadable?: string;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** So many files that could not be read are kept beside each other; then the last one makes room. */
const keptMost = 4;

/** The name that a file which could not be read is kept under. */
export const keptAs = (path: string): string => `${path}.unread`;

/** All such names, for files of several times: the first one may hold years, and what follows it some days. */
export const allKeptAs = (path: string): readonly string[] =>
  Array.from({ length: keptMost }, (_, time) => (time === 0 ? keptAs(path) : `${keptAs(path)}.${time + 1}`));

/**
 * Reads a file that a hall keeps. Never throws. What is not a whole file of this site, or what `valueIn` throws at, is
 * moved aside, so that nothing in it is lost.
 */
export function findKept<Value>(place: KeptPlace, valueIn: (file: JsonObject) => Value): FoundFile<Value> {
  try {
    const value = readKept(place, valueIn);
    return value === undefined ? { isNew: true } : { value, isNew: false };
  } catch (thrown) {
    const { path } = place;
    return { isNew: false, unreadable: `${path}: ${wordsOf(thrown)}${aside(path)}` };
  }
}

/**
 * Reads the same file and leaves it where it is. Undefined when there is none; throws an Error that says what it is
 * not.
 */
export function readKept<Value>(place: KeptPlace, valueIn: (file: JsonObject) => Value): Value | undefined {
  if (sizeOfOwn(place.path) > place.fileMaxBytes) throw new Error('it is far too large');
  const text = readOwn(place.path);
  if (text === undefined) return undefined;
  const file = objectIn(parsed(text), 'it');
  if (file.loket !== place.kind) throw new Error('it is no file of counts');
  if (file.version !== place.version) throw new Error(`it is of another version (${String(file.version)})`);
  if (file.site !== place.site) throw new Error(`it is of another site (${String(file.site).slice(0, 40)})`);
  return valueIn(file);
}

function aside(path: string): string {
  try {
    const names = allKeptAs(path);
    const to = names.find((name) => !existsSync(name)) ?? names.at(-1) ?? keptAs(path);
    renameSync(path, to);
    return `; it is kept as ${to}`;
  } catch (thrown) {
    return `; it could not be kept: ${wordsOf(thrown)}`;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(text.trim() === '' || /^\0+$/.test(text) ? 'it is empty' : 'it is not whole');
  }
}

export function objectIn(value: unknown, what: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${what} is not an object`);
  return value as JsonObject;
}

export function countIn(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
    throw new Error('a number in it is none');
  return value;
}

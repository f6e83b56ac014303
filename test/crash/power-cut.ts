import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from './trace.ts';

/** A change to a file that its next sync makes durable. */
type Change = Extract<Step, { do: 'write' | 'truncate' }>;
/** A change to the names in the folder that its next sync makes durable. */
type Naming =
  | { readonly do: 'name'; readonly name: string; readonly file: File }
  | { do: 'forget'; name: string };

interface File {
  durable: Buffer;
  pending: Change[];
}

/** What the disk and the memory before it hold at some moment. */
interface Disk {
  /** The names as the running program sees them. */
  readonly names: Map<string, File>;
  readonly durableNames: Map<string, File>;
  readonly pendingNames: Naming[];
}

const SECTOR = 512;

/** A disk that a recorded program is played back on, and that can lose its power after any step. */
export interface CuttableDisk {
  run(step: Step): void;
  /**
   * The folder as a power cut now may leave it. Synced changes are there. Of the others, each 512-byte sector holds
   * what some number of its unsynced writes left (none for a `share` of 0, all for 1), so that writes are lost, torn
   * and out of order; the names are those after some number of the unsynced namings, which a file system's journal
   * keeps in order.
   */
  powerCut(share: number, random: () => number): Map<string, Buffer>;
}

export function cuttableDisk(): CuttableDisk {
  const disk: Disk = { names: new Map(), durableNames: new Map(), pendingNames: [] };
  return {
    run: (step) => run(disk, step),
    powerCut(share, random) {
      const names = new Map(disk.durableNames);
      const kept = Math.round(disk.pendingNames.length * amount(share, random));
      for (const naming of disk.pendingNames.slice(0, kept)) applyName(names, naming);
      return new Map([...names].map(([name, file]) => [name, remains(file, share, random)]));
    },
  };
}

/** Makes `dir` hold just these files. */
export function layOut(dir: string, files: Map<string, Buffer>): void {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  for (const [name, bytes] of files) writeFileSync(join(dir, name), bytes);
}

function run(disk: Disk, step: Step): void {
  const fileOf = (name: string): File => {
    const file = disk.names.get(name);
    if (file === undefined) throw new Error(`${name} is changed before it is made`);
    return file;
  };
  const rename = (naming: Naming): void => {
    applyName(disk.names, naming);
    disk.pendingNames.push(naming);
  };

  switch (step.do) {
    case 'create': {
      const { name } = step;
      if (!disk.names.has(name))
        rename({ do: 'name', name, file: { durable: Buffer.alloc(0), pending: [] } });
      else if (step.empty) fileOf(name).pending.push({ do: 'truncate', name, size: 0 });
      return;
    }
    case 'write':
    case 'truncate':
      fileOf(step.name).pending.push(step);
      return;
    case 'rename':
      rename({ do: 'name', name: step.to, file: fileOf(step.name) });
      rename({ do: 'forget', name: step.name });
      return;
    case 'remove':
      rename({ do: 'forget', name: step.name });
      return;
    case 'sync': {
      const file = fileOf(step.name);
      file.durable = file.pending.reduce(applyWhole, file.durable);
      file.pending = [];
      return;
    }
    case 'sync-folder':
      for (const naming of disk.pendingNames.splice(0)) applyName(disk.durableNames, naming);
      return;
    case 'acknowledge':
      return;
  }
}

function applyName(names: Map<string, File>, naming: Naming): void {
  if (naming.do === 'name') names.set(naming.name, naming.file);
  else names.delete(naming.name);
}

function applyWhole(bytes: Buffer, change: Change): Buffer {
  if (change.do === 'truncate') return resized(bytes, change.size);
  const end = change.at + change.bytes.length;
  // Changed in place: the buffer belongs to this replay alone.
  const room = end > bytes.length ? resized(bytes, end) : bytes;
  change.bytes.copy(room, change.at);
  return room;
}

function remains(file: File, share: number, random: () => number): Buffer {
  const applied = new Map<number, number>();
  const budget = new Map<number, number>();
  const writesTo = new Map<number, number>();
  for (const change of file.pending) {
    for (const sector of sectorsOf(change)) writesTo.set(sector, (writesTo.get(sector) ?? 0) + 1);
  }
  for (const [sector, writes] of writesTo) budget.set(sector, Math.round(writes * amount(share, random)));

  let bytes: Buffer = Buffer.from(file.durable);
  for (const change of file.pending) {
    if (change.do === 'truncate') {
      if (random() < share) bytes = resized(bytes, change.size);
      continue;
    }
    for (const sector of sectorsOf(change)) {
      const count = (applied.get(sector) ?? 0) + 1;
      applied.set(sector, count);
      if (count > (budget.get(sector) ?? 0)) continue;
      const from = Math.max(change.at, sector * SECTOR);
      const to = Math.min(change.at + change.bytes.length, (sector + 1) * SECTOR);
      const piece = change.bytes.subarray(from - change.at, to - change.at);
      bytes = applyWhole(bytes, { do: 'write', name: change.name, at: from, bytes: piece });
    }
  }
  return bytes;
}

function sectorsOf(change: Change): readonly number[] {
  if (change.do === 'truncate' || change.bytes.length === 0) return [];
  const first = Math.floor(change.at / SECTOR);
  const last = Math.floor((change.at + change.bytes.length - 1) / SECTOR);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** A share between nothing and everything, around `share`; exactly nothing or everything at the ends. */
function amount(share: number, random: () => number): number {
  return share === 0 || share === 1 ? share : random();
}

function resized(bytes: Buffer, size: number): Buffer {
  const fresh = Buffer.alloc(size);
  bytes.copy(fresh, 0, 0, Math.min(size, bytes.length));
  return fresh;
}

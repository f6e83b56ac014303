import { Fault } from '../../devices/fault.ts';
import type { Millis } from '../../devices/ports.ts';
import { type DeviceMemory, type MemoryStore, nothingRemembered } from '../../firmware-host/device-memory.ts';
import type { HostJournal, Record } from '../../firmware-host/journal/journal-port.ts';
import { looking } from '../../firmware-host/journal/looking.ts';
import { openGroupCommit } from '../../firmware-host/journal/sqlite/group-commit.ts';
import type { CursorStore } from '../../firmware-host/mqtt/uplink/cursor.ts';
import type { ProcessClock, WorldClock } from './clock.ts';

/** As in journal/sqlite/open.ts. */
const commitMax = 100;
const queueMax = 10_000;

interface Commit {
  readonly records: readonly Record[];
  readonly done: (failed?: Fault) => void;
}

/** Who watches the disk; called before the process hears of it. */
export interface DiskTold {
  /** A commit has become durable. */
  durable(records: readonly Record[]): void;
  /** The disk says that the office has every event up to this one. */
  cursor(sequence: number): void;
}

/**
 * The disk of a hall, over any number of lives of its process. What was handed over is durable when its fsync has
 * returned; what is under way when the process ends may be there or not, and everything behind it is lost.
 */
export class WorldDisk {
  readonly #clock: WorldClock;
  readonly #told: DiskTold;
  readonly records: Record[] = [];
  /** How long an fsync takes. */
  fsyncMs: Millis = 5;
  /** Fsyncs do not return. */
  #stalled = false;
  #flowsSince: Millis = 0;
  full = false;
  /** The next fsync fails, and whether the disk has its records all the same. */
  failing: 'with' | 'without' | undefined;
  /** Since when the journal is not in its place: its process goes on to write to files that nobody finds. */
  awaySince: Millis | undefined;
  cursor = 0;
  memory: DeviceMemory = nothingRemembered;
  clean = true;
  #underWay: Commit | undefined;
  #waiting: (() => void)[] = [];

  constructor(clock: WorldClock, told: DiskTold) {
    this.#clock = clock;
    this.#told = told;
  }

  stall(): void {
    this.#stalled = true;
  }

  flow(): void {
    this.#stalled = false;
    this.#flowsSince = this.#clock.now();
    for (const go of this.#waiting.splice(0)) go();
  }

  /** For how long the journal's thread, which a hanging disk holds up, could have seen that the journal is away. */
  awayMs(): Millis {
    if (this.awaySince === undefined || this.#stalled) return 0;
    return this.#clock.now() - Math.max(this.awaySince, this.#flowsSince);
  }

  /** The journal of one life. `appended` hears of what is handed over, durable or not. */
  journal(clock: ProcessClock, appended: (records: readonly Record[]) => void): HostJournal {
    const group = openGroupCommit({
      commit: (records) => this.#commit(records),
      clock,
      next: this.records.length + 1,
      commitMax,
      queueMax,
    });
    this.clean = false;
    const stopLooking = looking(clock, () => this.#look(), group.fail);
    return {
      append(records) {
        appended(records);
        return group.append(records);
      },
      pressure: group.pressure,
      read: async (from, limit) => this.records.slice(from - 1, from - 1 + limit),
      tail: async () => this.tail(),
      close: async () => {
        stopLooking();
        await group.close();
        this.clean = group.pressure().fault === undefined && this.awaySince === undefined;
      },
    };
  }

  /** The records since the last business day began. */
  tail(): readonly Record[] {
    const day = this.records.findLastIndex(({ event }) => event.type === 'day.opened');
    return this.records.slice(Math.max(0, day));
  }

  store(): CursorStore {
    return {
      load: async () => this.cursor,
      save: async (sequence) => {
        await this.#fsync();
        if (this.full) throw new Fault('disk.low', 'no space left');
        this.cursor = sequence;
        this.#told.cursor(sequence);
      },
    };
  }

  memoryStore(): MemoryStore {
    return {
      save: async (memory) => {
        await this.#fsync();
        if (this.full) throw new Fault('disk.low', 'no space left');
        this.memory = memory;
      },
    };
  }

  /** The process ends: the commit under way reaches the disk or does not, and nobody hears of it. */
  cut(reaches: boolean): void {
    const last = this.#underWay;
    this.#underWay = undefined;
    this.#waiting = [];
    this.#stalled = false;
    if (last !== undefined && reaches && !this.full) this.#keep(last.records);
  }

  async #commit(records: readonly Record[]): Promise<{ readonly low: boolean }> {
    const failed = await new Promise<Fault | undefined>((done) => {
      const commit = { records, done };
      this.#underWay = commit;
      void this.#fsync().then(() => {
        if (this.#underWay === commit) this.#through(commit);
      });
    });
    if (failed !== undefined) throw failed;
    return { low: false };
  }

  #through({ records, done }: Commit): void {
    this.#underWay = undefined;
    if (this.full) return void done(new Fault('disk.low', 'no space left'));
    const { failing } = this;
    this.failing = undefined;
    // What went to files that were moved away is in them, should they be put back.
    if (failing !== 'without') this.#keep(records);
    done(failing === undefined ? this.#removed() : new Fault('disk.io_error', 'fsync failed'));
  }

  /** As the journal's thread looks, which a hanging disk holds up. */
  async #look(): Promise<void> {
    while (this.#stalled) await new Promise<void>((go) => this.#waiting.push(go));
    const gone = this.#removed();
    if (gone !== undefined) throw gone;
  }

  #removed(): Fault | undefined {
    return this.awaySince === undefined ? undefined : new Fault('journal.removed', 'it was moved away');
  }

  #keep(records: readonly Record[]): void {
    this.records.push(...records);
    this.#told.durable(records);
  }

  async #fsync(): Promise<void> {
    await new Promise<void>((done) => void this.#clock.after(this.fsyncMs, done));
    while (this.#stalled) await new Promise<void>((go) => this.#waiting.push(go));
  }
}

import type { Clock, Millis } from '../devices/ports.ts';
import type { ModbusArea, ModbusMemory } from './modbus-memory.ts';

/** How a keypad shows its keys to who asks. */
export interface KeypadFace {
  readonly read: 'inputs' | 'coils' | 'holding' | 'input';
  readonly first: number;
  readonly holds: 'bits' | 'code' | 'counters' | 'latches';
  /** Registers of a counter, and whether its low half comes first. */
  readonly words: 1 | 2;
  readonly lowFirst: boolean;
  /** A latch that is cleared while its key is down is set again at once. */
  readonly latchesLevels?: boolean;
  /** The coil that clears its latches. */
  readonly clear?: number | undefined;
}

/**
 * A keypad that is asked over Modbus. It debounces its keys itself. Its habits: counters start at 0 when its power
 * returns, and a latch stays set until the coil is, whoever has read it meanwhile.
 */
export class SimulatedModbusKeypad {
  readonly memory: ModbusMemory;
  readonly #clock: Clock;
  readonly #face: KeypadFace;
  readonly #area: ModbusArea;
  readonly #down = new Set<number>();

  /** `highest`: the highest number of a key. */
  constructor(clock: Clock, face: KeypadFace, highest: number) {
    this.#clock = clock;
    this.#face = face;
    const inWords = face.read === 'holding' || face.read === 'input';
    const bits = inWords ? Math.floor(highest / 16) + 1 : highest + 1;
    const size = { code: 1, counters: (highest + 1) * face.words, bits, latches: bits };
    this.#area = { first: face.first, values: new Array<number>(size[face.holds]).fill(0) };
    const coils = face.clear === undefined ? {} : { coils: { first: face.clear, values: [0] } };
    this.memory = { ...coils, [face.read]: this.#area, written: () => this.#written() };
  }

  press(key: number, ms: Millis): void {
    this.hold(key);
    this.#clock.after(ms, () => this.release(key));
  }

  hold(key: number): void {
    if (this.#down.has(key)) return;
    this.#down.add(key);
    if (this.#face.holds === 'code') this.#area.values[0] = key;
    else if (this.#face.holds === 'counters') this.#count(key);
    else this.#bit(key, true);
  }

  release(key: number): void {
    if (!this.#down.delete(key)) return;
    if (this.#face.holds === 'code') this.#area.values[0] = [...this.#down].at(-1) ?? 0;
    else if (this.#face.holds === 'bits') this.#bit(key, false);
  }

  /** Sets what a counter has counted. */
  counted(key: number, count: number): void {
    const { words, lowFirst } = this.#face;
    const parts = words === 1 ? [count % 65_536] : [Math.floor(count / 65_536) % 65_536, count % 65_536];
    this.#area.values.splice(key * words, words, ...(lowFirst ? parts.reverse() : parts));
  }

  #count(key: number): void {
    const { words, lowFirst } = this.#face;
    const parts = this.#area.values.slice(key * words, key * words + words);
    const [low = 0, high = 0] = lowFirst ? parts : parts.reverse();
    this.counted(key, high * 65_536 + low + 1);
  }

  #bit(key: number, on: boolean): void {
    const { values } = this.#area;
    if (this.#face.read === 'inputs' || this.#face.read === 'coils') {
      values[key] = on ? 1 : 0;
      return;
    }
    const at = Math.floor(key / 16);
    const bit = 2 ** (key % 16);
    const others = (values[at] ?? 0) - (Math.floor((values[at] ?? 0) / bit) % 2) * bit;
    values[at] = others + (on ? bit : 0);
  }

  #written(): void {
    if (this.#face.holds !== 'latches' || this.memory.coils?.values[0] !== 1) return;
    this.memory.coils.values[0] = 0;
    this.#area.values.fill(0);
    if (this.#face.latchesLevels === true) for (const key of this.#down) this.#bit(key, true);
  }
}

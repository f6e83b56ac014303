import type { Clock, Level, Millis } from '../devices/ports.ts';

/** A relay needs some time to pull in or to drop out: what is shorter does not move it. */
const RELAY_MS = 5;
/** Longer than any flash, or the dark after it: a lamp that has not changed for this long stands still. */
const STILL_MS = 1_200;
const LIGHTINGS_KEPT = 1_000;

/**
 * A lamp or buzzer behind a relay. Its habits: it does not notice pulses; nothing but its own resistor holds its input
 * while nobody drives it; and it knows nothing of who drives it, so it stays as it is when that dies.
 */
export class SimulatedLamp {
  readonly #clock: Clock;
  readonly #active: Level;
  readonly #changed: () => void;
  #coil = false;
  #coilAt: Millis;
  #lit = false;
  #changes: readonly Millis[] = [];
  #lightings: Millis[] = [];

  /** `active`: the level that pulls its relay in. `changed` is called when it is driven otherwise than before. */
  constructor(clock: Clock, active: Level, changed: () => void) {
    this.#clock = clock;
    this.#active = active;
    this.#changed = changed;
    this.#coilAt = clock.now();
  }

  /** Its input is driven to `level`; undefined: nobody drives it. */
  drive(level: Level | undefined): void {
    this.#settle();
    const coil = level === this.#active;
    if (coil === this.#coil) return;
    this.#coil = coil;
    this.#coilAt = this.#clock.now();
    this.#changed();
  }

  /** Whether it is lit, or heard, right now. */
  get lit(): boolean {
    this.#settle();
    return this.#lit;
  }

  /** When it was lit, the last thousand times. */
  get lightings(): readonly Millis[] {
    this.#settle();
    return this.#lightings;
  }

  /** What a person who watches it for a moment says of it. */
  get looks(): 'off' | 'on' | 'flash' {
    this.#settle();
    const [third, second, last] = this.#changes;
    const soon = (from: Millis | undefined, to: Millis | undefined) =>
      from !== undefined && to !== undefined && to - from < STILL_MS;
    if (soon(third, second) && soon(second, last) && soon(last, this.#clock.now())) return 'flash';
    return this.#lit ? 'on' : 'off';
  }

  /** The contact follows the coil once that has stood for long enough. */
  #settle(): void {
    const at = this.#coilAt + RELAY_MS;
    if (this.#lit === this.#coil || this.#clock.now() < at) return;
    this.#lit = this.#coil;
    this.#changes = [...this.#changes, at].slice(-3);
    if (this.#lit) this.#lightings = [...this.#lightings, at].slice(-LIGHTINGS_KEPT);
  }
}

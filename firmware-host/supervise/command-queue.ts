import { asFault, Fault } from '../../devices/fault.ts';
import type { OpenDevice } from '../../devices/kind.ts';
import type { Clock } from '../../devices/ports.ts';
import { within } from '../async/time-limit.ts';
import { limits } from './device-limits.ts';

/** One thing to do with an open device. */
interface Turn<Command> {
  readonly run: (device: OpenDevice<Command>) => Promise<unknown>;
  readonly limitMs: number;
  /** A newer turn takes the place of a waiting one that is replaceable, and both end alike. */
  readonly replaceable: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (fault: Fault) => void;
}

/**
 * What is asked of one device, one after the other: its commands, and the questions whether it is still there, so
 * that a printer is never asked in the middle of a job.
 */
export class CommandQueue<Command> {
  readonly #clock: Clock;
  readonly #failed: (fault: Fault) => void;
  #waiting: Turn<Command>[] = [];
  #device: OpenDevice<Command> | undefined;
  /** The device a turn is under way on; one that hangs on a device already gone holds nobody up. */
  #running: OpenDevice<Command> | undefined;

  /** `failed` hears of every fault a turn ended with while its device was still attached. */
  constructor(clock: Clock, failed: (fault: Fault) => void) {
    this.#clock = clock;
    this.#failed = failed;
  }

  /** From now on the commands go to this device. */
  attach(device: OpenDevice<Command>): void {
    this.#device = device;
    this.#next();
  }

  /** The device closed its link and is opened again: what waits was not begun, and goes to it then. */
  pause(): void {
    this.#device = undefined;
    this.#running = undefined;
  }

  /**
   * The device is gone: what waits is rejected with `link.absent`, since none of it was begun; a turn under way ends by
   * itself or by its limit.
   */
  detach(why: Fault): void {
    this.pause();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const turn of waiting) turn.reject(new Fault('link.absent', why.message, { cause: why }));
  }

  /** Rejects with the Fault `run` ended with, or with `link.timeout` when it did not end within `limitMs`. */
  add<T>(run: (device: OpenDevice<Command>) => Promise<T>, limitMs: number, replaceable = false): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const turn = { run, limitMs, replaceable, resolve: resolve as (value: unknown) => void, reject };
      const at = replaceable ? this.#waiting.findIndex((other) => other.replaceable) : -1;
      const old = this.#waiting[at];
      if (old !== undefined) {
        this.#waiting[at] = {
          ...turn,
          resolve: (value) => {
            old.resolve(value);
            turn.resolve(value);
          },
          reject: (fault) => {
            old.reject(fault);
            reject(fault);
          },
        };
      } else if (this.#waiting.length >= limits.turnsMax) {
        reject(new Fault('link.busy', `${limits.turnsMax} commands wait already`));
        return;
      } else this.#waiting.push(turn);
      this.#next();
    });
  }

  #next(): void {
    const device = this.#device;
    if (this.#running !== undefined || device === undefined) return;
    const turn = this.#waiting.shift();
    if (turn === undefined) return;
    this.#running = device;
    const late = () => new Fault('link.timeout', `no end within ${turn.limitMs} ms`);
    const work = callGuarded(() => turn.run(device));
    within(this.#clock, turn.limitMs, work, late, 'device: command')
      .then(turn.resolve, (thrown: unknown) => {
        const fault = asFault(thrown, 'driver.error');
        turn.reject(fault);
        if (this.#device === device) this.#failed(fault);
      })
      .finally(() => {
        if (this.#running === device) this.#running = undefined;
        this.#next();
      });
  }
}

/** A driver that throws instead of rejecting is treated alike. */
export function callGuarded<T>(call: () => Promise<T>): Promise<T> {
  try {
    return Promise.resolve(call());
  } catch (thrown) {
    return Promise.reject(thrown);
  }
}

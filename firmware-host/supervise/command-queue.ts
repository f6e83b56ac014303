import { asFault, Fault } from '../../devices/fault.ts';
import type { OpenDevice } from '../../devices/kind.ts';
import type { Clock } from '../../devices/ports.ts';
import { within } from '../async/time-limit.ts';
import { limits } from './device-limits.ts';

/** One operation on an open device. */
interface Turn<Command> {
  readonly run: (device: OpenDevice<Command>) => Promise<unknown>;
  readonly limitMs: number;
  /** A newer turn replaces a waiting one that is replaceable; both settle with the same result. */
  readonly replaceable: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (fault: Fault) => void;
}

/**
 * Runs the operations on one device one after the other: its commands, and the polls for evidence, so that a printer is
 * never polled in the middle of a job.
 */
export class CommandQueue<Command> {
  readonly #clock: Clock;
  readonly #failed: (fault: Fault) => void;
  #waiting: Turn<Command>[] = [];
  #device: OpenDevice<Command> | undefined;
  /** The device on which a turn is under way. A turn that hangs on a device already gone does not block the queue. */
  #running: OpenDevice<Command> | undefined;

  /** `failed` is called with every fault of a turn whose device was still attached. */
  constructor(clock: Clock, failed: (fault: Fault) => void) {
    this.#clock = clock;
    this.#failed = failed;
  }

  /** From now on the commands go to this device. */
  attach(device: OpenDevice<Command>): void {
    this.#device = device;
    this.#next();
  }

  /** The device closed its link and is being opened again: waiting turns were not begun, and run on it afterwards. */
  pause(): void {
    this.#device = undefined;
    this.#running = undefined;
  }

  /**
   * The device is gone. Waiting turns are rejected with `link.absent`, because none was begun; a turn under way ends by
   * itself or by its time limit.
   */
  detach(why: Fault): void {
    this.pause();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const turn of waiting) turn.reject(new Fault('link.absent', why.message, { cause: why }));
  }

  /**
   * Rejects with the Fault of `run`, or with `link.timeout` when it did not end within `limitMs` and what the device
   * needs more (`extraMs`).
   */
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
    const limitMs = turn.limitMs + (device.extraMs?.() ?? 0);
    const late = () => new Fault('link.timeout', `no end within ${limitMs} ms`);
    const work = callGuarded(() => turn.run(device));
    within(this.#clock, limitMs, work, late, 'device: command')
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

/** Turns an exception of a driver into a rejection. */
export function callGuarded<T>(call: () => Promise<T>): Promise<T> {
  try {
    return Promise.resolve(call());
  } catch (thrown) {
    return Promise.reject(thrown);
  }
}

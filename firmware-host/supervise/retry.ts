import type { Fault } from '../../devices/fault.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { backoffMs } from './backoff.ts';
import { limits } from './device-limits.ts';

/**
 * When a device that failed is tried again: ever later, until it has been well for a minute. Being opened alone proves
 * little: a device that dies as soon as it is used would otherwise be opened twice a second for ever.
 */
export class Retry {
  readonly #clock: Clock;
  /** 0 up to 1, for the jitter. */
  readonly #random: () => number;
  readonly #run: () => void;
  #failures = 0;
  #firstDenied: Millis | undefined;
  /** Until when a device that closed an idle link is waited for, and may end new ones that it is not ready for. */
  #awaited: Millis = Number.NEGATIVE_INFINITY;
  #open = true;
  /** How soon it is tried again in the grace that excuses it. */
  #graceMs: Millis = 0;
  #waiting: Cancel | undefined;

  constructor(clock: Clock, random: () => number, run: () => void) {
    this.#clock = clock;
    this.#random = random;
    this.#run = run;
  }

  /**
   * Whether this is no fault to tell yet: udev may still be at work on a fresh device, or one that closed is not ready.
   */
  excuses(fault: Fault): boolean {
    const graceMs = this.#withinGrace(fault);
    if (graceMs === undefined) return false;
    this.#graceMs = graceMs;
    return true;
  }

  /** Has it tried again soon, after a failure that is excused. */
  inGrace(): void {
    this.#after(this.#graceMs);
  }

  /** It failed: has it tried again, ever later. */
  later(): void {
    this.#failures++;
    this.#after(backoffMs(this.#failures, this.#random()));
  }

  /**
   * It ended a link: that is no failure where it `stood` well, and it is opened again at once; or soon after it has
   * done so.
   */
  closed(stood: boolean): void {
    const once = stood || !this.awaited;
    if (once) this.#awaited = this.#clock.now() + limits.reopen.withinMs;
    this.#open = false;
    this.#after(once ? 0 : limits.reopen.retryMs);
  }

  /** It has closed an idle link a moment ago. */
  get awaited(): boolean {
    return this.#clock.now() < this.#awaited;
  }

  /** Tries now, if a try is due at all. */
  now(): void {
    if (this.#waiting === undefined) return;
    this.stop();
    this.#run();
  }

  /** It opened: it was allowed to. */
  opened(): void {
    this.#firstDenied = undefined;
    this.#open = true;
  }

  /** It has been well for long enough. */
  healthy(): void {
    this.#failures = 0;
  }

  stop(): void {
    this.#waiting?.();
    this.#waiting = undefined;
  }

  #after(ms: Millis): void {
    this.#waiting = this.#clock.after(
      ms,
      () => {
        this.#waiting = undefined;
        this.#run();
      },
      'device: retry',
    );
  }

  /** How soon it is tried again without a fault to tell; undefined: it has failed. */
  #withinGrace(fault: Fault): Millis | undefined {
    const now = this.#clock.now();
    if (this.awaited && !this.#open) return limits.reopen.retryMs;
    // Whatever else is wrong with it in between, such as not being there, the grace starts afresh at each plug-in.
    if (fault.code !== 'link.permission') {
      this.#firstDenied = undefined;
      return undefined;
    }
    this.#firstDenied ??= now;
    return now - this.#firstDenied < limits.permissionGraceMs ? limits.permissionRetryMs : undefined;
  }
}

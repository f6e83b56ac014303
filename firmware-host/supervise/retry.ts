import type { Fault } from '../../devices/fault.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { backoffMs } from './backoff.ts';
import { limits } from './device-limits.ts';

/**
 * Decides when a failed device is tried again: after growing waits, until it has been healthy for a minute. An open
 * alone proves little: a device that fails as soon as it is used would otherwise be opened twice a second for ever.
 */
export class Retry {
  readonly #clock: Clock;
  /** 0 up to 1, for the jitter. */
  readonly #random: () => number;
  readonly #run: () => void;
  #failures = 0;
  #firstDenied: Millis | undefined;
  /** Until when a device that closed an idle link is excused: it may not be ready yet, and may close new links. */
  #awaited: Millis = Number.NEGATIVE_INFINITY;
  #open = true;
  /** The wait before the next attempt within the grace period. */
  #graceMs: Millis = 0;
  #waiting: Cancel | undefined;

  constructor(clock: Clock, random: () => number, run: () => void) {
    this.#clock = clock;
    this.#random = random;
    this.#run = run;
  }

  /**
   * Whether a fault is not yet to be reported: udev may still be at work on a device just plugged in, or a device that
   * closed its link is not ready yet.
   */
  excuses(fault: Fault): boolean {
    const graceMs = this.#withinGrace(fault);
    if (graceMs === undefined) return false;
    this.#graceMs = graceMs;
    return true;
  }

  /** Schedules the next attempt soon, after an excused failure. */
  inGrace(): void {
    this.#after(this.#graceMs);
  }

  /** Counts a failure and schedules the next attempt after a growing wait. */
  later(): void {
    this.#failures++;
    this.#after(backoffMs(this.#failures, this.#random()));
  }

  /**
   * The device closed its link. If the link had lasted (`stood`), that is not a failure and it is opened again at once;
   * if the device closed one a moment ago, it is opened again soon.
   */
  closed(stood: boolean): void {
    const once = stood || !this.#isAwaited;
    if (once) this.#awaited = this.#clock.now() + limits.reopen.withinMs;
    this.#open = false;
    this.#after(once ? 0 : limits.reopen.retryMs);
  }

  /** An orderly close of a healthy link; or any end of the next one, which the device took too early. */
  isIdleClose(code: Fault['code'], stood: boolean): boolean {
    if (this.#isAwaited && !stood) return code === 'link.closed' || code === 'link.io_error';
    return code === 'link.closed' && stood;
  }

  /** Whether it closed an idle link a moment ago. */
  get #isAwaited(): boolean {
    return this.#clock.now() < this.#awaited;
  }

  /** Tries now, if an attempt is scheduled. */
  now(): void {
    if (this.#waiting === undefined) return;
    this.stop();
    this.#run();
  }

  /** The open succeeded, so permission was not refused. */
  opened(): void {
    this.#firstDenied = undefined;
    this.#open = true;
  }

  /** The device has been healthy for long enough: reset the backoff. */
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

  /** The wait before an attempt without reporting the fault; undefined when the fault counts as a failure. */
  #withinGrace(fault: Fault): Millis | undefined {
    const now = this.#clock.now();
    if (this.#isAwaited && !this.#open) return limits.reopen.retryMs;
    // Any other fault in between, such as an absent device, restarts the grace period: it begins anew at each plug-in.
    if (fault.code !== 'link.permission') {
      this.#firstDenied = undefined;
      return undefined;
    }
    this.#firstDenied ??= now;
    return now - this.#firstDenied < limits.permissionGraceMs ? limits.permissionRetryMs : undefined;
  }
}

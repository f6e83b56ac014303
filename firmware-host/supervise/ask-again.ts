import type { OpenDevice } from '../../devices/kind.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { repeatAfter } from '../async/interval.ts';
import type { CommandQueue } from './command-queue.ts';
import { limits } from './device-limits.ts';

/**
 * While `going`, polls an open device for evidence and redraws an idle display, as far as the driver supports them. A
 * failed poll is judged like a failed command: a lost device ends the series, any other failure does not.
 */
export function askAgain<Command>(of: {
  readonly clock: Clock;
  readonly queue: CommandQueue<Command>;
  readonly device: OpenDevice<Command>;
  /** `staleMs`: where the commands of a role take longer than `limits.staleMs`. */
  readonly policy: { readonly probeEveryMs: Millis; readonly probeMs: Millis; readonly staleMs?: Millis };
  readonly refreshMs: Millis | undefined;
  readonly going: () => boolean;
  /** Called when the device answered a poll. */
  readonly good: () => void;
  /** When there was evidence last. */
  readonly lastGoodAt: () => Millis;
  /** Called when a device that can be polled has given no evidence for too long. */
  readonly stale: () => void;
  readonly redrawn: () => void;
}): void {
  const { clock, queue, device, policy, refreshMs, going } = of;
  const { staleMs = limits.staleMs } = policy;

  function every(ms: Millis, question: (device: OpenDevice<Command>) => Promise<void>, name: string): void {
    repeatAfter(clock, ms, () => queue.add(question, policy.probeMs), name, going);
  }

  /**
   * Reports a pollable device that has not answered for long, as in the middle of a job: meanwhile it is not shown as
   * online.
   */
  function watchEvidence(ms: Millis): void {
    clock.after(
      ms,
      () => {
        if (!going()) return;
        const left = of.lastGoodAt() + staleMs - clock.now();
        if (left <= 0) of.stale();
        watchEvidence(left > 0 ? Math.min(left, limits.staleMs) : limits.staleMs);
      },
      'device: evidence',
    );
  }

  if (device.probe !== undefined) {
    every(
      device.probeEveryMs ?? policy.probeEveryMs,
      async (open) => {
        await open.probe?.();
        of.good();
      },
      'device: question',
    );
    watchEvidence(limits.staleMs);
  }
  if (device.refresh !== undefined && refreshMs !== undefined)
    every(
      refreshMs,
      async (open) => {
        await open.refresh?.();
        of.redrawn();
      },
      'device: redraw',
    );
}

import type { OpenDevice } from '../../devices/kind.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { repeatAfter } from '../async/interval.ts';
import type { CommandQueue } from './command-queue.ts';
import { limits } from './device-limits.ts';

/**
 * Asks an open device again and again whether it is there, and has an idle display redrawn, as far as it knows how and
 * while `going`. A failed question is judged where commands fail: a lost device ends the series, any other answer does
 * not.
 */
export function askAgain<Command>(of: {
  readonly clock: Clock;
  readonly queue: CommandQueue<Command>;
  readonly device: OpenDevice<Command>;
  readonly policy: { readonly probeEveryMs: Millis; readonly probeMs: Millis };
  readonly refreshMs: Millis | undefined;
  readonly going: () => boolean;
  /** It has proved that it is there. */
  readonly good: () => void;
  /** When it proved that last. */
  readonly lastGoodAt: () => Millis;
  /** It could be asked, and has proved nothing for too long. */
  readonly stale: () => void;
  readonly redrawn: () => void;
}): void {
  const { clock, queue, device, policy, refreshMs, going } = of;

  function every(ms: Millis, question: (device: OpenDevice<Command>) => Promise<void>, name: string): void {
    repeatAfter(clock, ms, () => queue.add(question, policy.probeMs), name, going);
  }

  /** What could be asked and has not answered for long, as in the middle of a job, is not called online meanwhile. */
  function watchEvidence(ms: Millis): void {
    clock.after(
      ms,
      () => {
        if (!going()) return;
        const left = of.lastGoodAt() + limits.staleMs - clock.now();
        if (left <= 0) of.stale();
        watchEvidence(left > 0 ? left : limits.staleMs);
      },
      'device: evidence',
    );
  }

  if (device.probe !== undefined) {
    every(
      policy.probeEveryMs,
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

import { execFile } from 'node:child_process';
import type { Clock } from '../../devices/ports.ts';

/** The machine's monotonic clock. Its timers do not keep the process alive by themselves. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Unix milliseconds, as the system says; right or wrong. */
export const systemWall = (): number => Date.now();

/**
 * Whether the system knows its time to be right. Asked of systemd at most once a minute, in the background; until
 * the first answer, and where nobody can be asked, it is not known, and that is what is said.
 */
export function systemTimeTrusted(clock: Clock): () => boolean {
  let synchronised = false;
  let askedAt: number | undefined;
  const ask = () => {
    askedAt = clock.now();
    execFile(
      'timedatectl',
      ['show', '--property=NTPSynchronized', '--value'],
      { timeout: 5_000 },
      (error, answer) => {
        synchronised = error === null && answer.trim() === 'yes';
      },
    );
  };
  ask();
  return () => {
    if (askedAt === undefined || clock.now() - askedAt > 60_000) ask();
    return synchronised;
  };
}

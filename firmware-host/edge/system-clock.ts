import { execFile } from 'node:child_process';
import { uptime } from 'node:os';
import type { Clock, Millis } from '../../devices/ports.ts';

/** Every pending timer of this process. With a set, adding one stays cheap however many there are. */
const waiting = new Set<{ readonly name: string; readonly dueAt: Millis }>();

/** The machine's monotonic clock. Its timers do not keep the process alive by themselves. */
export const systemClock = {
  now: () => performance.now(),
  after(ms, run, name = 'unnamed') {
    const one = { name, dueAt: performance.now() + ms };
    waiting.add(one);
    const timer = setTimeout(
      () => {
        waiting.delete(one);
        run();
      },
      // What a process that was held up is late for is due now. Newer Nodes write a warning of a time that is negative.
      Math.max(0, ms),
    );
    return () => {
      waiting.delete(one);
      clearTimeout(timer);
    };
  },
  timers() {
    const now = performance.now();
    return [...waiting]
      .map(({ name, dueAt }) => ({ name, inMs: dueAt - now }))
      .sort((one, other) => one.inMs - other.inMs);
  },
} as const satisfies Clock;

/** The kernel's monotonic time in ms, in which it stamps the edges of GPIO lines. */
export const kernelTime = (): number => Number(process.hrtime.bigint()) / 1e6;

/** The system's clock in Unix milliseconds, right or wrong. */
export const systemWall = (): number => Date.now();

/** How long the machine has been asleep (suspended): its uptime counts that time, the monotonic clock does not. */
export const systemAsleepMs = (): number => uptime() * 1_000 - performance.now();

/** After a jump larger than this, systemd is asked again ... */
const movedMs = 1_000;
/** ... but not more often than this, if the clock jumps all the time. */
const againMs = 5_000;

/**
 * Whether the system knows its time to be right. systemd is asked in the background, once a minute and after a jump of
 * the clock. Until the first answer, and where systemd cannot be asked, the result is false.
 */
export function systemTimeTrusted(
  clock: Clock,
  run: (told: (synchronised: boolean) => void) => void = askSystemd,
  wall: () => number = systemWall,
): () => boolean {
  let synchronised = false;
  let askedAt: number | undefined;
  let offset = 0;
  const ask = () => {
    askedAt = clock.now();
    offset = wall() - clock.now();
    try {
      run((answer) => {
        synchronised = answer;
      });
    } catch {
      // Node throws when there is no memory for another process: then systemd could not be asked.
      synchronised = false;
    }
  };
  ask();
  return () => {
    const sinceMs = askedAt === undefined ? Number.POSITIVE_INFINITY : clock.now() - askedAt;
    const moved = Math.abs(wall() - clock.now() - offset) > movedMs;
    if (sinceMs > (moved ? againMs : 60_000)) ask();
    return synchronised;
  };
}

function askSystemd(told: (synchronised: boolean) => void): void {
  const question = ['show', '--property=NTPSynchronized', '--value'];
  execFile('timedatectl', question, { timeout: 5_000 }, (error, answer) =>
    told(error === null && answer.trim() === 'yes'),
  );
}

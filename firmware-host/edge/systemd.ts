import { execFile } from 'node:child_process';
import type { Millis } from '../../devices/ports.ts';

/** `systemd-notify` itself waits up to 5 s until systemd has taken what it sent, so that the sender is known by then. */
const sendMostMs = 10_000;

/** The service manager that started this process. */
export interface ServiceManager {
  /** It ends the process when it has not been fed for so long. Undefined: it does not watch. */
  readonly watchdogMs: Millis | undefined;
  /** Tells it, such as `READY=1` (sd_notify(3)). Returns at once; what is told arrives in order. */
  notify(...told: readonly string[]): void;
}

/**
 * systemd as it introduces itself in the environment (sd_notify(3), sd_watchdog_enabled(3)); undefined where it did
 * not start this process. Node has no datagram sockets of the Unix kind, so `systemd-notify` speaks for it: a child for
 * some milliseconds twice per watchdog interval, against a native package that every board would have to build. The
 * unit needs `NotifyAccess=all` for that.
 */
export function openSystemd(
  env: Readonly<Record<string, string | undefined>>,
  report: (why: Error) => void,
): ServiceManager | undefined {
  const { NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID, PATH } = env;
  if (NOTIFY_SOCKET === undefined || NOTIFY_SOCKET === '') return undefined;
  const micros = Number(WATCHDOG_USEC);
  const watches = micros > 0 && (WATCHDOG_PID === undefined || Number(WATCHDOG_PID) === process.pid);
  const child = { env: { NOTIFY_SOCKET, PATH }, timeout: sendMostMs };
  let last: Promise<void> = Promise.resolve();

  const send = (told: readonly string[]) =>
    new Promise<void>((sent) => {
      execFile('systemd-notify', told, child, (error) => {
        if (error !== null) report(error);
        sent();
      });
    });
  return {
    watchdogMs: watches ? micros / 1_000 : undefined,
    notify(...told) {
      last = last.then(() => send(told));
    },
  };
}

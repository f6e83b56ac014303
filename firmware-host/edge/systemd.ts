import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Millis } from '../../devices/ports.ts';

/**
 * A shell loop that notifies systemd of each line that it reads, until the pipe ends with this process. A stop of the
 * service sends SIGTERM to all its processes: this shell ignores it, and so does the running `systemd-notify`, which
 * inherits that, so that the last line is still sent. No time limit is set, since `timeout` would die of the SIGTERM:
 * `systemd-notify` waits 5 s at most for systemd to take the message. If it hangs all the same, the watchdog is not
 * fed, which ends it too.
 */
const teller = `trap '' TERM
while IFS= read -r told; do
  systemd-notify "$told" || echo "systemd-notify ended with $?" >&2
done`;

/** The service manager that started this process. */
export interface ServiceManager {
  /** It ends the process when it has not been fed for this long. Undefined: there is no watchdog. */
  readonly watchdogMs: Millis | undefined;
  /** Sends it a notification, such as `READY=1` (sd_notify(3)). Returns at once; notifications arrive in order. */
  notify(...told: readonly string[]): void;
}

/**
 * systemd, if its environment variables are set (sd_notify(3), sd_watchdog_enabled(3)); undefined when it did not start
 * this process. Node has no datagram sockets of the Unix kind, so `systemd-notify` sends the notifications; the
 * alternative is a native package that every board would have to build. A small shell starts it, because starting a
 * program blocks a process for longer the more memory it has, this one for tens of milliseconds. The unit needs
 * `NotifyAccess=all` for that.
 */
export function openSystemd(
  env: Readonly<Record<string, string | undefined>>,
  report: (why: Error) => void,
): ServiceManager | undefined {
  const { NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID, PATH } = env;
  if (NOTIFY_SOCKET === undefined || NOTIFY_SOCKET === '') return undefined;
  const micros = Number(WATCHDOG_USEC);
  const watches = micros > 0 && (WATCHDOG_PID === undefined || Number(WATCHDOG_PID) === process.pid);

  let running: ChildProcess | undefined;
  const start = () => {
    const child = spawn('sh', ['-c', teller], {
      env: { NOTIFY_SOCKET, PATH },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const gone = (why: Error) => {
      if (running !== child) return;
      running = undefined;
      report(why);
    };
    child.on('error', gone);
    child.on('exit', (code, signal) => gone(new Error(`what tells systemd ended with ${code ?? signal}`)));
    child.stdin.on('error', gone);
    child.stderr.on('data', (text) => report(new Error(String(text).trim())));
    // The shell lives as long as this process, and does not keep it alive.
    child.unref();
    for (const pipe of [child.stdin, child.stderr]) (pipe as unknown as Socket).unref();
    return child;
  };
  running = start();

  return {
    watchdogMs: watches ? micros / 1_000 : undefined,
    notify(...told) {
      running ??= start();
      for (const line of told) running.stdin?.write(`${line.replaceAll('\n', ' ')}\n`);
    },
  };
}

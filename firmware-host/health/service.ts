/** Notifies the service manager of the hall's state (sd_notify(3)). */
export interface ServiceReport {
  /** Sends a notification if there is news. */
  check(): void;
  stopping(): void;
}

/** Sends `ready` once the keys work, and a line of status whenever it changes. */
export function reportService(of: {
  readonly notify: (...told: readonly string[]) => void;
  /** Whether every key device has been opened, or is known to be absent. */
  readonly keysWork: () => boolean;
  /** One line for `systemctl status`. */
  readonly status: () => string;
}): ServiceReport {
  let ready = false;
  let said = '';
  return {
    check() {
      const status = of.status();
      const first = !ready && of.keysWork();
      ready ||= first;
      if (!first && status === said) return;
      said = status;
      of.notify(...(first ? ['READY=1'] : []), `STATUS=${status}`);
    },
    stopping: () => of.notify('STOPPING=1'),
  };
}

/** What the service manager is told of the hall's life (sd_notify(3)). */
export interface ServiceReport {
  /** Looks whether there is something to tell. */
  check(): void;
  stopping(): void;
}

/** `ready` once the keys work, and a line of status whenever it reads differently. */
export function reportService(of: {
  readonly notify: (...told: readonly string[]) => void;
  /** Whether every key device has been opened, or is known not to be there. */
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

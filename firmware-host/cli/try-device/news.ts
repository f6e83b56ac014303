import type { Device } from '../../../config/site.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import type { Role, RoleEvents } from '../../../devices/roles.ts';

type Heard = (event: RoleEvents[Role]) => void;

/** The events of devices on the bench, and waiting for them. */
export interface News {
  /** Calls `take` with this device's events from now on; one listener. */
  listen(id: string, take: Heard): void;
  /**
   * Resolves to true when `look` returns true within the time. `look` is called whenever a device changes or has an
   * event.
   */
  comes(ms: Millis, look: () => boolean): Promise<boolean>;
  /** To be called with an event of a device. */
  told(device: Device, event: RoleEvents[Role]): void;
  /** To be called when a device has changed. */
  changed(): void;
}

export function createNews(clock: Clock): News {
  const heard = new Map<string, Heard>();
  const checks = new Set<() => void>();
  const changed = () => {
    for (const check of checks) check();
  };
  return {
    listen: (id, take) =>
      void heard.set(id, (event) => {
        take(event);
        changed();
      }),
    comes: (ms, look) =>
      new Promise((resolve) => {
        const settle = (is: boolean) => {
          cancel();
          checks.delete(check);
          resolve(is);
        };
        const cancel = clock.after(ms, () => settle(false), 'trial: news');
        const check = () => {
          if (look()) settle(true);
        };
        checks.add(check);
        check();
      }),
    told: (device, event) => heard.get(device.id)?.(event),
    changed,
  };
}

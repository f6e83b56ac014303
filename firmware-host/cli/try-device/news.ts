import type { Device } from '../../../config/site.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import type { Role, RoleEvents } from '../../../devices/roles.ts';

type Heard = (event: RoleEvents[Role]) => void;

/** What devices on the bench tell, and waiting for it. */
export interface News {
  /** Takes what this device tells from now on; one listener. */
  listen(id: string, take: Heard): void;
  /** True when `look` says so before the time is over. `look` is asked whenever a device changes or tells something. */
  comes(ms: Millis, look: () => boolean): Promise<boolean>;
  /** A device has told something. */
  told(device: Device, event: RoleEvents[Role]): void;
  /** A device has changed. */
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

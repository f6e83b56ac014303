import { Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { ActiveFaults } from './active-faults.ts';
import type { Admin, DeviceStateName, DeviceStatus } from './device-status.ts';
import { Flapping } from './flapping.ts';

/** What a device is shown as: what people want of it, its state, since when, and the reasons that stand. */
export class ShownState {
  readonly #clock: Clock;
  readonly reasons = new ActiveFaults();
  readonly #flapping = new Flapping();
  #state: DeviceStateName;
  #since: Millis;

  admin: Admin;

  constructor(clock: Clock, enabled: boolean) {
    this.#clock = clock;
    this.admin = enabled ? 'enabled' : 'disabled';
    this.#state = enabled ? 'starting' : 'disabled';
    this.#since = clock.now();
  }

  get state(): DeviceStateName {
    return this.#state;
  }

  read(): Pick<DeviceStatus, 'admin' | 'state' | 'usable' | 'since' | 'reasons'> {
    const reasons = this.reasons.list();
    const up = this.#state === 'online' || this.#state === 'degraded';
    return {
      admin: this.admin,
      state: this.#state,
      usable: up && this.admin === 'enabled' && !reasons.some((reason) => reason.severity === 'error'),
      since: this.#since,
      reasons,
    };
  }

  /** Why it is asked nothing now. */
  absent(id: string): Fault {
    const [reason] = this.reasons.list();
    return new Fault('link.absent', reason?.text ?? `${id} is ${this.#state}`);
  }

  /** `up`: online, or degraded while a reason stands that is more than information. */
  become(next: 'up' | 'offline' | 'unknown'): void {
    const state = next === 'up' ? this.#upState() : next;
    if (state === this.#state) return;
    const now = this.#clock.now();
    const lasting = this.#state === 'offline' || state === 'offline';
    const changes = lasting && this.#state !== 'starting' ? this.#flapping.note(now) : undefined;
    if (changes !== undefined) this.reasons.raise('link.flapping', `${changes} changes within a minute`, now);
    this.#state = state;
    this.#since = now;
  }

  /** `undefined` clears. `raised`: it did not stand before. */
  warn(code: FaultCode, text: string | undefined): 'raised' | 'again' | 'cleared' | 'none' {
    if (text === undefined) return this.reasons.clear(code) ? 'cleared' : 'none';
    const stood = this.reasons.stands(code);
    this.reasons.raise(code, text, this.#clock.now());
    return stood ? 'again' : 'raised';
  }

  /** Why its link is gone: a fault of the link takes the place of others before it. */
  lost({ code, message }: Fault): void {
    this.#clearLink((other) => other !== code);
    this.reasons.raise(code, message, this.#clock.now());
  }

  /** Its link is there again. */
  linked(): void {
    this.#clearLink(() => true);
    this.reasons.clear('driver.error');
  }

  /** That it comes and goes outlives the faults that it came and went with. */
  #clearLink(matches: (code: FaultCode) => boolean): void {
    this.reasons.clearWhere((code) => code.startsWith('link.') && code !== 'link.flapping' && matches(code));
  }

  #upState(): 'online' | 'degraded' {
    return this.reasons.list().some((reason) => reason.severity !== 'info') ? 'degraded' : 'online';
  }
}

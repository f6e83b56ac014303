import { Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { ActiveFaults } from './active-faults.ts';
import { type Admin, type DeviceStateName, type DeviceStatus, isThere } from './device-status.ts';
import { Flapping } from './flapping.ts';

/** The status that is shown for a device: what people have set, its state, since when, and its active reasons. */
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
    const up = isThere({ state: this.#state });
    return {
      admin: this.admin,
      state: this.#state,
      usable: up && this.admin === 'enabled' && !reasons.some((reason) => reason.severity === 'error'),
      since: this.#since,
      reasons,
    };
  }

  /** The fault for a command to a device that is not open. */
  absent(id: string): Fault {
    const [reason] = this.reasons.list();
    return new Fault('link.absent', reason?.text ?? `${id} is ${this.#state}`);
  }

  /** `up`: online, or degraded while a reason above severity `info` is active. */
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

  /** A `text` of undefined clears the reason. `raised`: it was not active before. */
  warn(code: FaultCode, text: string | undefined): 'raised' | 'again' | 'cleared' | 'none' {
    if (text === undefined) return this.reasons.clear(code) ? 'cleared' : 'none';
    const stood = this.reasons.stands(code);
    this.reasons.raise(code, text, this.#clock.now());
    return stood ? 'again' : 'raised';
  }

  /** Shows why the link was lost: this fault replaces other faults of the link. */
  lost({ code, message }: Fault): void {
    this.#clearLink((other) => other !== code);
    this.reasons.raise(code, message, this.#clock.now());
  }

  /** The link is up again: clears the faults of the link. */
  linked(): void {
    this.#clearLink(() => true);
    this.reasons.clear('driver.error');
  }

  /** `link.flapping` is kept: it outlives the single losses that it consists of. */
  #clearLink(matches: (code: FaultCode) => boolean): void {
    this.reasons.clearWhere((code) => code.startsWith('link.') && code !== 'link.flapping' && matches(code));
  }

  #upState(): 'online' | 'degraded' {
    return this.reasons.list().some((reason) => reason.severity !== 'info') ? 'degraded' : 'online';
  }
}

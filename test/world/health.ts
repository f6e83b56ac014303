import type { Site } from '../../config/site.ts';
import type { Millis } from '../../devices/ports.ts';

/** As supervise/device-limits.ts: the longest wait between two attempts. */
const backoffMaxMs: Millis = 30_000;
/** As there: only after this does a device that fails again begin with the shortest wait. */
const healthyAfterMs: Millis = 60_000;
/** What the system tells of when it is plugged in works again this soon. */
const pluggedMs: Millis = 2_000;
/** What is shown is true, and what is back works, this long after the last fault at the latest. */
export const promiseMs: Millis = 5_000;

/** What is wrong with each device by the world's doing, and since when nothing is. */
export class Health {
  readonly #site: Site;
  readonly #troubles = new Map<string, number>();
  readonly #wellSince = new Map<string, Millis>();
  readonly #illSince = new Map<string, Millis>();
  /** When the trouble before the last one was over, where the device had not been well for long since. */
  readonly #before = new Map<string, Millis>();

  constructor(site: Site) {
    this.#site = site;
  }

  /** What hangs on the same cable as this device, itself included. */
  beside(id: string): readonly string[] {
    const cable = this.#cableOf(id);
    return this.#site.devices
      .filter((device) => this.#cableOf(device.id) === cable)
      .map((device) => device.id);
  }

  harmed(id: string, now: Millis): void {
    const troubles = this.#troubles.get(id) ?? 0;
    const healed = this.#wellSince.get(id);
    if (troubles === 0) {
      if (healed !== undefined && now < healed + this.#backMs(id, 0) + healthyAfterMs)
        this.#before.set(id, healed);
      else this.#before.delete(id);
      if (this.isWell(id, now)) this.#illSince.set(id, now);
    }
    this.#troubles.set(id, troubles + 1);
  }

  /** Whether that was the last thing wrong with it. */
  healed(id: string, now: Millis): boolean {
    const troubles = (this.#troubles.get(id) ?? 0) - 1;
    this.#troubles.set(id, troubles);
    if (troubles === 0) this.#wellSince.set(id, now);
    return troubles === 0;
  }

  /** How many things are wrong with it at this moment. */
  troublesOf(id: string): number {
    return this.#troubles.get(id) ?? 0;
  }

  /** Nothing is wrong with it at this moment, and it may still be on its way back. */
  isWhole(id: string): boolean {
    return (this.#troubles.get(id) ?? 0) === 0;
  }

  /** It must work by now: the process runs since `started`, and the wait between two attempts is over. */
  isWell(id: string, now: Millis, started: Millis = 0): boolean {
    if (!this.isWhole(id)) return false;
    const wellSince = this.#wellSince.get(id) ?? 0;
    return now >= Math.max(started, wellSince + this.#backMs(id, started)) + promiseMs;
  }

  /** How long it may take until it is tried again, by a process that runs since `started`. */
  #backMs(id: string, started: Millis): Millis {
    if (this.#isPluggable(id)) return pluggedMs;
    if ((this.#before.get(id) ?? 0) > started) return backoffMaxMs;
    const outage = (this.#wellSince.get(id) ?? 0) - Math.max(started, this.#illSince.get(id) ?? 0);
    return Math.min(backoffMaxMs, 1.25 * Math.max(0, outage) + 1_000);
  }

  /** The system tells when such a device arrives. */
  #isPluggable(id: string): boolean {
    const device = this.#site.devices.find((one) => one.id === id);
    return this.#cableOf(id).startsWith('/') || device?.kind.claims(device.options)[0]?.on === 'hid';
  }

  #cableOf(id: string): string {
    const device = this.#site.devices.find((one) => one.id === id);
    if (device === undefined) return id;
    for (const claim of device.kind.claims(device.options)) {
      if (claim.on === 'wire') return claim.address;
      if (claim.on === 'board') return this.#cableOf(claim.board);
    }
    return id;
  }
}

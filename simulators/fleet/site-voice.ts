import { healthEverySeconds, healthText, infoText } from './controller-words.ts';
import { asHealth, asState } from './fleet-line.ts';
import type { HallDay } from './hall-day.ts';
import type { HallTime } from './hall-hours.ts';
import type { Counter, Service } from './hall-lines.ts';
import { counterText, serviceText } from './hall-words.ts';
import type { SimulatedDevice, SiteDevices } from './site-devices.ts';
import type { SiteLink } from './site-link.ts';
import type { SitePlan } from './site-plan.ts';
import type { Timetable } from './timetable.ts';

/** While somebody waits, the state of a service is said this often: its longest wait grows. */
const serviceEveryMs = 10_000;
/** Of devices whose unchanged state is said again with each health, as older controllers do. */
const saidAgainShare = 0.33;

/** What there is to say of a site. */
export interface VoicedSite {
  readonly plan: SitePlan;
  readonly devices: SiteDevices;
  readonly hall: HallDay;
  readonly link: SiteLink;
  /** `controller/state` as it is now. */
  readonly onlineText: string;
  readonly uptimeSeconds: number;
  /** Unix ms of its clock. */
  stamp(): number;
}

/** What a site says of itself, on the connection that it has; without one it says nothing. */
export class SiteVoice {
  readonly #site: VoicedSite;
  readonly #root: string;
  readonly #timetable: Timetable;
  readonly #wanders: boolean;
  readonly #random: () => number;
  /** What does not change is written once. */
  readonly #info: string;
  readonly #infos: ReadonlyMap<SimulatedDevice, string>;
  #healths = 0;

  constructor(
    site: VoicedSite,
    of: {
      readonly timetable: Timetable;
      readonly time: HallTime;
      readonly wanders: boolean;
      readonly random: () => number;
    },
  ) {
    this.#site = site;
    this.#root = `loket/v1/${site.plan.id}/`;
    this.#timetable = of.timetable;
    this.#wanders = of.wanders;
    this.#random = of.random;
    this.#info = infoText(site.plan, of.time.opening);
    this.#infos = new Map(site.devices.all.map((device) => [device, device.infoText(site.plan.isOld)]));
  }

  /** Says its health and its queues from now on, by timers of the site's process. */
  begin(after: (ms: number, run: () => void) => void): void {
    const again = (ms: number, run: () => void): void =>
      after(ms, () => {
        run();
        again(ms, run);
      });
    const healthMs = healthEverySeconds * 1_000;
    after(this.#random() * healthMs, () => again(healthMs, () => this.health()));
    after(this.#random() * serviceEveryMs, () => again(serviceEveryMs, () => this.#services()));
  }

  /** Everything that is retained, in the order of a controller. */
  everything(): void {
    const { devices, hall, link } = this.#site;
    this.state();
    link.publish(`${this.#root}controller/info`, this.#info, asState);
    for (const device of devices.all) {
      link.publish(`${this.#root}device/${device.plan.id}/info`, this.#infos.get(device) ?? '', asState);
      this.device(device);
    }
    for (const service of hall.services) this.service(service);
    for (const counter of hall.counters) this.counter(counter);
    this.health();
  }

  state(): void {
    this.#site.link.publish(`${this.#root}controller/state`, this.#site.onlineText, asState);
  }

  device(device: SimulatedDevice, driftMs = 0): void {
    this.#site.link.publish(
      `${this.#root}device/${device.plan.id}/state`,
      device.stateText(driftMs),
      asState,
    );
  }

  service(service: Service): void {
    const { link, hall, plan } = this.#site;
    if (!link.isUp) return;
    const { visitSeconds, counters } = plan.busyness;
    const desks = counters / plan.services.length;
    const text = serviceText(service, { now: this.#timetable.now, isOpen: hall.isOpen, visitSeconds, desks });
    link.publish(`${this.#root}service/${service.plan.id}/state`, text, asState);
  }

  counter(counter: Counter): void {
    const { link, hall } = this.#site;
    if (!link.isUp) return;
    const { id, serves } = counter.plan;
    const waiting = serves.reduce((sum, nth) => sum + (hall.services[nth]?.waiting ?? 0), 0);
    link.publish(`${this.#root}counter/${id}/state`, counterText(counter, waiting), asState);
  }

  health(): void {
    const { link, devices, plan } = this.#site;
    this.#healths++;
    if (this.#healths % 2 === 0) link.save();
    if (!link.isUp) return;
    const text = healthText(plan, {
      at: this.#site.stamp(),
      // A fast site says it more often.
      everySeconds: Math.max(1, Math.round(healthEverySeconds / this.#timetable.speed)),
      uptimeSeconds: this.#site.uptimeSeconds,
      devicesOnline: devices.online,
      devicesTotal: devices.all.length,
      sent: link.sent,
      backlog: link.backlog,
      replays: link.replays,
    });
    link.publish(`${this.#root}controller/health`, text, asHealth);
    for (const device of devices.all) {
      device.done += device.isUsable ? 1 : 0;
      link.publish(
        `${this.#root}device/${device.plan.id}/health`,
        device.healthText(0, plan.isOld),
        asHealth,
      );
      if (this.#wanders && this.#random() < saidAgainShare) this.device(device, this.#random() < 0.5 ? 1 : 0);
    }
  }

  /** Every topic on which the broker retains something of it. */
  retainedTopics(): readonly string[] {
    const { devices, services, counters } = this.#site.plan;
    return [
      ...['state', 'info', 'health'].map((what) => `controller/${what}`),
      ...devices.flatMap(({ id }) => ['info', 'state', 'health'].map((what) => `device/${id}/${what}`)),
      ...services.map(({ id }) => `service/${id}/state`),
      ...counters.map(({ id }) => `counter/${id}/state`),
    ].map((topic) => this.#root + topic);
  }

  #services(): void {
    for (const service of this.#site.hall.services) if (service.waiting > 0) this.service(service);
  }
}

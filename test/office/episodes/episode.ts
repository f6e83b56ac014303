import type { MaintenanceWindow, Verdict } from '../../../office/verdict/verdict-types.ts';
import type { Fault } from './fault-plan.ts';
import { SimBroker } from './sim-broker.ts';
import type { SimDevice } from './sim-device.ts';
import { SimOffice } from './sim-office.ts';
import { SimSite } from './sim-site.ts';
import { type Random, seeded, VirtualTime } from './virtual-time.ts';

/** Something that befell sites together. */
interface TogetherTruth {
  readonly sites: ReadonlySet<SimSite>;
  readonly verdict: Verdict;
  readonly from: number;
  readonly knownBy: number;
}

interface Special {
  readonly verdict: Verdict;
  readonly from: number;
  readonly to: number;
  readonly until: number;
}

/** The world of one episode, and what is true in it. */
export class Episode {
  readonly time = new VirtualTime();
  readonly random: Random;
  readonly broker: SimBroker;
  readonly office: SimOffice;
  readonly sites: SimSite[] = [];
  readonly wall0 = Date.UTC(2026, 8, 20, 3);
  /** Keys of the causes that are to become an incident, and of those that may. */
  readonly expected = new Set<string>();
  readonly allowed = new Set<string>();
  readonly togethers: TogetherTruth[] = [];
  /** Sites of which something else is true than their own state: known from `from` to `to`, open to `until`. */
  readonly specialOf = new Map<SimSite, Special>();
  /** What is true of a site's devices, since when. */
  readonly devicesOf = new Map<SimSite, { readonly verdict: Verdict | undefined; readonly since: number }>();
  readonly clocks = new Map<SimSite, number>();
  readonly #windows: MaintenanceWindow[] = [];
  readonly #taken = new Set<SimSite>();
  #region: string | undefined;

  constructor(seed: number) {
    this.random = seeded(seed);
    const { time, random, wall0 } = this;
    this.broker = new SimBroker(time, random);
    this.office = new SimOffice(time, random, this.broker, wall0);
    const sizes = [5, 6, 4];
    sizes.forEach((size, region) => {
      for (let n = 0; n < size; n++)
        this.sites.push(
          new SimSite(`mpp-${region}-${n}`, `region-${region}`, { time, random, broker: this.broker, wall0 }),
        );
    });
    for (const site of this.sites) time.after(random() * 5_000, () => site.start(false));
    this.office.connect();
  }

  /** A site to which nothing has happened yet. */
  freeSite(): SimSite {
    const free = this.sites.filter((site) => !this.#taken.has(site) && site.region !== this.#region);
    const site = free[Math.floor(this.random() * free.length)];
    if (site === undefined) throw new Error('no site is left');
    this.#taken.add(site);
    return site;
  }

  /** The sites of the region of this episode: one in which enough say where they are. */
  regionSites(): readonly SimSite[] {
    const enough = (region: string): boolean =>
      this.sites.filter((site) => site.region === region && !site.isOld).length >= 3;
    const regions = ['region-0', 'region-1', 'region-2'];
    this.#region ??= regions.filter(enough)[0] ?? this.#renew();
    return this.sites.filter(({ region }) => region === this.#region);
  }

  #renew(): string {
    throw new Error('no region with three sites of this version');
  }

  expect(key: string): void {
    this.expected.add(key);
  }

  allow(key: string): void {
    this.allowed.add(key);
  }

  together(sites: readonly SimSite[], verdict: Verdict, knownAfterMs: number): void {
    const from = this.time.now;
    this.togethers.push({ sites: new Set(sites), verdict, from, knownBy: from + knownAfterMs });
  }

  special(site: SimSite, verdict: Verdict, fromMs: number, toMs: number, untilMs: number): void {
    const { now } = this.time;
    this.specialOf.set(site, { verdict, from: now + fromMs, to: now + toMs, until: now + untilMs });
  }

  maintain(window: MaintenanceWindow): void {
    this.#windows.push(window);
    this.office.verdicts.setWindows(this.#windows);
    this.office.judge();
  }

  clockWrong(site: SimSite): void {
    this.clocks.set(site, this.time.now);
  }

  setDevices(
    site: SimSite,
    ids: readonly string[],
    to: Partial<SimDevice>,
    verdict: Verdict | undefined,
  ): void {
    const set = (id: string): void => {
      const device = site.devices.find((one) => one.id === id);
      if (device === undefined) return;
      Object.assign(device, { ...to, since: this.time.now });
      site.sayDevice(device);
    };
    // One after the other, as a controller notices it.
    ids.forEach((id, index) => void this.time.after(index * 300, () => set(id)));
    this.devicesOf.set(site, { verdict, since: this.time.now + ids.length * 300 });
  }

  /** A second controller with the same id, as when a card was copied. */
  twin(site: SimSite): void {
    const { time, random, broker, wall0 } = this;
    const twin = new SimSite(site.id, site.region, { time, random, broker, wall0 });
    twin.start(false);
  }

  play(faults: readonly Fault[], lengthMs: number, look: () => void): void {
    let at = 70_000;
    for (const fault of faults) {
      this.time.after(at, () => fault(this));
      at += this.random() * 40_000;
    }
    this.time.runTo(60_000);
    this.broker.save();
    while (this.time.now < lengthMs) {
      this.time.runTo(this.time.now + 1_000);
      look();
    }
  }
}

import type { DeviceSeen, FleetView, ServiceSeen, SiteSeen } from '../../../office/fleet/fleet-view.ts';
import type { MetricsSource } from '../../../office/metrics/metrics-source.ts';
import { renderMetrics } from '../../../office/metrics/render-metrics.ts';
import type { Judgement, MaintenanceWindow, Moment } from '../../../office/verdict/verdict-types.ts';
import { type Before, createVerdicts } from '../../../office/verdict/verdicts.ts';
import { realClock } from '../../real-clock.ts';

const since = { at: 0, wall: 0 };
const nothingSaid: Judgement = {
  ...{ verdict: 'unknown', reasons: [], candidates: [], confidence: 'open', fix: 'nobody' },
  ...{ since, knownAt: since },
};

/** A view of sites that are made up: what is not given is not said. */
export function siteSeen(id: string, more: Partial<SiteSeen> = {}): SiteSeen {
  const inventory = {
    ...{ version: undefined, siteHash: undefined, os: undefined, node: undefined, kinds: undefined },
  };
  return {
    ...{ id, title: undefined, region: undefined, place: undefined, heardAt: undefined, inventory },
    ...{ zone: undefined, hours: undefined },
    ...{ judgement: nothingSaid, devices: new Map(), services: new Map(), counters: new Map(), ...more },
  };
}

export function judged(verdict: Judgement['verdict'], more: Partial<Judgement> = {}): Judgement {
  return { ...nothingSaid, verdict, ...more };
}

export function deviceSeen(id: string, judgement: Judgement | undefined): DeviceSeen {
  const unsaid = { role: undefined, kind: undefined, model: undefined, place: undefined, state: undefined };
  const said = { admin: undefined, reasons: [], paperMm: undefined };
  return { id, title: undefined, ...unsaid, ...said, judgement };
}

export function serviceSeen(id: string, more: Partial<ServiceSeen> = {}): ServiceSeen {
  const unsaid = { title: undefined, isOpen: undefined, waiting: undefined, longestWaitSeconds: undefined };
  const figures = { issuedToday: undefined, quotaLeft: undefined, quota: undefined };
  return { id, ...unsaid, isSurging: undefined, ...figures, ...more };
}

export function viewOf(sites: readonly SiteSeen[], more: Partial<FleetView> = {}): FleetView {
  const byId = new Map(sites.map((site) => [site.id, site]));
  return {
    listeningSince: 1,
    sites: () => byId.values(),
    site: (id) => byId.get(id),
    incidents: () => [],
    onChange: () => () => undefined,
    ...more,
  };
}

export function sourceOf(view: FleetView, more: Partial<MetricsSource> = {}): MetricsSource {
  return {
    view,
    figures: () => ({
      ...{ eventsApplied: 5, waitingBytes: 0, replaysAsked: 0, lagSeconds: 0, isStoreThere: true },
      ...{ storeFaults: new Map([['store.away', 2]]), sharesHeld: 64, sitesLeftOut: 0 },
    }),
    process: () => ({ residentBytes: 1e8, cpuSeconds: 1.5, loopDelaySeconds: 0.002 }),
    ...{ version: '1.2.3', startedAt: 1_000, wall: () => 61_000, clock: realClock, ...more },
  };
}

export async function textOf(
  source: MetricsSource,
  format: Parameters<typeof renderMetrics>[1] = 'openmetrics',
): Promise<string> {
  let text = '';
  for await (const piece of renderMetrics(source, format)) text += piece;
  return text;
}

/** An office of real verdicts, told by a test what its sites say, at times that the test gives. */
export class OfficeOfSites {
  readonly #verdicts;
  readonly #regions = new Map<string, string>();
  readonly #now: () => Moment;
  readonly view: FleetView;

  constructor(now: () => Moment, before: Before = {}) {
    this.#now = now;
    this.#verdicts = createVerdicts(now(), before);
    this.#verdicts.lineUp(now());
    this.view = viewOf([], {
      sites: () => [...this.#regions.keys()].map((id) => this.#site(id)),
      site: (id) => (this.#regions.has(id) ? this.#site(id) : undefined),
      incidents: () => this.#verdicts.incidents(),
    });
  }

  hear(site: string, topic: string, payload: object): void {
    const { at, wall } = this.#now();
    this.#verdicts.hear({ site, topic, payload, retain: false, heardAt: at, wallAt: wall });
  }

  /** A site that is there, with so many devices that are well. */
  open(site: string, region: string, devices: number): void {
    this.#regions.set(site, region);
    this.online(site, 1);
    this.hear(site, 'controller/info', { region });
    for (let one = 1; one <= devices; one++) this.device(site, `d${one}`, []);
  }

  online(site: string, connection: number): void {
    this.hear(site, 'controller/state', { state: 'online', reason: null, boot: 'a', connection });
  }

  will(site: string, connection: number): void {
    this.hear(site, 'controller/state', { state: 'offline', reason: 'lost', boot: 'a', connection });
  }

  health(site: string): void {
    this.hear(site, 'controller/health', { uptime_s: Math.round(this.#now().at / 1_000) });
  }

  device(site: string, id: string, codes: readonly string[]): void {
    const reasons = codes.map((code) => ({ code, severity: 'error', fix: 'clerk' }));
    const state = { admin: 'enabled', state: 'online', usable: codes.length === 0 };
    this.hear(site, `device/${id}/state`, { ...state, since: null, reasons });
  }

  windows(windows: readonly MaintenanceWindow[]): void {
    this.#verdicts.setWindows(windows);
  }

  lineDown(): void {
    this.#verdicts.lineDown('refused', this.#now());
  }

  judge(): void {
    this.#verdicts.judge(this.#now());
  }

  nextDeadline(): number {
    return this.#verdicts.nextDeadline();
  }

  #site(id: string): SiteSeen {
    const devices = new Map([...this.#verdicts.devices(id)].map(([of, is]) => [of, deviceSeen(of, is)]));
    const judgement = this.#verdicts.site(id) ?? nothingSaid;
    return siteSeen(id, { region: this.#regions.get(id), judgement, devices });
  }
}

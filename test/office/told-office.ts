import type { LineLoss } from '../../office/verdict/broker-line.ts';
import type {
  Correction,
  Incident,
  IncidentChange,
  MaintenanceWindow,
} from '../../office/verdict/verdict-types.ts';
import { type Before, createVerdicts } from '../../office/verdict/verdicts.ts';

export const wall0 = Date.UTC(2026, 8, 20, 3);

/** An office that is told one thing after the other, by the second, and is asked whenever it wants to be. */
export class ToldOffice {
  readonly incidents: IncidentChange[] = [];
  readonly corrections: Correction[] = [];
  readonly #verdicts;
  #s = 0;

  constructor(before: Before = {}, startS = 0) {
    this.#s = startS;
    this.#verdicts = createVerdicts(this.#moment(), before);
  }

  #moment() {
    return { at: this.#s * 1_000, wall: wall0 + this.#s * 1_000 };
  }

  /** The time of the hall `s` seconds after the beginning. */
  iso(s = this.#s): string {
    return new Date(wall0 + s * 1_000).toISOString();
  }

  #judge(): void {
    const { incidents, corrections } = this.#verdicts.judge(this.#moment());
    this.incidents.push(...incidents);
    this.corrections.push(...corrections);
  }

  to(s: number): this {
    for (
      let next = this.#verdicts.nextDeadline() / 1_000;
      next <= s;
      next = this.#verdicts.nextDeadline() / 1_000
    ) {
      this.#s = Math.max(this.#s, next);
      this.#judge();
    }
    this.#s = s;
    return this;
  }

  /** Does nothing until then, as a process that was held up. */
  sleepTo(s: number): this {
    this.#s = s;
    this.#judge();
    return this;
  }

  up(): this {
    this.#verdicts.lineUp(this.#moment());
    this.#judge();
    return this;
  }

  down(why: LineLoss): this {
    this.#verdicts.lineDown(why, this.#moment());
    this.#judge();
    return this;
  }

  windows(windows: readonly MaintenanceWindow[]): this {
    this.#verdicts.setWindows(windows);
    this.#judge();
    return this;
  }

  hear(site: string, topic: string, payload: object | undefined, retain = false): this {
    const { at, wall } = this.#moment();
    this.#verdicts.hear({ site, topic, payload, retain, heardAt: at, wallAt: wall });
    this.#judge();
    return this;
  }

  online(site: string, boot = 'a', connection: number | null = 1, more: object = {}): this {
    const number = connection === null ? {} : { connection };
    return this.hear(site, 'controller/state', {
      state: 'online',
      reason: null,
      since: null,
      boot,
      ...number,
      ...more,
    });
  }

  will(site: string, boot = 'a', connection: number | null = 1, retain = false): this {
    const number = connection === null ? {} : { connection };
    return this.hear(
      site,
      'controller/state',
      { state: 'offline', reason: 'lost', since: null, boot, ...number },
      retain,
    );
  }

  health(site: string, uptime_s: number, more: object = {}): this {
    return this.hear(site, 'controller/health', { uptime_s, ...more });
  }

  device(site: string, id: string, state: string, more: object = {}): this {
    const reasons =
      state === 'offline' ? [{ code: 'link.absent', severity: 'error', fix: 'technician' }] : [];
    const usable = state === 'online';
    const since = this.iso();
    return this.hear(site, `device/${id}/state`, {
      admin: 'enabled',
      state,
      usable,
      since,
      reasons,
      ...more,
    });
  }

  info(site: string, id: string, more: object): this {
    return this.hear(site, `device/${id}/info`, { kind: 'x', role: 'keys', place: '', ...more });
  }

  says(site: string, device?: string) {
    return device === undefined ? this.#verdicts.site(site) : this.#verdicts.devices(site).get(device);
  }

  verdict(site: string, device?: string): string | undefined {
    return this.says(site, device)?.verdict;
  }

  open(): readonly Incident[] {
    return this.#verdicts.incidents();
  }

  keys(): readonly string[] {
    return this.open().map(({ cause }) => cause.key);
  }
}

/** An office that hears its broker, and these sites in it, for ten seconds. */
export function hearing(...sites: readonly string[]): ToldOffice {
  const office = new ToldOffice().up();
  for (const site of sites)
    office
      .online(site)
      .hear(site, 'controller/info', { region: site.split('-')[0] })
      .health(site, 0);
  return office.to(10);
}

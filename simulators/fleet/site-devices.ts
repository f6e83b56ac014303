import type { PlannedDevice } from './site-plan.ts';

export type Fix = 'auto' | 'clerk' | 'technician' | 'vendor';

/** Why a device or a controller is not well, as `reasons` has it. Times are Unix ms of the site's clock. */
export interface Reason {
  readonly code: string;
  readonly severity: 'info' | 'warn' | 'error';
  readonly fix: Fix;
  readonly text: string;
  readonly since: number;
  readonly count: number;
}

export const reasonText = ({ code, severity, fix, text, since, count }: Reason): string =>
  `{"code":"${code}","severity":"${severity}","fix":"${fix}","text":${JSON.stringify(text)},` +
  `"since":"${iso(since)}","count":${count}}`;

export const iso = (wall: number): string => new Date(Math.round(wall)).toISOString();

/** A fault is told as cleared so long after it is gone. */
const clearedAfterMs = 10_000;
/** The first attempt to open a lost device again fails after so long. */
const reopenMs = 500;

const bootMs = 1_500;
/** Of a ticket. */
const ticketMm = 118;

/** What a device of a site is doing. */
export class SimulatedDevice {
  readonly plan: PlannedDevice;
  admin: 'enabled' | 'maintenance' = 'enabled';
  isLost = false;
  isOpening = false;
  reasons: Reason[] = [];
  /** Unix ms of the site's clock. */
  since = 0;
  attempts = 0;
  losses = 0;
  opens = 0;
  /** What it did, such as tickets or presses, by its role. */
  done = 0;
  paperOuts = 0;
  /** Millimetres of paper in all its life, and those before this run of the process. */
  paperMm = 0;
  paperBeforeMm = 0;

  constructor(plan: PlannedDevice) {
    this.plan = plan;
  }

  get isUsable(): boolean {
    const isStopped = this.reasons.some(({ severity }) => severity === 'error');
    return !this.isLost && !this.isOpening && !isStopped && this.admin === 'enabled';
  }

  get state(): string {
    if (this.isOpening) return 'starting';
    if (this.isLost) return 'offline';
    return this.reasons.length > 0 ? 'degraded' : 'online';
  }

  /** `device/{id}/state`. `driftMs`: `since` of some is said a little differently each time. */
  stateText(driftMs = 0): string {
    const [worst] = this.reasons;
    return (
      `{"admin":"${this.admin}","state":"${this.state}","usable":${this.isUsable},` +
      `"reason":${worst === undefined ? null : `"${worst.code}"`},` +
      `"text":${worst === undefined ? null : JSON.stringify(worst.text)},` +
      `"since":"${iso(this.since + driftMs)}","attempts":${this.attempts},` +
      `"evidence":"${this.plan.evidence}","reasons":[${this.reasons.map(reasonText).join()}]}`
    );
  }

  /** `device/{id}/info`. */
  infoText(isOld: boolean): string {
    const { kind, role, title, place, counter, parent } = this.plan;
    const said = { kind, role, title, place, counter, serial: null };
    return JSON.stringify(isOld ? said : { ...said, parent });
  }

  /** `device/{id}/health`. An older version does not count paper. */
  healthText(lastGoodSeconds: number, isOld: boolean): string {
    const { opens, losses, done, paperMm, paperBeforeMm } = this;
    const counts = `"opens":${opens},"reconnects":${Math.max(0, opens - 1)},"losses":${losses},"io_errors":${losses},"faults":${losses + this.paperOuts}`;
    const paper =
      isOld || this.plan.role !== 'printer'
        ? ''
        : `"paper_mm":${paperMm - paperBeforeMm},"total_paper_mm":${paperMm},`;
    return `{${counts},${countsByRole[this.plan.role](done, this.paperOuts)}${paper}"last_good_s":${lastGoodSeconds}}`;
  }
}

const countsByRole: {
  readonly [role in PlannedDevice['role']]: (done: number, paperOuts: number) => string;
} = {
  board: () => '',
  keys: (done) => `"presses_accepted":${done},"presses_debounced":${Math.floor(done / 40)},`,
  display: (done) => `"frames_sent":${done},"frames_acked":${done},`,
  printer: (done, outs) =>
    `"tickets_requested":${done},"tickets_confirmed":${done},"tickets_unconfirmed":0,"tickets_reprinted":0,"paper_outs":${outs},`,
  scanner: (done) => `"scans_accepted":${done},"scans_rejected":${Math.floor(done / 50)},`,
};

export interface DevicesTold {
  readonly event: (what: string, subject: string, data: string) => void;
  readonly state: (device: SimulatedDevice) => void;
  /** Unix ms of the site's clock. */
  readonly stamp: () => number;
  /** Timers of the site's time. */
  readonly after: (ms: number, run: () => void) => void;
  /** Sites of an older version have no events of faults. */
  readonly isOld: boolean;
}

/** The devices of a site, and what may happen to them. */
export class SiteDevices {
  readonly all: readonly SimulatedDevice[];
  readonly #told: DevicesTold;

  constructor(plans: readonly PlannedDevice[], told: DevicesTold) {
    this.all = plans.map((plan) => new SimulatedDevice(plan));
    this.#told = told;
  }

  get online(): number {
    return this.all.reduce((sum, { isLost, isOpening }) => sum + (isLost || isOpening ? 0 : 1), 0);
  }

  of(id: string): SimulatedDevice | undefined {
    return this.all.find(({ plan }) => plan.id === id);
  }

  /** The controller started: it opens them all. Those that are not there stay away. */
  open(): void {
    for (const [at, device] of this.all.entries()) {
      device.isOpening = true;
      device.paperBeforeMm = device.paperMm;
      device.since = this.#told.stamp();
      this.#told.after(bootMs + at * 40, () => {
        if (!device.isOpening) return;
        device.isOpening = false;
        if (!device.isLost) device.opens++;
        this.#say(device);
      });
    }
  }

  /** At once, without a word: for what was before the fleet began. */
  wereOpened(since: number): void {
    for (const device of this.all) {
      device.since = since;
      device.opens = 1;
    }
  }

  /** A ticket came out of a printer. */
  printed(id: string): void {
    const device = this.of(id);
    if (device !== undefined) device.paperMm += ticketMm;
  }

  /** Pulls it out, with all that hangs on it. */
  unplug(id: string): void {
    for (const device of this.#withChildren(id)) {
      if (device.isLost) continue;
      const isChild = device.plan.id !== id;
      device.isLost = true;
      device.losses++;
      this.#reason(device, 'link.io_error', 'auto', 'the connection was closed by the other side');
      this.#told.event(
        'device/lost',
        device.plan.id,
        `{"device":"${device.plan.id}","code":"link.io_error"}`,
      );
      this.#told.after(reopenMs, () => {
        if (!device.isLost) return;
        const text = isChild ? `board ${id} is not connected` : `${device.plan.place} is not there`;
        device.attempts++;
        this.#reason(device, 'link.absent', 'technician', text, device.since);
        this.#faulted(device, 'link.absent', 'technician');
      });
    }
  }

  plug(id: string): void {
    for (const device of this.#withChildren(id)) {
      if (!device.isLost) continue;
      device.isLost = false;
      device.attempts = 0;
      device.opens++;
      this.#told.event('device/found', device.plan.id, `{"device":"${device.plan.id}"}`);
      this.#mended(device);
    }
  }

  /** Something that a person has to mend, such as `paper.out`. */
  fail(id: string, code: string, fix: Fix, text: string): void {
    const device = this.of(id);
    if (device === undefined) return;
    if (code === 'paper.out') device.paperOuts++;
    this.#reason(device, code, fix, text);
    this.#faulted(device, code, fix);
  }

  mend(id: string): void {
    const device = this.of(id);
    if (device !== undefined && !device.isLost) this.#mended(device);
  }

  maintain(id: string, isOn: boolean): void {
    const device = this.of(id);
    if (device === undefined) return;
    device.admin = isOn ? 'maintenance' : 'enabled';
    this.#say(device);
  }

  #withChildren(id: string): readonly SimulatedDevice[] {
    return this.all.filter(
      ({ plan }) => plan.id === id || (plan.parent?.kind === 'board' && plan.parent.id === id),
    );
  }

  #reason(device: SimulatedDevice, code: string, fix: Fix, text: string, since = this.#told.stamp()): void {
    device.since = since;
    device.reasons = [{ code, severity: 'error', fix, text, since: this.#told.stamp(), count: 1 }];
    this.#say(device);
  }

  #faulted({ plan }: SimulatedDevice, code: string, fix: Fix): void {
    if (this.#told.isOld || fix === 'auto') return;
    const data = `{"device":"${plan.id}","code":"${code}","severity":"error","fix":"${fix}"}`;
    this.#told.event('device/faulted', plan.id, data);
  }

  #mended(device: SimulatedDevice): void {
    const { plan, reasons } = device;
    const [reason] = reasons;
    device.reasons = [];
    device.since = this.#told.stamp();
    this.#say(device);
    if (reason === undefined || reason.fix === 'auto' || this.#told.isOld) return;
    const for_s = Math.max(0, Math.round((device.since - reason.since) / 100) / 10);
    this.#told.after(clearedAfterMs, () => {
      if (device.reasons.some(({ code }) => code === reason.code)) return;
      this.#told.event(
        'device/cleared',
        plan.id,
        `{"device":"${plan.id}","code":"${reason.code}","for_s":${for_s}}`,
      );
    });
  }

  #say(device: SimulatedDevice): void {
    this.#told.state(device);
  }
}

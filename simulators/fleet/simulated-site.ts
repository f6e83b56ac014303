import { between } from '../day/day-plan.ts';
import { seededRandom } from '../random.ts';
import { onlineText, stoppedText } from './controller-words.ts';
import type { OpenLine } from './fleet-line.ts';
import { createHallDay, type HallDay } from './hall-day.ts';
import type { HallTime } from './hall-hours.ts';
import { type Reason, SiteDevices } from './site-devices.ts';
import { SiteJournal } from './site-journal.ts';
import { SiteLink } from './site-link.ts';
import { hex, type SitePlan } from './site-plan.ts';
import { SiteVoice } from './site-voice.ts';
import type { Timetable } from './timetable.ts';

export interface SiteOptions {
  readonly plan: SitePlan;
  readonly timetable: Timetable;
  readonly time: HallTime;
  readonly open: OpenLine;
  /** Unix ms, right: of the clock on the wall, or of the past that is played. */
  readonly wall: () => number;
  /** Events a second. */
  readonly rate: number;
  /** Events that are kept. */
  readonly journalMax: number;
  /** Of events that are sent twice. */
  readonly twiceShare: number;
  /** `since` of some devices is a millisecond off each time that it is said. */
  readonly wanders: boolean;
  /** The journal of the controller whose card was copied. */
  readonly journal?: SiteJournal | undefined;
}

/** A restart stays in the reasons for so long. */
const restartToldMs = 300_000;
const upAfterMs = [500, 3_000] as const;
const goodbyeMs = 300;

/** A site as the central broker sees it: a process with a clock, a journal, devices and a hall, behind a line. */
export class SimulatedSite {
  readonly plan: SitePlan;
  readonly devices: SiteDevices;
  readonly hall: HallDay;
  readonly journal: SiteJournal;
  readonly voice: SiteVoice;
  readonly link: SiteLink;
  process: 'running' | 'dead' | 'hung' = 'running';
  /** How far its clock is off. */
  clockOffMs = 0;
  boot: string;
  /** Another controller has its id, and it knows. */
  hasRival = false;
  readonly #of: SiteOptions;
  readonly #random: () => number;
  #bootAt: number;
  #isUnclean = false;
  /** Counts the runs of the process, so that timers of one before do nothing. */
  #life = 0;

  constructor(of: SiteOptions) {
    const { plan, timetable, time } = of;
    this.#of = of;
    this.plan = plan;
    this.#random = seededRandom(of.journal === undefined ? plan.seed : plan.seed + 1);
    this.boot = hex(this.#random) + hex(this.#random);
    this.#bootAt = of.wall();
    this.journal = of.journal ?? new SiteJournal(of.journalMax);
    const stamp = () => this.stamp();
    const event = (what: string, subject: string | undefined, data: string) =>
      this.event(what, subject, data);
    this.devices = new SiteDevices(plan.devices, {
      ...{ event, stamp, isOld: plan.isOld },
      state: (device) => {
        this.voice.device(device);
        if (device.plan.role === 'printer') this.hall.printersChanged();
      },
      after: (ms, run) => this.#after(ms, run),
    });
    this.hall = createHallDay({
      ...{ plan, time, timetable, random: this.#random },
      told: {
        ...{ event, stamp, wall: of.wall },
        service: (service) => this.voice.service(service),
        counter: (counter) => this.voice.counter(counter),
        printer: () => this.#printer(),
        canPrint: (printer) => this.devices.of(printer)?.isUsable === true,
        printed: (printer) => this.devices.printed(printer),
      },
    });
    this.voice = new SiteVoice(this, { timetable, time, wanders: of.wanders, random: this.#random });
    this.link = new SiteLink(this, { ...of, random: this.#random });
  }

  /** Unix ms of its own clock. */
  stamp(): number {
    return this.#of.wall() + this.clockOffMs;
  }

  get uptimeSeconds(): number {
    return Math.max(0, Math.floor((this.#of.wall() - this.#bootAt) / 1_000));
  }

  get isRunning(): boolean {
    return this.process === 'running';
  }

  /** Journals an event, dated by its own clock, which is then sent. `data`: JSON. */
  event(what: string, subject: string | undefined, data: string): void {
    this.journal.append({ what, time: this.stamp(), boot: this.boot, subject, data });
    this.link.journaled();
  }

  /** Begins to live, without a line: what happens is journaled. */
  begin(): void {
    this.#bootAt = this.#of.wall();
    this.event('host/started', undefined, `{"version":"${this.plan.version}","clean":true}`);
    this.devices.wereOpened(this.stamp());
    this.hall.start();
  }

  /** Connects for the first time. `isSent`: the office has had all that is journaled. */
  goLive(isSent: boolean): void {
    this.link.begin(isSent ? this.journal.last : 0);
    this.#awake();
  }

  /** The process is started again. */
  start(isUnclean: boolean): void {
    if (this.process !== 'dead') return;
    this.process = 'running';
    this.boot = hex(this.#random) + hex(this.#random);
    this.#bootAt = this.#of.wall();
    this.#isUnclean = isUnclean;
    this.event('host/started', undefined, `{"version":"${this.plan.version}","clean":${!isUnclean}}`);
    this.devices.open();
    this.hall.resume();
    this.#awake();
    this.#after(restartToldMs, () => {
      this.#isUnclean = false;
      this.voice.state();
    });
  }

  /** Its power is cut, or the system ends it. */
  kill(): void {
    if (this.process === 'dead') return;
    this.#die();
    this.link.died();
  }

  /** Its clock is set, forward or back, and is called synced all the same. */
  jumpClock(byMs: number): void {
    this.clockOffMs += byMs;
    if (this.isRunning) this.event('clock/jumped', undefined, `{"by_s":${byMs / 1_000},"why":"stood"}`);
  }

  /** A person stops it in order. */
  stop(): void {
    if (this.process !== 'running') return;
    this.event('host/stopped', undefined, '{}');
    this.hall.pause();
    // The event is on its way first.
    this.#after(goodbyeMs, () => {
      this.link.stopped(stoppedText(this.session, this.stamp()));
      this.#die();
    });
  }

  /** It does nothing any more, and holds its connection. */
  hang(): void {
    if (this.process !== 'running') return;
    this.process = 'hung';
    this.hall.pause();
    this.link.freeze();
  }

  wake(): void {
    if (this.process !== 'hung') return;
    this.process = 'running';
    this.hall.resume();
    this.link.thaw();
  }

  /** The session that stands or is tried. */
  get session() {
    return { boot: this.boot, connection: this.link.connection, isOld: this.plan.isOld };
  }

  /** `controller/state` as it is now. */
  get onlineText(): string {
    return onlineText(this.session, this.#bootAt + this.clockOffMs, this.#reasons());
  }

  #reasons(): readonly Reason[] {
    const { downSince } = this.link;
    const reason = (code: string, since: number, text: string, isError = false): Reason => ({
      ...{ code, text, since, fix: 'technician', count: 1 },
      severity: isError ? 'error' : 'warn',
    });
    return [
      ...(this.hasRival
        ? [reason('uplink.duplicate', this.stamp(), 'Another controller uses the id of this site', true)]
        : []),
      ...(this.#isUnclean
        ? [reason('restart.unclean', this.#bootAt + this.clockOffMs, 'The controller was not stopped')]
        : []),
      ...(downSince === undefined
        ? []
        : [reason('uplink.down', downSince, 'The line to the central office was down')]),
    ];
  }

  #awake(): void {
    this.#after(between(this.#random, ...upAfterMs), () => this.link.connect());
    this.voice.begin((ms, run) => this.#after(ms, run));
  }

  #die(): void {
    this.process = 'dead';
    this.#life++;
    this.hall.pause();
  }

  /** Runs `run` unless this run of the process has ended by then; a process that hangs does it when it wakes up. */
  #after(ms: number, run: () => void): void {
    const life = this.#life;
    this.#of.timetable.after(ms, () => {
      if (life !== this.#life) return;
      if (this.process === 'hung') this.#after(1_000, run);
      else run();
    });
  }

  #printer(): string | undefined {
    const printers = this.devices.all.filter(({ plan, isUsable }) => plan.role === 'printer' && isUsable);
    const printer = printers[this.journal.last % Math.max(1, printers.length)];
    return printer?.plan.id;
  }
}

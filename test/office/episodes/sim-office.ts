import type { LineLoss } from '../../../office/verdict/broker-line.ts';
import type { Correction, IncidentChange, Moment } from '../../../office/verdict/verdict-types.ts';
import { openVerdicts, type Verdicts } from '../../../office/verdict/verdicts.ts';
import type { Delivery, SimBroker } from './sim-broker.ts';
import { between, type Random, type VirtualTime } from './virtual-time.ts';

/** The office around the verdict: its connection, its restarts, and the times when it is held up. */
export class SimOffice {
  verdicts: Verdicts;
  isUp = false;
  /** When the state of its line began. */
  lineSince = 0;
  /** When its line, or it itself, went the last time. */
  lostAt = Number.NEGATIVE_INFINITY;
  why: LineLoss | 'wills' = 'ended';
  /** Why its own line is away, or undefined. */
  cut: LineLoss | undefined;
  readonly corrections: Correction[] = [];
  readonly incidents: IncidentChange[] = [];
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #broker: SimBroker;
  readonly #wall0: number;
  #isStopped = false;
  #isHeldUp = false;
  #waiting: Delivery[] = [];
  #asked = 0;

  constructor(time: VirtualTime, random: Random, broker: SimBroker, wall0: number) {
    this.#time = time;
    this.#random = random;
    this.#broker = broker;
    this.#wall0 = wall0;
    this.verdicts = openVerdicts(this.#moment());
    broker.officeClosed = () => this.#closed('ended');
  }

  #moment(): Moment {
    return { at: this.#time.now, wall: this.#wall0 + this.#time.now };
  }

  judge(): void {
    if (this.#isStopped || this.#isHeldUp) return;
    const { corrections, incidents } = this.verdicts.judge(this.#moment());
    this.corrections.push(...corrections);
    this.incidents.push(...incidents);
    const asked = ++this.#asked;
    const next = this.verdicts.nextDeadline();
    this.#time.after(next - this.#time.now, () => {
      if (asked === this.#asked) this.judge();
    });
  }

  connect(): void {
    if (this.#isStopped || this.isUp) return;
    const why = this.cut ?? (this.#broker.isUp ? undefined : 'refused');
    if (why === undefined) {
      this.isUp = true;
      this.lineSince = this.#time.now;
      this.verdicts.lineUp(this.#moment());
      this.#broker.subscribe((delivery) => this.#hear(delivery));
    } else {
      this.why = this.why === 'wills' ? 'wills' : why;
      this.verdicts.lineDown(why, this.#moment());
      this.#time.after(between(this.#random, 200, 1_500), () => this.connect());
    }
    this.judge();
  }

  #closed(why: LineLoss): void {
    if (!this.isUp || this.#isStopped) return;
    this.isUp = false;
    this.why = why;
    this.lineSince = this.#time.now;
    this.lostAt = this.#time.now;
    this.verdicts.lineDown(why, this.#moment());
    this.judge();
    this.#time.after(between(this.#random, 200, 1_500), () => this.connect());
  }

  loseLine(why: LineLoss): void {
    this.cut = why;
    this.#broker.office = undefined;
    this.#closed(why);
  }

  stop(): void {
    this.#isStopped = true;
    this.isUp = false;
    this.lostAt = this.#time.now;
    this.#broker.office = undefined;
  }

  /** Starts again with nothing but the incidents that were open. */
  restart(): void {
    this.#isStopped = false;
    this.lineSince = this.#time.now;
    this.verdicts = openVerdicts(this.#moment(), { incidents: this.verdicts.incidents() });
    this.connect();
  }

  /** Its process does nothing for a while: what comes meanwhile is heard at the end. */
  holdUp(ms: number): void {
    this.#isHeldUp = true;
    this.lostAt = this.#time.now;
    this.#time.after(ms, () => {
      this.#isHeldUp = false;
      this.lineSince = this.#time.now;
      this.judge();
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const delivery of waiting) this.#hear(delivery);
    });
  }

  get isHeldUp(): boolean {
    return this.#isHeldUp;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  #hear(delivery: Delivery): void {
    if (this.#isHeldUp) {
      this.#waiting.push(delivery);
      return;
    }
    const { at, wall } = this.#moment();
    this.verdicts.hear({ ...delivery, heardAt: at, wallAt: wall });
    this.judge();
  }
}

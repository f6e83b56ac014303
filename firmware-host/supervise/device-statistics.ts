import type { Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import { endOfFault } from '../../devices/job-ends.ts';
import type { Done, DriverCount } from '../../devices/kind.ts';
import type { Millis } from '../../devices/ports.ts';
import type { Role, RoleCommands, RoleEvents } from '../../devices/roles.ts';
import { limits } from './device-limits.ts';

/** The counts of each role, besides those of all devices. Names and units are those on the wire. */
const workOf = {
  board: [],
  keys: ['presses_accepted', 'presses_debounced', 'pulses', 'foreign_codes'],
  rating: ['presses_accepted', 'presses_debounced', 'pulses'],
  display: ['frames_sent', 'frames_acked'],
  printer: [
    'tickets_requested',
    'tickets_confirmed',
    'tickets_unconfirmed',
    'tickets_reprinted',
    'paper_outs',
    'paper_mm',
  ],
  scanner: ['scans_accepted', 'scans_rejected'],
  speaker: [],
  signal: [],
} as const satisfies Record<Role, readonly string[]>;

type Work = (typeof workOf)[Role][number];

/** Counts since the process started. `lastGoodAt` is the time of the last evidence of the device. */
export interface DeviceCounters {
  readonly opens: number;
  /** Opens after a loss. */
  readonly reconnects: number;
  readonly losses: number;
  readonly events: number;
  readonly commands: number;
  readonly acknowledged: number;
  readonly faults: number;
  /** Faults of the link itself. */
  readonly ioErrors: number;
  readonly lastGoodAt: Millis | undefined;
  /** Counts of the role, such as `presses_accepted`. */
  readonly work: Readonly<Record<string, number>>;
}

/** Counts what one device does, in the spirit of the UnifiedPOS device statistics. */
export class DeviceStatistics {
  #common = {
    opens: 0,
    reconnects: 0,
    losses: 0,
    events: 0,
    commands: 0,
    acknowledged: 0,
    faults: 0,
    ioErrors: 0,
  };
  readonly #work: Partial<Record<Work, number>>;
  #lastGoodAt: Millis | undefined;

  constructor(role: Role) {
    this.#work = Object.fromEntries(workOf[role].map((name) => [name, 0]));
  }

  read(): DeviceCounters {
    return { ...this.#common, lastGoodAt: this.#lastGoodAt, work: { ...this.#work } };
  }

  get lastGoodAt(): Millis | undefined {
    return this.#lastGoodAt;
  }

  good(at: Millis): void {
    this.#lastGoodAt = at;
  }

  /** `afterLoss` is false when the device itself had closed a healthy link. */
  opened(afterLoss: boolean): void {
    if (afterLoss && this.#common.losses > 0) this.#common.reconnects++;
    this.#common.opens++;
  }

  lost(): void {
    this.#common.losses++;
  }

  told(event: RoleEvents[Role]): void {
    this.#common.events++;
    if (event.type === 'pressed') this.#add('presses_accepted');
    if (event.type === 'scanned') this.#add('scans_accepted');
    if (event.type === 'refused') this.#add('scans_rejected');
  }

  /** What is no number of things is not counted: a driver may say anything. */
  counted(what: DriverCount, by = 1): void {
    if (Number.isFinite(by) && by >= 0 && by <= limits.countMax) this.#add(what, by);
  }

  asked(command: RoleCommands[Role]): void {
    this.#common.commands++;
    if (command.type !== 'print') return;
    this.#add('tickets_requested');
    if (command.content.copy) this.#add('tickets_reprinted');
  }

  done(command: RoleCommands[Role], done: Done): void {
    const acknowledged = done === 'acknowledged';
    if (acknowledged) this.#common.acknowledged++;
    if (command.type === 'print') this.#add(acknowledged ? 'tickets_confirmed' : 'tickets_unconfirmed');
    else this.#add('frames_sent');
    if (acknowledged) this.#add('frames_acked');
  }

  /** A display was sent its current content again. */
  redrawn(): void {
    this.#add('frames_sent');
  }

  notDone(command: RoleCommands[Role], fault: Fault): void {
    if (command.type === 'print' && endOfFault(fault.code) === 'unconfirmed')
      this.#add('tickets_unconfirmed');
  }

  failed(fault: Fault): void {
    this.#common.faults++;
    if (fault.code.startsWith('link.')) this.#common.ioErrors++;
  }

  raised(code: FaultCode): void {
    if (code === 'paper.out') this.#add('paper_outs');
  }

  /** Ignores a count that this role does not have. */
  #add(name: Work, by = 1): void {
    const count = this.#work[name];
    if (count !== undefined) this.#work[name] = count + by;
  }
}

import type { PlannedCounter, PlannedService } from './site-plan.ts';

export type TicketClass = 'regular' | 'priority';

export interface Ticket {
  readonly number: string;
  readonly service: Service;
  readonly class: TicketClass;
  /** When it began to wait, time of the sites. */
  waitsSince: number;
  recalls: number;
}

/** The queue of one service, and its figures of the day: issued = waiting + at counters + parked + ended. */
export class Service {
  readonly plan: PlannedService;
  readonly lines: { readonly [of in TicketClass]: Ticket[] } = { regular: [], priority: [] };
  isSurging = false;
  lastCalled: string | undefined;
  issued = 0;
  reserved = 0;
  /** Until when numbers were given today. */
  number = 0;

  constructor(plan: PlannedService) {
    this.plan = plan;
  }

  get waiting(): number {
    return this.lines.regular.length + this.lines.priority.length;
  }

  get nextNumber(): string {
    return `${this.plan.prefix}-${String(this.number + 1).padStart(3, '0')}`;
  }

  /** Null: as many as there are. */
  get quotaLeft(): number | null {
    return this.plan.quota === null ? null : Math.max(0, this.plan.quota - this.issued - this.reserved);
  }

  /** The one that waits longest. */
  get first(): Ticket | undefined {
    const { regular, priority } = this.lines;
    const [one, other] = [regular[0], priority[0]];
    if (one === undefined || other === undefined) return one ?? other;
    return one.waitsSince <= other.waitsSince ? one : other;
  }

  /** Priority first. */
  take(): Ticket | undefined {
    return this.lines.priority.shift() ?? this.lines.regular.shift();
  }

  newDay(): void {
    this.issued = 0;
    this.reserved = 0;
    this.number = 0;
    this.lastCalled = undefined;
    this.isSurging = false;
    this.lines.regular.length = 0;
    this.lines.priority.length = 0;
  }
}

export type CounterState = 'closed' | 'idle' | 'called' | 'serving' | 'break';

/** A desk and its officer. */
export class Counter {
  readonly plan: PlannedCounter;
  state: CounterState = 'closed';
  ticket: Ticket | undefined;
  /** Time of the sites. */
  since = 0;
  sinceWall = 0;
  readonly parked: Ticket[] = [];
  breakReason: string | undefined;
  wantsBreak = false;
  /** Whether its officer is about to press a key. */
  isBusy = false;

  constructor(plan: PlannedCounter) {
    this.plan = plan;
  }
}

export function longestWaitSeconds(service: Service, now: number): number {
  const { regular, priority } = service.lines;
  const since = Math.min(regular[0]?.waitsSince ?? now, priority[0]?.waitsSince ?? now);
  return Math.floor((now - since) / 1_000);
}

/** The fields that every event of a ticket has. */
export function named({ number, service, class: of }: Ticket): string {
  return `"ticket":"${number}","service":"${service.plan.id}","class":"${of}"`;
}

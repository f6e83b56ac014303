import { between } from '../day/day-plan.ts';
import { createDesks, type Desks } from './hall-desks.ts';
import { crowdMax, type HallTime } from './hall-hours.ts';
import { Counter, longestWaitSeconds, named, Service, type Ticket } from './hall-lines.ts';
import { HallPads } from './hall-pads.ts';
import type { SitePlan } from './site-plan.ts';
import type { Timetable } from './timetable.ts';

const hourMs = 3_600_000;
const priorityShare = 0.12;
/** A queue of so many for each counter is a surge, and is calm again with fewer. */
const surgePerCounter = 4;
const calmPerCounter = 2;
/** The day is looked at this often: doors, breaks, midnight. */
const lookMs = 30_000;
/** From the button to the paper. */
const printLeastMs = 1_100;
const printMostMs = 2_400;
/** What was to happen while the process was down happens soon after it is back. */
const catchUpMs = 8_000;

export interface HallTold {
  /** `data`: JSON. */
  readonly event: (what: string, subject: string | undefined, data: string) => void;
  readonly service: (service: Service) => void;
  readonly counter: (counter: Counter) => void;
  /** Which printer would print now; undefined: none can. */
  readonly printer: () => string | undefined;
  readonly canPrint: (printer: string) => boolean;
  readonly printed: (printer: string) => void;
  /** Unix ms, right. */
  readonly wall: () => number;
  /** Unix ms of the site's own clock, which may be wrong. */
  readonly stamp: () => number;
}

/** A day in a hall after the other: visitors, tickets, officers. It stops while the controller is down. */
export interface HallDay {
  readonly services: readonly Service[];
  readonly counters: readonly Counter[];
  readonly isOpen: boolean;
  start(): void;
  /** The controller is down: nothing happens that needs it. */
  pause(): void;
  resume(): void;
  /** A printer can print again, or no longer. */
  printersChanged(): void;
}

export interface HallPlan {
  readonly plan: SitePlan;
  readonly time: HallTime;
  readonly timetable: Timetable;
  readonly random: () => number;
  readonly told: HallTold;
}

export function createHallDay(of: HallPlan): HallDay {
  return new Hall(of);
}

class Hall implements HallDay {
  readonly services: readonly Service[];
  readonly counters: readonly Counter[];
  readonly #of: HallPlan;
  readonly #desks: Desks;
  readonly #pads: HallPads;
  #date = '';
  #isPaused = false;
  #late: (() => void)[] = [];
  /** People at the ticket machine, which has no paper. */
  #atMachine: (() => void)[] = [];

  constructor(of: HallPlan) {
    this.#of = of;
    this.services = of.plan.services.map((service) => new Service(service));
    this.counters = of.plan.counters.map((counter) => new Counter(counter));
    const { timetable, random, told, plan } = of;
    const later = (ms: number, run: () => void): void => this.#later(ms, run);
    this.#pads = new HallPads({ plan, timetable, event: told.event, later });
    this.#desks = createDesks({
      ...{ timetable, random, told, services: this.services, counters: this.counters },
      visitMs: plan.busyness.visitSeconds * 1_000,
      ...{ later, pads: this.#pads },
      moved: (service) => this.#moved(service),
    });
  }

  get isOpen(): boolean {
    return this.#of.time.isOpen(this.#of.told.wall());
  }

  start(): void {
    this.#look();
    this.#nextVisitor();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    for (const run of this.#late.splice(0)) this.#later(this.#of.random() * catchUpMs, run);
  }

  printersChanged(): void {
    if (this.#of.told.printer() === undefined) return;
    for (const take of this.#atMachine.splice(0)) this.#later(this.#of.random() * catchUpMs, take);
  }

  #later(ms: number, run: () => void): void {
    this.#of.timetable.after(ms, () => {
      if (this.#isPaused) this.#late.push(run);
      else run();
    });
  }

  #look(): void {
    const { time, told } = this.#of;
    const wall = told.wall();
    const date = time.date(wall);
    const { isOpen } = this;
    if (date !== this.#date) this.#newDay(date);
    this.#desks.look(isOpen, time.hour(wall));
    this.#pads.look(this.counters);
    this.#later(lookMs, () => this.#look());
  }

  #newDay(date: string): void {
    this.#date = date;
    for (const service of this.services) service.newDay();
    this.#desks.newDay();
    this.#pads.newDay(date);
    this.#of.told.event('day/opened', undefined, `{"date":"${date}","carried":[],"voided":[]}`);
    for (const service of this.services) this.#of.told.service(service);
  }

  /** Visitors come one after the other by chance; some of those who would come in a rush do not. */
  #nextVisitor(): void {
    const { random, plan, time, told } = this.#of;
    const mostPerMs = (plan.busyness.visitorsPerHour * crowdMax) / hourMs;
    this.#later(-Math.log(1 - random()) / mostPerMs, () => {
      if (random() * crowdMax < time.crowd(told.wall())) this.#arrives();
      this.#nextVisitor();
    });
  }

  #arrives(): void {
    const { random, told } = this.#of;
    const service = this.services[Math.floor(random() ** 1.4 * this.services.length)];
    if (service === undefined || !this.isOpen || service.quotaLeft === 0) return;
    if (told.printer() === undefined) this.#atMachine.push(() => this.#reserve(service));
    else this.#reserve(service);
  }

  #reserve(service: Service): void {
    const { random, told } = this.#of;
    const printer = told.printer();
    if (printer === undefined) return void this.#atMachine.push(() => this.#reserve(service));
    if (service.quotaLeft === 0) return;
    const number = service.nextNumber;
    service.number++;
    service.reserved++;
    const ticket: Ticket = {
      ...{ number, service, waitsSince: 0, recalls: 0 },
      class: random() < priorityShare ? 'priority' : 'regular',
    };
    told.event(
      'ticket/reserved',
      number,
      `{${named(ticket)},"number":${service.number},"printer":"${printer}"}`,
    );
    const day = this.#date;
    this.#later(between(random, printLeastMs, printMostMs), () => {
      if (day === this.#date) this.#printed(ticket, printer);
    });
  }

  #printed(ticket: Ticket, printer: string): void {
    const { told, timetable } = this.#of;
    const { service } = ticket;
    service.reserved--;
    if (!told.canPrint(printer)) {
      told.event('ticket/voided', ticket.number, `{${named(ticket)},"reason":"paper.out"}`);
      return void told.service(service);
    }
    told.printed(printer);
    service.issued++;
    const ahead = service.waiting;
    ticket.waitsSince = timetable.now;
    service.lines[ticket.class].push(ticket);
    told.event('ticket/issued', ticket.number, `{${named(ticket)},"waiting_ahead":${ahead}}`);
    this.#moved(service);
    this.#desks.wake(service);
  }

  /** The line of a service is longer or shorter. */
  #moved(service: Service): void {
    const { told, timetable } = this.#of;
    const desks = Math.max(1, this.counters.length / this.services.length);
    const isSurging = service.waiting >= (service.isSurging ? calmPerCounter : surgePerCounter) * desks;
    if (isSurging !== service.isSurging) {
      service.isSurging = isSurging;
      const longest_s = longestWaitSeconds(service, timetable.now);
      const data = `{"service":"${service.plan.id}","waiting":${service.waiting},"longest_wait_s":${longest_s}}`;
      told.event(isSurging ? 'service/surge' : 'service/calm', service.plan.id, data);
    }
    told.service(service);
  }
}

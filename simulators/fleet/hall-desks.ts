import { between } from '../day/day-plan.ts';
import { type Counter, type CounterState, named, type Service, type Ticket } from './hall-lines.ts';
import type { HallPads } from './hall-pads.ts';
import type { Timetable } from './timetable.ts';

/** What becomes of a visit, as shares of all. */
const noShowShare = 0.05;
const parkShare = 0.02;
const transferShare = 0.03;
/** The times of people, as ranges in ms. */
const times = {
  press: [1_500, 9_000],
  walk: [5_000, 22_000],
  recall: [20_000, 35_000],
  breakLength: [1_200_000, 2_400_000],
  parked: [60_000, 240_000],
  opening: [0, 240_000],
} as const;
const breakFromHour = 11.7;
const breakToHour = 13;
/** So long after the doors are closed the officers go; who waits still is sent home. */
const overtimeHours = 1;

interface DesksTold {
  readonly event: (what: string, subject: string | undefined, data: string) => void;
  readonly service: (service: Service) => void;
  readonly counter: (counter: Counter) => void;
  readonly stamp: () => number;
}

export interface Desks {
  /** Somebody waits for this service. */
  wake(service: Service): void;
  /** Opens, closes and gives breaks. `hour`: of the day. */
  look(isOpen: boolean, hour: number): void;
  newDay(): void;
}

interface DesksOf {
  readonly timetable: Timetable;
  readonly random: () => number;
  readonly services: readonly Service[];
  readonly counters: readonly Counter[];
  /** How long a visit takes, on the average. */
  readonly visitMs: number;
  readonly told: DesksTold;
  readonly pads: Pick<HallPads, 'served'>;
  readonly later: (ms: number, run: () => void) => void;
  readonly moved: (service: Service) => void;
}

export function createDesks(of: DesksOf): Desks {
  return new HallDesks(of);
}

class HallDesks implements Desks {
  readonly #of: DesksOf;
  #closedAtHour: number | undefined;
  /** Who had a break today. */
  readonly #rested = new Set<Counter>();

  constructor(of: DesksOf) {
    this.#of = of;
  }

  wake(service: Service): void {
    const { services, counters } = this.#of;
    const nth = services.indexOf(service);
    const free = counters.find(
      ({ state, isBusy, plan }) => state === 'idle' && !isBusy && plan.serves.includes(nth),
    );
    if (free !== undefined) this.#press(free);
  }

  look(isOpen: boolean, hour: number): void {
    const { counters } = this.#of;
    if (isOpen) this.#closedAtHour = undefined;
    else this.#closedAtHour ??= hour;
    const isLate = this.#closedAtHour !== undefined && Math.abs(hour - this.#closedAtHour) >= overtimeHours;
    if (isLate) this.#sendHome();
    for (const counter of counters) {
      if (isOpen && counter.state === 'closed' && !counter.isBusy) this.#open(counter);
      const isNoon = hour >= breakFromHour && hour < breakToHour;
      if (isOpen && isNoon && !this.#rested.has(counter) && this.#of.random() < 0.03)
        counter.wantsBreak = true;
      const isDone = counter.state === 'idle' && !counter.isBusy && counter.parked.length === 0;
      if (!isOpen && isDone && this.#nextFor(counter) === undefined) this.#close(counter);
    }
  }

  newDay(): void {
    this.#rested.clear();
    for (const counter of this.#of.counters) {
      counter.parked.length = 0;
      if (counter.ticket === undefined) continue;
      counter.ticket = undefined;
      this.#say(counter, 'idle');
    }
  }

  #open(counter: Counter): void {
    counter.isBusy = true;
    this.#in(times.opening, () => {
      counter.isBusy = false;
      this.#say(counter, 'idle');
      this.#of.told.event('counter/opened', counter.plan.id, `{"counter":"${counter.plan.id}"}`);
      this.#press(counter);
    });
  }

  #close(counter: Counter): void {
    this.#say(counter, 'closed');
    this.#of.told.event('counter/closed', counter.plan.id, `{"counter":"${counter.plan.id}"}`);
  }

  #sendHome(): void {
    const { services, told, moved } = this.#of;
    for (const service of services) {
      if (service.waiting === 0) continue;
      for (let ticket = service.take(); ticket !== undefined; ticket = service.take())
        told.event('ticket/cancelled', ticket.number, `{${named(ticket)}}`);
      moved(service);
    }
  }

  /** The officer of a free counter presses a key in a moment. */
  #press(counter: Counter): void {
    if (counter.isBusy || counter.state !== 'idle') return;
    if (!counter.wantsBreak && this.#nextFor(counter) === undefined) return;
    counter.isBusy = true;
    this.#in(times.press, () => {
      counter.isBusy = false;
      if (counter.wantsBreak) return this.#rest(counter);
      const service = this.#nextFor(counter);
      const ticket = service?.take();
      if (service === undefined || ticket === undefined) return;
      this.#call(counter, ticket, 'next');
      this.#of.moved(service);
    });
  }

  #nextFor({ plan }: Counter): Service | undefined {
    const { services } = this.#of;
    for (const nth of plan.serves) if ((services[nth]?.waiting ?? 0) > 0) return services[nth];
    return undefined;
  }

  #call(counter: Counter, ticket: Ticket, cause: 'next' | 'resume'): void {
    const { told, timetable } = this.#of;
    counter.ticket = ticket;
    ticket.service.lastCalled = ticket.number;
    this.#say(counter, 'called');
    const waited_s = Math.floor((timetable.now - ticket.waitsSince) / 1_000);
    told.event(
      'ticket/called',
      ticket.number,
      `{${this.#at(counter, ticket)},"waited_s":${waited_s},"cause":"${cause}"}`,
    );
    const comes = this.#of.random() >= noShowShare;
    this.#in(comes ? times.walk : times.recall, () => {
      if (counter.ticket !== ticket) return;
      if (comes) this.#serve(counter, ticket);
      else this.#callAgain(counter, ticket);
    });
  }

  #callAgain(counter: Counter, ticket: Ticket): void {
    const { told } = this.#of;
    ticket.recalls++;
    told.event('ticket/recalled', ticket.number, `{${this.#at(counter, ticket)},"times":${ticket.recalls}}`);
    this.#in(times.recall, () => {
      if (counter.ticket !== ticket) return;
      this.#ends(counter, ticket, 'ticket/no-show', '');
    });
  }

  #serve(counter: Counter, ticket: Ticket): void {
    const { random, told, visitMs, timetable } = this.#of;
    this.#say(counter, 'serving');
    told.event('ticket/arrived', ticket.number, `{${this.#at(counter, ticket)}}`);
    const began = timetable.now;
    const ms = between(random, visitMs * 0.3, visitMs * 0.9) - Math.log(1 - random()) * visitMs * 0.4;
    this.#of.later(ms, () => {
      if (counter.ticket !== ticket) return;
      const fate = random();
      if (fate < parkShare && counter.parked.length === 0) this.#park(counter, ticket);
      else if (fate > 1 - transferShare) this.#transfer(counter, ticket);
      else {
        const served_s = Math.floor((timetable.now - began) / 1_000);
        this.#of.pads.served(counter, ticket.service, () =>
          this.#ends(counter, ticket, 'ticket/served', `,"served_s":${served_s}`),
        );
      }
    });
  }

  #park(counter: Counter, ticket: Ticket): void {
    counter.parked.push(ticket);
    this.#ends(counter, ticket, 'ticket/parked', '');
    const resume = (): void => {
      if (counter.parked[0] !== ticket) return;
      if (counter.state !== 'idle' || counter.isBusy) return void this.#in(times.press, resume);
      counter.parked.shift();
      this.#call(counter, ticket, 'resume');
    };
    this.#in(times.parked, resume);
  }

  #transfer(counter: Counter, ticket: Ticket): void {
    const { services, random, timetable, moved } = this.#of;
    const to = services[Math.floor(random() * services.length)] ?? ticket.service;
    this.#ends(counter, ticket, 'ticket/transferred', `,"to":{"service":"${to.plan.id}"},"place":"last"`);
    const moves: Ticket = { ...ticket, service: to, waitsSince: timetable.now };
    to.lines[moves.class].push(moves);
    moved(to);
    this.wake(to);
  }

  #ends(counter: Counter, ticket: Ticket, what: string, more: string): void {
    counter.ticket = undefined;
    this.#say(counter, 'idle');
    this.#of.told.event(what, ticket.number, `{${this.#at(counter, ticket)}${more}}`);
    this.#press(counter);
  }

  #rest(counter: Counter): void {
    counter.wantsBreak = false;
    this.#rested.add(counter);
    counter.breakReason = 'istirahat';
    this.#say(counter, 'break');
    const { id } = counter.plan;
    this.#of.told.event('counter/break', id, `{"counter":"${id}","reason":"istirahat"}`);
    this.#in(times.breakLength, () => {
      counter.breakReason = undefined;
      this.#say(counter, 'idle');
      this.#of.told.event('counter/opened', id, `{"counter":"${id}"}`);
      this.#press(counter);
    });
  }

  #say(counter: Counter, state: CounterState): void {
    counter.state = state;
    counter.since = this.#of.timetable.now;
    counter.sinceWall = this.#of.told.stamp();
    this.#of.told.counter(counter);
  }

  #at(counter: Counter, ticket: Ticket): string {
    return `${named(ticket)},"counter":"${counter.plan.id}"`;
  }

  #in([leastMs, mostMs]: readonly [number, number], run: () => void): void {
    this.#of.later(between(this.#of.random, leastMs, mostMs), run);
  }
}

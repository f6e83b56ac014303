import type { Hall, Now } from '../../firmware-host/queue/hall.ts';

/* The part of the model that knows who stands where: it filters and sorts the one list for every question. */

export interface Visitor {
  readonly id: string;
  readonly kind: 'regular' | 'priority';
  readonly number: number;
  readonly today: boolean;
  service: string;
  state: string;
  at: string | undefined;
  only: string | undefined;
  rank: number;
  since: number;
}

/** What the lines are made from; the model owns it and changes it. */
export interface Room {
  visitors: Visitor[];
  /** Calls in turn per service, since the day began. */
  calls: Map<string, { id: string; kind: string }[]>;
  places: number;
}

export interface Lines {
  line(service: string, kind: string): Visitor[];
  sitting(counter: string): Visitor[];
  /** Puts a waiting visitor behind so many others of the same line. */
  place(visitor: Visitor, ahead: number): void;
  upNext(counter: string, now: Now): Visitor | undefined;
}

export function fail(why: string): never {
  throw new Error(`rule broken: ${why}`);
}

export function linesOf(hall: Hall, room: Room): Lines {
  const sitting = (id: string) =>
    room.visitors.filter((v) => v.at === id && ['called', 'serving'].includes(v.state));
  const lined = (wanted: (visitor: Visitor) => boolean): Visitor[] =>
    room.visitors.filter((v) => v.state === 'waiting' && wanted(v)).sort((a, b) => a.rank - b.rank);
  const line = (service: string, kind: string) =>
    lined((v) => v.only === undefined && v.service === service && v.kind === kind);
  const ofService = (service: string) => lined((v) => v.only === undefined && v.service === service);
  const sameLine = (one: Visitor) =>
    one.only === undefined ? line(one.service, one.kind) : lined((v) => v.only === one.only);

  function place(visitor: Visitor, ahead: number): void {
    const others = sameLine(visitor).filter((other) => other !== visitor);
    const follower = others[ahead];
    if (follower === undefined) {
      visitor.rank = ++room.places;
      return;
    }
    const before = Math.max(others[ahead - 1]?.rank ?? 0, Math.ceil(follower.rank) - 1);
    visitor.rank = (before + follower.rank) / 2;
  }

  function inTurn(service: string, now: Now): Visitor | undefined {
    const rules = hall.services.get(service) ?? fail(`no service ${service}`);
    const [regular] = line(service, 'regular');
    const priorities = line(service, 'priority');
    const [priority] = priorities;
    if (regular === undefined || priority === undefined) return regular ?? priority;
    const history = room.calls.get(service) ?? [];
    const row = history.length - 1 - history.findLastIndex((call) => call.kind === 'priority');
    const longest = now.hall - Math.min(...priorities.map((v) => v.since));
    if (row >= rules.fairness.priorityEvery) return priority;
    return row > 0 && longest >= rules.fairness.priorityWaitMs ? priority : regular;
  }

  function upNext(counter: string, now: Now): Visitor | undefined {
    const rules = hall.counters.get(counter) ?? fail(`no counter ${counter}`);
    const [own] = lined((v) => v.only === counter);
    if (own !== undefined) return own;
    const busy = rules.serves.filter((service) => ofService(service).length > 0);
    const score = (service: string): number => {
      if (rules.strategy === 'in-order') return 0;
      if (rules.strategy === 'longest-queue') return ofService(service).length;
      return now.hall - Math.min(...ofService(service).map((v) => v.since));
    };
    const best = Math.max(...busy.map(score));
    const chosen = busy.find((service) => score(service) === best);
    return chosen === undefined ? undefined : inTurn(chosen, now);
  }

  return { line, sitting, place, upNext };
}

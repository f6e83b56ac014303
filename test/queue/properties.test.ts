import { serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../firmware-host/queue/commands.ts';
import { decide } from '../../firmware-host/queue/decide.ts';
import type { Hall, Now } from '../../firmware-host/queue/hall.ts';
import { counterView, serviceView } from '../../firmware-host/queue/views.ts';
import { openModel } from './model.ts';
import {
  counter,
  type Entry,
  hall,
  morning,
  type Office,
  openOffice,
  replay,
  replayLastDay,
  service,
} from './office.ts';

/** Set LOKET_SEED to run the very same commands again. */
const seed = Number(process.env.LOKET_SEED ?? Math.trunc(Math.random() * 2 ** 31));

const services = ['a', 'b', 'c', 'x'];
const counters = ['1', '2', '3', '4', '9'];

const hallOf = fc
  .record({
    dayClose: fc.constantFrom('void', 'carry'),
    strategy: fc.constantFrom('in-order', 'longest-wait', 'longest-queue'),
    nextWhileServing: fc.constantFrom('end', 'refuse'),
    storeNext: fc.boolean(),
    oneButtonNoShowMs: fc.constantFrom(0, 8_000),
    putBackAfter: fc.constantFrom<'end' | number>('end', 0, 1, 3),
    priorityEvery: fc.integer({ min: 1, max: 4 }),
    priorityWaitMs: fc.constantFrom(0, 60_000, 1e9),
    total: fc.constantFrom(20, 60, 1_000),
    priority: fc.constantFrom(5, 1_000),
  })
  .map((pick): Hall => {
    const fairness = { priorityEvery: pick.priorityEvery, priorityWaitMs: pick.priorityWaitMs };
    const quota = { total: pick.total, priority: pick.priority };
    const { strategy, nextWhileServing, storeNext, oneButtonNoShowMs, putBackAfter } = pick;
    const ways = { strategy, nextWhileServing, storeNext, oneButtonNoShowMs, putBackAfter };
    const hours = new Map([1, 2, 3, 4, 5, 6, 7].map((day) => [day, [{ from: 300, to: 1_200 }]]));
    return hall({
      dayClose: pick.dayClose,
      services: [
        service('a', { fairness, surge: { waiting: 5 } }),
        service('b', { fairness, quota, hours }),
        service('c', { fairness, quota, digits: 4, first: 50 }),
      ],
      counters: [
        counter('1', { ...ways, serves: ['a'] }),
        counter('2', { ...ways, serves: ['b', 'a'] }),
        counter('3', { ...ways, serves: ['c', 'b', 'a'] }),
        counter('4', { ...ways, serves: ['a', 'b'], storeNext: true }),
      ],
    });
  });

/** A command whose names are numbers until it is known which tickets there are. */
const step = fc.record({
  what: fc.nat(99),
  counter: fc.nat(1_000),
  service: fc.nat(1_000),
  ticket: fc.nat(10_000),
  flag: fc.boolean(),
  afterMs: fc.constantFrom(0, 50, 399, 400, 3_000, 10_000, 10_000, 60_000, 600_000),
  jump: fc.nat(400),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function pick(from: readonly string[], place: number): string {
  return from[place % from.length] ?? '';
}

function commandOf(step: Step, office: Office): Command {
  const { what, flag } = step;
  // The last name of each list is unknown; it is meant to come up rarely.
  const at = step.counter % 50 === 0 ? '9' : pick(counters.slice(0, 4), step.counter);
  const of = step.service % 50 === 0 ? 'x' : pick(services.slice(0, 3), step.service);
  const known = [...office.state.tickets.keys()].slice(-40);
  const ticket = known.length === 0 ? 'A-999' : pick(known, step.ticket);
  const place = flag ? 'first' : 'last';
  if (what < 22) {
    const booking = step.ticket % 5 === 0 ? { booking: `hash ${step.ticket % 30}` } : {};
    const kind = step.ticket % 3 === 0 ? 'priority' : 'regular';
    return { type: 'issue', service: of, class: kind, printer: flag ? 'p' : null, ...booking };
  }
  if (what < 44) return { type: 'next', counter: at };
  if (what < 56) {
    const printing = [...office.state.tickets.values()].filter(
      ({ state }) => state === 'reserved' || state === 'unconfirmed',
    );
    const some =
      printing.length === 0
        ? ticket
        : pick(
            printing.map(({ id }) => id),
            step.ticket,
          );
    if (what < 52) return { type: 'confirm-print', ticket: some };
    if (what < 54) return { type: 'doubt-print', ticket: some, reason: 'timeout' };
    return flag
      ? { type: 'void', ticket: some, reason: 'paper' }
      : { type: 'reprint', ticket: some, printer: 'q' };
  }
  if (what < 60) return { type: 'put-back', counter: at };
  if (what < 64) return { type: 'park', counter: at };
  if (what < 68) return { type: 'no-show', counter: at };
  if (what < 72) return { type: 'resume', counter: at, ...(flag ? { ticket } : {}) };
  if (what < 76) return { type: 'transfer', counter: at, to: { service: of }, place };
  if (what < 79) {
    return { type: 'transfer', counter: at, to: { counter: pick(counters, step.ticket) }, place };
  }
  if (what < 83) return { type: 'call', counter: at, ticket: flag ? ticket : String(step.ticket % 60) };
  if (what < 86) return { type: 'recall', counter: at };
  if (what < 89) return { type: 'arrive', counter: at, ...(flag ? { ticket } : {}) };
  if (what < 91) return { type: 'end', counter: at };
  if (what < 92) return { type: 'walk-in', counter: at, ...(flag ? { service: of } : {}) };
  if (what < 93) return { type: 'cancel', ticket };
  if (what < 94) return { type: 'open', counter: at };
  if (what < 95) return { type: 'close', counter: at };
  if (what < 96) return { type: 'break', counter: at };
  if (what < 97) {
    return {
      type: 'force-service',
      service: of,
      to: pick(['open', 'closed', 'schedule'], step.ticket) as 'open',
    };
  }
  return { type: 'tick' };
}

/** Now and then the date moves: mostly to the next day, sometimes back, sometimes far, sometimes untrusted. */
function jumped(now: Now, jump: number): Now {
  const days = { 0: 1, 1: 2, 2: -1, 3: 1_000 }[jump];
  const moved = days === undefined ? now.date : shifted(now.date, days);
  const minute = Math.trunc(now.hall / 60_000) % 1_440;
  return { ...now, date: moved, minute, trusted: jump === 4 ? !now.trusted : now.trusted };
}

function shifted(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Runs the steps through the core with the model looking on; returns how many were commands, not refusals. */
function run(rules: Hall, steps: readonly Step[]): number {
  const office = openOffice(rules, morning);
  const model = openModel(rules);
  office.ask({ type: 'tick' }, 0);
  for (const { event } of office.journal) model.see(event, office.now);
  let carriedOut = 0;
  for (const [place, step] of steps.entries()) {
    office.now = jumped(office.now, step.jump);
    const command = commandOf(step, office);
    const newDay = decideOnly(office, { type: 'tick' }).includes('day.opened');
    const backwards = office.state.day !== undefined && office.now.date !== office.state.day;
    office.pass(step.afterMs);
    const unknown = 'counter' in command && command.counter === '9';
    const foretold =
      newDay || unknown ? undefined : model.foretell(command, withPlausible(office.now, backwards));
    const before = place % 40 === 0 ? serialize(office.state) : undefined;
    if (before !== undefined) {
      decide(office.state, command, office.now);
      expect(serialize(office.state).equals(before), 'decide changes nothing').toBe(true);
    }
    const seen = office.journal.length;
    const views = viewsOf(office);
    const decision = office.ask(command, 0);
    const entries = office.journal.slice(seen);
    const events = entries.map(({ event }) => event);
    expect(changedUntold(views, viewsOf(office), entries), `${place}: ${JSON.stringify(command)}`).toEqual(
      [],
    );
    for (const event of events) model.see(event, office.now);
    model.settled(office.now);
    if (events.length > 0) carriedOut++;
    if (foretold === undefined) continue;
    const called = events.find((event) => event.type === 'ticket.called');
    const got = 'refused' in decision ? `no: ${decision.refused}` : (called?.ticket ?? '-');
    expect(got, `${place}: ${JSON.stringify(command)}`).toBe(foretold);
  }
  expect(replay(rules, office.journal)).toEqual(office.state);
  expect(replayLastDay(rules, office.journal)).toEqual(office.state);
  return carriedOut;
}

/** What a screen or a broker shows of each counter and service, but for what changes with time alone. */
function viewsOf({ state, now }: Office): ReadonlyMap<string, string> {
  return new Map([
    ...[...state.counters.keys()].map((id) => [id, JSON.stringify(counterView(state, id))] as const),
    ...[...state.services.keys()].map((id) => {
      const { longest_wait_s: _, estimate_s: __, ...view } = serviceView(state, id, now) ?? {};
      return [id, JSON.stringify(view)] as const;
    }),
  ]);
}

/** Those whose view changed although no event is said to touch them. */
function changedUntold(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  entries: readonly Entry[],
): string[] {
  const told = new Set<string>();
  for (const { touched } of entries) {
    if (touched === 'all') return [];
    for (const id of [...touched.counters, ...touched.services]) told.add(id);
  }
  return [...after.keys()].filter((id) => after.get(id) !== before.get(id) && !told.has(id));
}

function decideOnly(office: Office, command: Command): string[] {
  const decision = decide(office.state, command, office.now);
  return 'refused' in decision ? [] : decision.events.map((event) => event.type);
}

/** The timetable holds only while the date is that of the business day. */
function withPlausible(now: Now, backwards: boolean): Now {
  return backwards ? { ...now, trusted: false } : now;
}

describe('the core, beside a naive model of the hall', () => {
  it('keeps every rule over 100,000 commands, and its journal leads to the same state', {
    timeout: 300_000,
  }, () => {
    console.info(`queue properties: LOKET_SEED=${seed}`);
    let commands = 0;
    let carriedOut = 0;
    fc.assert(
      fc.property(hallOf, fc.array(step, { minLength: 300, maxLength: 500, size: 'max' }), (rules, steps) => {
        commands += steps.length;
        carriedOut += run(rules, steps);
      }),
      { seed, numRuns: 300, interruptAfterTimeLimit: 200_000, markInterruptAsFailure: true },
    );
    console.info(`queue properties: ${commands} commands, ${carriedOut} carried out`);
    expect(commands).toBeGreaterThanOrEqual(100_000);
    expect(carriedOut, 'most commands are not refused').toBeGreaterThan(commands / 3);
  });
});

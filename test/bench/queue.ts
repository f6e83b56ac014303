import { apply } from '../../firmware-host/queue/apply.ts';
import type { Command } from '../../firmware-host/queue/commands.ts';
import { decide } from '../../firmware-host/queue/decide.ts';
import { openState, type State } from '../../firmware-host/queue/state.ts';
import { serviceView } from '../../firmware-host/queue/views.ts';
import { counter, hall, morning, service } from '../queue/office.ts';

const names = ['a', 'b', 'c', 'd', 'e'];

function bigHall(counters: number) {
  const serves = names.slice(0, 3);
  return hall({
    services: names.map((name) =>
      service(name, { digits: 5, surge: { waiting: 100, longestWaitMs: 1_800_000 } }),
    ),
    counters: Array.from({ length: counters }, (_, place) =>
      counter(String(place + 1), {
        serves: place % 2 === 0 ? serves : names.slice(2),
        strategy: place % 3 === 0 ? 'longest-wait' : 'in-order',
      }),
    ),
  });
}

let hallMs = morning.hall;

/** Decides and applies; returns what deciding and applying took, in nanoseconds. */
function perform(state: State, command: Command): { decideNs: number; applyNs: number; events: number } {
  hallMs += 700;
  const now = { ...morning, hall: hallMs };
  const start = process.hrtime.bigint();
  const decision = decide(state, command, now);
  const decided = process.hrtime.bigint();
  if ('refused' in decision) return { decideNs: Number(decided - start), applyNs: 0, events: 0 };
  for (const event of decision.events) apply(state, event, now);
  const applied = process.hrtime.bigint();
  const events = decision.events.length;
  return { decideNs: Number(decided - start), applyNs: Number(applied - decided), events };
}

function take(place: number): Command {
  const kind = place % 5 === 0 ? 'priority' : 'regular';
  return { type: 'issue', service: names[place % names.length] ?? 'a', class: kind, printer: null };
}

/** What the core costs, in the words of the bench's tables. */
export interface QueueFigures {
  readonly day: {
    readonly tickets: number;
    readonly counters: number;
    readonly ms: number;
    readonly events: number;
  };
  readonly decisions: readonly Decisions[];
}

interface Decisions {
  readonly waiting: number;
  readonly counters: number;
  readonly commands: number;
  /** Microseconds: median and 99th percentile. */
  readonly decideUs: Spread;
  readonly applyUs: Spread;
  readonly serviceViewUs: Spread;
}

type Spread = readonly [p50: number, p99: number];

/**
 * How fast the core is: a day of 4,000 tickets over 100 counters, and single decisions as the number of those waiting
 * and of counters grows. Judges nothing.
 */
export function measureQueue(rounds: number): QueueFigures {
  wholeDay();
  const day = wholeDay();
  withWaiting(1_000, 100, rounds);
  const decisions = [
    ...[10, 100, 1_000, 10_000].map((waiting) => withWaiting(waiting, 100, rounds)),
    ...[1, 500].map((counters) => withWaiting(1_000, counters, rounds)),
  ];
  return { day, decisions };
}

function wholeDay(): QueueFigures['day'] {
  const state = openState(bigHall(100));
  const start = process.hrtime.bigint();
  const tickets = 4_000;
  let events = 0;
  for (let ticket = 0; ticket < tickets; ticket++) {
    events += perform(state, take(ticket)).events;
    const id = String((ticket % 100) + 1);
    // The hall fills in the first half of the day and empties in the second.
    if (ticket % 2 === 0) events += perform(state, { type: 'next', counter: id }).events;
    if (ticket % 50 === 0) events += perform(state, { type: 'tick' }).events;
  }
  for (let press = 0; press < 2_400; press++) {
    events += perform(state, { type: 'next', counter: String((press % 100) + 1) }).events;
  }
  return { tickets, counters: 100, ms: Number(process.hrtime.bigint() - start) / 1e6, events };
}

/**
 * Presses with a steady number waiting: each round takes one ticket and calls, parks, resumes, moves or cancels one.
 */
function withWaiting(waiting: number, counters: number, rounds: number): Decisions {
  const state = openState(bigHall(counters));
  for (let ticket = 0; ticket < waiting; ticket++) perform(state, take(ticket));
  const deciding: number[] = [];
  const applying: number[] = [];
  const viewing: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const id = String((round % counters) + 1);
    const middle = [...names].map((name) => state.services.get(name)?.lines.regular)[round % names.length];
    const ticket = middle?.[Math.trunc(middle.length / 2)]?.id ?? 'A-00001';
    const commands: Command[] = [take(round), { type: 'next', counter: id }];
    if (round % 5 === 0)
      commands.push({ type: 'put-back', counter: id }, take(round), { type: 'cancel', ticket });
    if (round % 7 === 0) commands.push({ type: 'call', counter: id, ticket }, take(round));
    for (const command of commands) {
      const { decideNs, applyNs } = perform(state, command);
      deciding.push(decideNs);
      applying.push(applyNs);
    }
    const start = process.hrtime.bigint();
    serviceView(state, names[round % names.length] ?? 'a', { ...morning, hall: hallMs });
    viewing.push(Number(process.hrtime.bigint() - start));
  }
  return {
    ...{ waiting, counters, commands: deciding.length },
    ...{ decideUs: spread(deciding), applyUs: spread(applying), serviceViewUs: spread(viewing) },
  };
}

function spread(times: number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.trunc(share * (sorted.length - 1))] ?? 0) / 1000;
  return [at(0.5), at(0.99)];
}

/**
 * How fast the core is: a day of 4,000 tickets over 100 counters, and single decisions with many waiting. Prints
 * figures and judges nothing. On Node 22.18 or later: `node test/bench/queue.ts`; on Node 20:
 * `npx rolldown test/bench/queue.ts -p node -f esm -o bench.mjs && node bench.mjs`
 */
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

function wholeDay(): void {
  const state = openState(bigHall(100));
  const start = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  let events = 0;
  for (let ticket = 0; ticket < 4_000; ticket++) {
    events += perform(state, take(ticket)).events;
    const id = String((ticket % 100) + 1);
    // The hall fills in the first half of the day and empties in the second.
    if (ticket % 2 === 0) events += perform(state, { type: 'next', counter: id }).events;
    if (ticket % 50 === 0) events += perform(state, { type: 'tick' }).events;
  }
  for (let press = 0; press < 2_400; press++) {
    events += perform(state, { type: 'next', counter: String((press % 100) + 1) }).events;
  }
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  const { user, system } = process.cpuUsage(cpu);
  const cpuMs = (user + system) / 1000;
  console.log(
    `a day of 4,000 tickets over 100 counters: ${ms.toFixed(0)} ms, of them ${cpuMs.toFixed(0)} ms CPU; ${events} events`,
  );
}

/** Presses with a steady number waiting: each round takes one ticket and calls, parks, resumes, moves or cancels one. */
function withWaiting(waiting: number, counters: number, rounds: number): void {
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
  console.log(`${waiting} waiting, ${counters} counters, ${deciding.length} commands:`);
  for (const [what, times] of Object.entries({ decide: deciding, apply: applying, serviceView: viewing })) {
    console.log(`  ${what.padEnd(11)} p50 ${share(times, 0.5)} us, p99 ${share(times, 0.99)} us`);
  }
}

function share(times: number[], part: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return ((sorted[Math.trunc(part * (sorted.length - 1))] ?? 0) / 1000).toFixed(1);
}

wholeDay();
wholeDay();
withWaiting(1_000, 100, 20_000);
withWaiting(10_000, 500, 20_000);

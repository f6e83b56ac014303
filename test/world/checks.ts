import { isDeepStrictEqual } from 'node:util';
import { counterOf } from '../../config/site.ts';
import { isQueueEvent } from '../../firmware-host/journal/journal-port.ts';
import { counterState, deviceState, serviceState } from '../../firmware-host/mqtt/states.ts';
import { topicOf } from '../../firmware-host/mqtt/topics.ts';
import { counterText } from '../../firmware-host/perform/counter-text.ts';
import { apply } from '../../firmware-host/queue/apply.ts';
import { refusals } from '../../firmware-host/queue/refusals.ts';
import { openState } from '../../firmware-host/queue/state.ts';
import { counterView, ticketViews } from '../../firmware-host/queue/views.ts';
import type { PrinterState } from '../../simulators/escpos-printer/printer-state.ts';
import { promiseMs } from './health.ts';
import type { Life } from './life.ts';
import type { World } from './world.ts';

const lookEveryMs = 250;
const glyphs: ReadonlySet<string> = new Set(
  // Seven segments show an S as they show a 5.
  Object.values(refusals).flatMap(({ glyphs }) => [
    glyphs.toUpperCase(),
    glyphs.toUpperCase().replaceAll('S', '5'),
  ]),
);

/** Looks at the hall again and again, as somebody who walks through it. */
export interface Watch {
  look(): void;
}

export function watchOver(world: World): Watch {
  const { site, health, rules, clock } = world;
  const displays = site.devices.filter((device) => device.role === 'display');
  /** Since when each display has read what it should not. */
  const wrongSince = new Map<string, number>();
  const awaySince = new Map<string, number>();
  /** Lines of text that each printer had been sent when it was known to be without paper, and since when it is. */
  const sentWithout = new Map<
    string,
    {
      readonly lines: number;
      readonly since: number;
      readonly at: number;
      readonly lateMs: number;
      readonly state: PrinterState;
    }
  >();
  /** Since when each broker, which serves the hall, says that it is away. */
  const offlineSince = new Map<'broker' | 'central', number>();
  let lookedAt = Number.NEGATIVE_INFINITY;

  function lookAt(life: Life): void {
    const now = clock.now();
    const called = new Map<string, string>();
    for (const id of site.counters.keys()) {
      const ticket = life.host.counter(id)?.ticket;
      if (ticket === undefined) continue;
      const other = called.get(ticket);
      if (other !== undefined) rules.breaks('one counter', `${ticket} is at ${other} and at ${id}`);
      called.set(ticket, id);
    }
    for (const device of displays) {
      const reads = readOn(world, device.id) ?? '';
      const expected = expectedOn(life, device.counter);
      const excused =
        life.stopping ||
        !health.isWell(device.id, now, life.startedAt) ||
        glyphs.has(reads) ||
        reads === '8888';
      if (reads === expected || excused) wrongSince.delete(device.id);
      else if (!wrongSince.has(device.id)) wrongSince.set(device.id, now);
      const since = wrongSince.get(device.id);
      if (since !== undefined && now - since > promiseMs)
        rules.breaks(
          'display',
          `${device.id} reads '${reads}' for ${promiseMs} ms, and should '${expected}'`,
        );
    }
    for (const { id } of site.devices) {
      const state = world.statuses.get(id)?.state;
      // Nothing is known of one that takes a job after the other and answers none, until they are given up.
      const atWork = state === 'unknown' && isPrinting(world, id);
      const there = state === 'online' || state === 'degraded' || atWork;
      if (there || life.stopping || !health.isWell(id, now, life.startedAt)) awaySince.delete(id);
      else if (!awaySince.has(id)) awaySince.set(id, now);
      const since = awaySince.get(id);
      if (since !== undefined && now - since > promiseMs)
        rules.breaks('reopens', `${id} is still ${state}, long after its fault`);
    }
  }

  /** Nothing is sent to a printer that says it has no paper, once it can have said so. */
  function lookAtPrinters(): void {
    for (const [id, { printer }] of world.hall.devices) {
      if (printer === undefined) continue;
      const stopped = printer.state.paper === 'out' || printer.state.cover === 'open';
      // A state that has changed is another object: the printer may have printed between two looks, and stopped again.
      const last = sentWithout.get(id);
      const before = last?.state === printer.state ? last : undefined;
      const lines = stopped ? printer.transcript.filter(({ name }) => name === 'text').length : 0;
      const since = before?.since ?? clock.now();
      // The lines came at some time since the last look: told by then, they should not have.
      // A printer that was slow when its paper went says so late, however quick it has become since.
      const lateMs = Math.max(before?.lateMs ?? 0, world.lateness(id));
      const told = before !== undefined && before.at - since > lateMs;
      if (told && lines > before.lines)
        rules.breaks('paper', `${id} was sent a ticket without paper or with its cover open`);
      if (stopped) sentWithout.set(id, { lines, since, at: clock.now(), lateMs, state: printer.state });
      else sentWithout.delete(id);
    }
  }

  /** A hall that is connected is not marked offline, whatever last wills come late. */
  function lookAtBrokers(): void {
    const { life } = world;
    const now = clock.now();
    for (const where of ['broker', 'central'] as const) {
      const said = world[where].retained.get(topicOf(site.id, 'controller/state'));
      const served = life !== undefined && !life.stopping && world[where].serves(`loket-${site.id}`);
      if (!served || said?.includes('"state":"online"')) offlineSince.delete(where);
      else if (!offlineSince.has(where)) offlineSince.set(where, now);
      const since = offlineSince.get(where);
      if (since !== undefined && now - since > promiseMs)
        rules.breaks(
          'marked offline',
          `${where} has ${said} for ${promiseMs} ms while the hall is connected`,
        );
    }
  }

  return {
    look() {
      const now = clock.now();
      if (now - lookedAt < lookEveryMs) return;
      lookedAt = now;
      lookAtPrinters();
      lookAtBrokers();
      world.links.look();
      world.verdicts.look();
      world.voice.look();
      world.lamps.look();
      if (world.life === undefined) {
        wrongSince.clear();
        awaySince.clear();
      } else lookAt(world.life);
    },
  };
}

/** What keeps the hall from being at rest, with every fault over; undefined when it is. */
export function unrest(world: World): string | undefined {
  const { site, life, disk, office } = world;
  if (life === undefined) return 'the process does not run';
  const { host, journal } = life;
  if (journal.pressure().waiting > 0) return 'the journal waits';
  if (life.portFault !== undefined) return `the port is not open: ${life.portFault.message}`;
  for (const device of site.devices) {
    const { id, role } = device;
    const status = host.status(id);
    if (status?.state !== 'online' && status?.state !== 'degraded') return `${id} is ${status?.state}`;
    if (role === 'printer' && !status.usable) return `${id} cannot print: ${status.reasons[0]?.code}`;
    if (world.device(id)?.printer?.busy) return `${id} prints`;
    const reads = readOn(world, id);
    const expected = expectedOn(life, counterOf(device));
    if (reads !== undefined && reads !== expected) return `${id} reads '${reads}', and should '${expected}'`;
  }
  const printing = host.tickets().find(({ state }) => state === 'reserved');
  if (printing !== undefined) return `${printing.ticket} is being printed`;
  if (office.applied !== disk.records.length)
    return `the office has ${office.applied} of ${disk.records.length} events`;
  return untrue(world, life, 'broker') ?? untrue(world, life, 'central') ?? world.verdicts.unrest();
}

/** What holds once the hall is at rest: its state is what the journal tells, and nothing else. */
export function judgeRest(world: World): void {
  const { site, life, disk, rules } = world;
  if (life === undefined) return;
  const state = openState(site.hall);
  for (const { event, ...at } of disk.tail())
    if (isQueueEvent(event)) apply(state, event, { ...at, trusted: at.clock === 'synced' });
  const now = { hall: 0, wall: 0, date: '', weekday: 1, minute: 0, trusted: true };
  const told = (tickets: readonly { readonly for_s: number }[]) =>
    JSON.stringify(tickets.map(({ for_s: _, ...ticket }) => ticket));
  if (told(ticketViews(state, now)) !== told(life.host.tickets()))
    rules.breaks('journal', 'its events do not lead to the tickets of the hall');
  for (const id of site.counters.keys())
    if (JSON.stringify(counterView(state, id)) !== JSON.stringify(life.host.counter(id)))
      rules.breaks('journal', `its events do not lead to ${id}`);
  for (const { id } of site.devices) world.ledger.faults.judge(id, life.host.status(id));
  world.verdicts.atRest();
}

/** A retained state that is not the hall's. */
function untrue(world: World, life: Life, where: 'broker' | 'central'): string | undefined {
  const { site } = world;
  const { host } = life;
  const differs = (address: string, id: string | undefined, expected: object): string | undefined => {
    const topic = topicOf(site.id, address, id);
    const said = JSON.parse(world[where].retained.get(topic) ?? '{}') as { [field: string]: unknown };
    const wrong = Object.entries(expected).find(([field, value]) => !isDeepStrictEqual(said[field], value));
    return wrong && `${where}: ${topic} has ${wrong[0]} ${said[wrong[0]]}, and the hall ${wrong[1]}`;
  };
  const online = differs('controller/state', undefined, { state: 'online', boot: life.boot });
  if (online !== undefined) return online;
  for (const id of site.counters.keys()) {
    const view = host.counter(id);
    const { since: _, ...expected } = counterState({ ...emptyCounter, ...view });
    const wrong = differs('counter/{id}/state', id, expected);
    if (wrong !== undefined) return wrong;
  }
  for (const id of site.services.keys()) {
    const view = host.service(id);
    if (view === undefined) continue;
    const { longest_wait_s: _, estimate_s: __, ...expected } = serviceState(view);
    const wrong = differs('service/{id}/state', id, expected);
    if (wrong !== undefined) return wrong;
  }
  for (const { id } of site.devices) {
    const status = host.status(id);
    if (status === undefined) continue;
    const { state, usable, reason } = deviceState(status);
    const wrong = differs('device/{id}/state', id, { state, usable, reason });
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

const emptyCounter = {
  state: 'closed',
  ticket: undefined,
  service: undefined,
  reason: undefined,
  waiting: 0,
  parked: 0,
  since: undefined,
} as const;

export function expectedOn({ host }: Life, counter: string | undefined): string {
  const view = counter === undefined ? undefined : host.counter(counter);
  return view === undefined ? '' : counterText(view);
}

/** Whether it has a number to print, or something in its buffer. */
export function isPrinting(world: World, printer: string): boolean {
  const tickets = [...world.ledger.today.values()];
  const reserved = tickets.some((one) => one.state === 'reserved' && one.printer === printer);
  return reserved || world.device(printer)?.printer?.busy === true;
}

/** What a person reads there: seven segments show a B as a b. */
export function readOn(world: World, display: string): string | undefined {
  return world.device(display)?.reads?.().toUpperCase();
}

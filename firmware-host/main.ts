import { runningSite } from '../config/running-site.ts';
import type { Device } from '../config/site.ts';
import type { Millis } from '../devices/ports.ts';
import type { KeyEvent, Role, RoleEvents, ScanEvent } from '../devices/roles.ts';
import { isThere } from './health/status-line.ts';
import type { Host, HostParts, Sight } from './host.ts';
import { isQueueEvent, type Record } from './journal/port.ts';
import { atMost } from './loop/at-most.ts';
import { desks, type Refused } from './loop/desks.ts';
import { hallTime, jumpsIn } from './loop/hall-time.ts';
import { Latency } from './loop/latency.ts';
import { limits } from './loop/limits.ts';
import { type Input, Loop, type Outcome, type Seen } from './loop/loop.ts';
import { repeat } from './loop/repeat.ts';
import { openSeldom } from './mqtt/commands/seldom.ts';
import { clearGhosts } from './mqtt/ghosts.ts';
import { openLane } from './mqtt/lane.ts';
import { stateRank } from './mqtt/messages/outgoing.ts';
import { watchOwnState } from './mqtt/own-state.ts';
import { topicOf } from './mqtt/topics.ts';
import { ownHealth } from './own-health.ts';
import { takeCommands } from './perform/commands.ts';
import { floor } from './perform/floor.ts';
import { messages } from './perform/messages.ts';
import { refusing } from './perform/refusing.ts';
import { siteReload } from './perform/reload.ts';
import { ticketOffice } from './perform/ticket-office.ts';
import { apply } from './queue/apply.ts';
import type { Cause, Command } from './queue/commands.ts';
import { type RefusalCode, refusals } from './queue/refusals.ts';
import { openState } from './queue/state.ts';
import { counterView, serviceView, ticketViews } from './queue/views.ts';
import { equipment } from './supervise/equipment.ts';
import type { DeviceStatus } from './supervise/status.ts';

/** Waits grow by themselves: how often the services' states are said again. */
const servicesEveryMs = 10_000;
/** A number that was given at a stop has so long to be durable and come out. */
const printedMs = 3_000;
/** The same refusal is written down this often: whoever asks again and again fills no log. */
const refusalsEveryMs = 1_000;
const darkMs = 1_000;
const drainMs = 1_000;
/** What is said last does not wait for a disk that hangs, and the end of the process only so long. */
const closeMs = 10_000;

/** Puts a hall together and starts it. Settles when every device has been started, not when it is online. */
export function startHost(parts: HostParts): Host {
  const { ports, log, journal, uplink } = parts;
  const running = runningSite(parts.site);
  const { site } = running;
  const { clock } = ports;
  const state = openState(site.hall, parts.taken);
  for (const { event, ...at } of parts.recovered) {
    if (isQueueEvent(event)) apply(state, event, { ...at, trusted: at.clock === 'synced' });
  }
  const last = parts.recovered.at(-1);
  const time = hallTime({
    ...{ clock, wall: parts.wall, trusted: parts.trusted, zone: site.zone, last },
    jumps: jumpsIn(parts.recovered),
    patienceMs: () => site.clockPatienceMs,
    asleepMs: parts.asleepMs,
    jumped: ({ byMs, why }) => void loop.note({ type: 'clock.jumped', by_s: Math.round(byMs / 1_000), why }),
  });
  const { wall } = time;
  const latency = new Latency(clock);
  const seldom = openSeldom(clock, refusalsEveryMs);
  const watchers = new Set<(sight: Sight) => void>();
  const saw = (sight: Sight) => {
    for (const watcher of watchers) watcher(sight);
  };

  const lane = openLane({ session: parts.session, clock, rank: stateRank });
  watchOwnState(parts.session, lane, topicOf(site.id, 'controller/state'));
  const say = messages({ ...parts, site, lane: uplink?.beside(lane) ?? lane, state, clock, wall });

  const all = equipment({
    site,
    ports,
    random: parts.random,
    onEvent: (device, event, at) => onEvent(device, event, at),
    onStatus: (device, status) => onStatus(device, status),
  });
  const show = floor({ state, clock, displaysOf: (counter) => all.at(counter, 'display') });
  const tellRefusal = refusing({ site, show, say, device: (id) => all.get(id) });
  const post = (command: Command, cause: Cause, at: Millis, device?: string) =>
    loop.post({ command, cause, at, ...(device === undefined ? {} : { device }) });
  const office = ticketOffice({
    site,
    state,
    printer: (id) => all.get(id),
    pressure: () => journal.pressure(),
    journalFailed: () => loop.failed !== undefined,
    post: (command) => post(command, 'printer', clock.now()),
    fault: (printer, ticket, fault) => log.warn({ device: printer, ticket, code: fault.code }, fault.message),
  });
  const atDesk = desks({
    site,
    state,
    clock,
    now: time.now,
    checkIn: site.checkIn && parts.bookings && { bookings: parts.bookings, window: site.checkIn },
    printerFor: office.printerFor,
    device: (id) => all.get(id),
    post,
    refuse: turnAway,
  });

  const loop = new Loop({
    state,
    lastSequence: last?.sequence ?? 0,
    boot: parts.boot,
    time,
    journal,
    soon: parts.soon,
    outlets: { see, keep, refuse, admit: office.admit, overflow, journalFailed },
  });

  function everything() {
    return { counters: [...site.counters.keys()], services: [...site.services.keys()] };
  }

  function see(seen: readonly Seen[]): void {
    const counters = new Set<string>();
    const services = new Set<string>();
    for (const { event, input, touched } of seen) {
      const here = touched === 'all' ? everything() : touched;
      for (const service of here.services) services.add(service);
      latency.note('decided', clock.now() - input.at);
      for (const counter of here.counters) {
        counters.add(counter);
        show.show(counter, () => latency.note('shown', clock.now() - input.at));
      }
      if (event.type === 'ticket.recalled') show.blink(event.counter);
    }
    // The displays first: putting states into words takes longer than showing a number.
    parts.soon(() => {
      const now = time.now();
      for (const counter of counters) say.counter(counter);
      for (const service of services) say.service(service, now);
    });
  }

  function keep(records: readonly Record[], inputs: readonly Input[]): void {
    for (const input of inputs) latency.note('durable', clock.now() - input.at);
    for (const record of records) {
      say.event(record);
      uplink?.recorded(record.sequence);
      if (isQueueEvent(record.event)) office.kept(record.event, record.wall);
      saw({ type: 'event', record });
    }
  }

  function refuse({ command, cause, device }: Input, code: RefusalCode): void {
    if (cause === 'timer') return;
    const counter = 'counter' in command ? command.counter : undefined;
    turnAway({ asked: command.type, code, cause, device, counter });
  }

  function turnAway(refused: Refused): void {
    const { asked, code, device } = refused;
    tellRefusal(refused);
    seldom(`${device} ${asked} ${code}`, (more) =>
      log.info({ device, command: asked, code, more }, refusals[code].en),
    );
    saw({ type: 'refused', ...refused });
  }

  function overflow(input: Input): void {
    log.error({ device: input.device, command: input.command.type }, 'too much input at once: dropped');
  }

  function journalFailed(fault: Error): void {
    log.error({ cause: fault.message }, 'the journal has failed: no more tickets are issued until a restart');
    own.say();
  }

  function onEvent(device: Device, event: RoleEvents[Role], at: Millis): void {
    if (device.kind.role === 'keys') atDesk.key(device, event as KeyEvent, at);
    if (device.kind.role === 'scanner') atDesk.scan(device, event as ScanEvent, at);
  }

  const known = new Map<string, boolean>();
  function onStatus(device: Device, status: DeviceStatus): void {
    say.device(device, status);
    say.deviceInfo(device, status.serial);
    saw({ type: 'device', device: device.id, status });
    const there = isThere(status);
    const before = known.get(device.id);
    if (status.state === 'offline') atDesk.gone(device);
    if (there === before || status.state === 'starting' || status.state === 'unknown') return;
    known.set(device.id, there);
    const [reason] = status.reasons;
    if (there && before === false) void loop.note({ type: 'device.found', device: device.id });
    if (!there) {
      if (before)
        void loop.note({ type: 'device.lost', device: device.id, code: reason?.code ?? 'link.absent' });
      log.warn({ device: device.id, code: reason?.code }, reason?.text ?? status.state);
    } else log.info({ device: device.id }, 'online');
  }

  function sayServices(): void {
    const now = time.now();
    for (const service of site.services.keys()) say.service(service, now);
  }

  /** What was posted before is decided by then. */
  const nextTurn = () => new Promise<void>((turn) => parts.soon(turn));
  const ask = (command: Command, cause: Cause): Promise<Outcome> =>
    new Promise((reply) => loop.post({ command, cause, at: clock.now(), reply }));

  function believeClock(): number | undefined {
    const byMs = time.doubt()?.byMs;
    return byMs !== undefined && time.confirm() ? byMs : undefined;
  }

  const reloading = siteReload({
    ...{ running, state, equipment: all, show, say, log, read: parts.readSite },
    left(device) {
      atDesk.gone(device);
      if (!site.devices.some(({ id }) => id === device.id)) known.delete(device.id);
    },
    changed() {
      say.info(parts.version);
      sayServices();
      own.say();
    },
  });

  const commands = takeCommands({
    ...parts,
    ...{ site, state, clock, wall, lane, believeClock, reload: reloading.reload },
    device: (id) => all.get(id),
    printerFor: (service) => office.printerFor(service, undefined),
    ask: (command) => ask(command, 'mqtt'),
  });

  const own = ownHealth({ ...parts, state, time, all, loop, lane, say, latency, commands, reloading });
  uplink?.onDropped((from, to) => void loop.note({ type: 'journal.dropped', from, to }));
  own.online();
  say.info(parts.version);
  for (const [device, one] of all.all()) {
    say.deviceInfo(device, one.status().serial);
    say.device(device, one.status());
  }
  sayServices();
  for (const counter of site.counters.keys()) {
    say.counter(counter);
    show.show(counter);
  }
  clearGhosts({ session: parts.session, lane, site: site.id, clock });
  if (uplink !== undefined) clearGhosts({ ...uplink, site: site.id, clock });
  void loop.note({ type: 'host.started', version: parts.version, clean: parts.clean });
  post({ type: 'tick' }, 'timer', clock.now());
  office.recover();
  all.start();
  const beats = [
    repeat(clock, limits.tickMs, () => post({ type: 'tick' }, 'timer', clock.now())),
    repeat(clock, servicesEveryMs, sayServices),
  ];
  own.start();

  return {
    ask,
    issue: (service, kind) =>
      ask({ type: 'issue', service, class: kind, printer: office.printerFor(service, undefined) }, 'console'),
    reprint(ticket) {
      const printer = office.printerFor(state.tickets.get(ticket)?.service ?? '', undefined);
      if (printer === null) return Promise.resolve({ ok: false, refused: 'printer-not-ready' });
      return ask({ type: 'reprint', ticket, printer }, 'console');
    },
    counter: (id) => counterView(state, id),
    service: (id) => serviceView(state, id, time.now()),
    tickets: () => ticketViews(state, time.now()),
    status: (id) => all.get(id)?.status(),
    latency: (way) => latency.read(way),
    watch: (listener) => watchers.add(listener),
    reload: reloading.reload,
    believeClock,
    async stop() {
      own.stopping();
      for (const cancel of beats) cancel();
      await nextTurn();
      await Promise.all([show.dark(darkMs), atMost(clock, printedMs, office.rest())]);
      await all.stop();
      // What stopped printers have given back is to stand before the end.
      await nextTurn();
      await atMost(clock, drainMs, loop.close({ type: 'host.stopped' }));
      say.stopped();
      await lane.drained(drainMs);
      lane.close();
      await uplink?.close();
      await parts.session.close();
      await atMost(clock, closeMs, journal.close());
    },
  };
}

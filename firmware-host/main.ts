import { runningSite } from '../config/running-site.ts';
import type { Device } from '../config/site.ts';
import type { Millis } from '../devices/ports.ts';
import type { KeyEvent, Role, RoleEvents, ScanEvent } from '../devices/roles.ts';
import { closeHall } from './close-hall.ts';
import { deviceChanges } from './device-changes.ts';
import { effects } from './effects.ts';
import type { Host, HostParts, Sight } from './host.ts';
import { isQueueEvent } from './journal/port.ts';
import { desks } from './loop/desks.ts';
import { hallTime, jumpsIn } from './loop/hall-time.ts';
import { Latency } from './loop/latency.ts';
import { Loop, type Outcome } from './loop/loop.ts';
import { openLane } from './mqtt/lane.ts';
import { stateRank } from './mqtt/messages/outgoing.ts';
import { watchOwnState } from './mqtt/own-state.ts';
import { topicOf } from './mqtt/topics.ts';
import { openHall, sayServices } from './open-hall.ts';
import { ownHealth } from './own-health.ts';
import { takeCommands } from './perform/commands.ts';
import { floor } from './perform/floor.ts';
import { messages } from './perform/messages.ts';
import { siteReload } from './perform/reload.ts';
import { ticketOffice } from './perform/ticket-office.ts';
import { apply } from './queue/apply.ts';
import type { Cause, Command } from './queue/commands.ts';
import { openState } from './queue/state.ts';
import { counterView, serviceView, ticketViews } from './queue/views.ts';
import { equipment } from './supervise/equipment.ts';

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
    onStatus: (device, status) => changes.status(device, status),
  });
  const show = floor({ state, clock, displaysOf: (counter) => all.at(counter, 'display') });
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
  const caused = effects({
    ...parts,
    ...{ site, clock, time, latency, all, show, say, office, saw },
    ailing: () => own.say(),
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
    refuse: caused.turnAway,
  });

  const loop = new Loop({
    state,
    lastSequence: last?.sequence ?? 0,
    boot: parts.boot,
    time,
    journal,
    soon: parts.soon,
    outlets: caused,
  });

  function onEvent(device: Device, event: RoleEvents[Role], at: Millis): void {
    if (device.kind.role === 'keys') atDesk.key(device, event as KeyEvent, at);
    if (device.kind.role === 'scanner') atDesk.scan(device, event as ScanEvent, at);
  }

  const changes = deviceChanges({
    ...{ log, say, saw },
    note: (event) => void loop.note(event),
    gone: (device) => atDesk.gone(device),
  });

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
      if (!site.devices.some(({ id }) => id === device.id)) changes.forget(device.id);
    },
    changed() {
      say.info(parts.version);
      sayServices({ site, say, time });
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
  const made = { ...parts, site, time, loop, lane, say, show, all, office, own };
  const stopBeats = openHall(made);

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
    stop: () => closeHall({ ...made, stopBeats }),
  };
}

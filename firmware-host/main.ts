import type { Millis } from '../devices/ports.ts';
import { createAsked } from './asked.ts';
import { closeHall } from './close-hall.ts';
import { keepMemory, nothingRemembered } from './device-memory.ts';
import { createEffects } from './effects.ts';
import { createHallDevices } from './hall-devices.ts';
import type { Host, HostNotification, HostParts } from './host.ts';
import type { HostEvent } from './journal/journal-port.ts';
import { createLookedAfter } from './looked-after.ts';
import { Latency } from './loop/latency.ts';
import { Loop } from './loop/loop.ts';
import { openHallPublisher } from './mqtt/hall-publisher.ts';
import { withThings } from './mqtt/things.ts';
import { openHall, showNotices } from './open-hall.ts';
import { createPageDesk } from './page-desk.ts';
import { createMessages } from './perform/messages.ts';
import { createSetNotice } from './perform/set-notice.ts';
import { createTicketOffice } from './perform/ticket-office.ts';
import type { Cause, Command } from './queue/commands.ts';
import { recoveredHall } from './recovered.ts';
import { createSeenAndHeard } from './seen-and-heard.ts';

/** Puts a hall together and starts it. Returns when every device has been started, not when it is online. */
export function startHost(given: HostParts): Host {
  const { log, journal, uplink } = given;
  const { site } = given.running;
  const { clock } = given.ports;
  const publisher = openHallPublisher({ connection: given.connection, clock, site: site().id });
  const parts = { ...given, ports: withThings(given, publisher) };
  const note = (event: HostEvent) => loop.note(event);
  const post = (command: Command, cause: Cause, at: Millis, device?: string) =>
    loop.post({ command, cause, at, ...(device === undefined ? {} : { device }) });
  const { state, time, lastSequence } = recoveredHall(parts, note);
  const latency = new Latency(clock);
  const watchers = new Set<(sight: HostNotification) => void>();
  const saw = (sight: HostNotification) => {
    for (const watcher of watchers) watcher(sight);
  };

  const memory = keepMemory({
    ...{ remembered: parts.remembered ?? nothingRemembered, store: parts.memoryStore, clock },
    report: ({ code, message }) => log.warn({ code }, `the counts of devices were not saved: ${message}`),
  });
  const outbound = uplink?.tee(publisher) ?? publisher;
  const notice = createSetNotice({ ...parts, state, now: time.now, note, changed: () => showNotices(made) });
  const say = createMessages({
    ...parts,
    ...{ site, publisher: outbound, state, clock, memory, wall: time.wall, message: notice.text },
  });

  const devices = createHallDevices({
    ...{ ...parts, site, state, time, say, saw, note, post, standing: memory.standing },
    printerFor: (service, own) => office.printerFor(service, own),
    turnAway: (refused) => caused.turnAway(refused),
  });
  const { all } = devices;
  const noticed = createSeenAndHeard({ ...parts, site, state, time, all, note, notice });
  const office = createTicketOffice({
    ...{ site, state, printer: all.get, fenced: parts.folder?.fenced !== undefined },
    pressure: () => journal.pressure(),
    journalFailed: () => loop.failed !== undefined,
    post: (command) => post(command, 'printer', clock.now()),
    fault: (printer, ticket, fault) => log.warn({ device: printer, ticket, code: fault.code }, fault.message),
  });
  const caused = createEffects({
    ...parts,
    ...{ ...noticed, site, state, clock, time, latency, all, say, office, saw, memory },
    ailing: () => upkeep.own.say(),
  });
  const loop = new Loop({
    ...{ state, lastSequence, boot: parts.boot, time, journal, soon: parts.soon },
    effects: caused,
  });

  const asking = createAsked({ clock, state, time, loop, office });
  const { fromPage, ...upkeep } = createLookedAfter({
    ...parts,
    ...{ ...noticed, state, time, latency, publisher, say, devices, office, loop, notice, asked: asking },
  });
  const made = { ...parts, ...noticed, ...upkeep, time, loop, publisher, say, devices, office, memory };
  const stopBeats = openHall(made);

  return {
    ...asking,
    wall: time.wall,
    status: (id) => all.get(id)?.status(),
    latency: (way) => latency.read(way),
    watch: (listener) => watchers.add(listener),
    reload: upkeep.reload,
    desk: createPageDesk({ site, state, clock, fromPage, pictures: parts.ports.pictures }),
    stop: () => closeHall({ ...made, stopBeats }),
  };
}

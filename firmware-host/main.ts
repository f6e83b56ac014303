import type { Millis } from '../devices/ports.ts';
import { asked } from './asked.ts';
import { closeHall } from './close-hall.ts';
import { keepMemory, nothingRemembered } from './device-memory.ts';
import { effects } from './effects.ts';
import { hallDevices } from './hall-devices.ts';
import type { Host, HostParts, Sight } from './host.ts';
import type { HostEvent } from './journal/port.ts';
import { lookedAfter } from './looked-after.ts';
import { Latency } from './loop/latency.ts';
import { Loop } from './loop/loop.ts';
import { openLane } from './mqtt/lane.ts';
import { stateRank } from './mqtt/messages/outgoing.ts';
import { numberedState } from './mqtt/numbered-state.ts';
import { watchOwnState } from './mqtt/own-state.ts';
import { topicOf } from './mqtt/topics.ts';
import { openHall } from './open-hall.ts';
import { floor } from './perform/floor.ts';
import { messages } from './perform/messages.ts';
import { ticketOffice } from './perform/ticket-office.ts';
import type { Cause, Command } from './queue/commands.ts';
import { recoveredHall } from './recovered.ts';

/** Puts a hall together and starts it. Settles when every device has been started, not when it is online. */
export function startHost(parts: HostParts): Host {
  const { ports, log, journal, uplink } = parts;
  const { site } = parts.running;
  const { clock } = ports;
  const note = (event: HostEvent) => void loop.note(event);
  const post = (command: Command, cause: Cause, at: Millis, device?: string) =>
    loop.post({ command, cause, at, ...(device === undefined ? {} : { device }) });
  const { state, time, lastSequence } = recoveredHall(parts, note);
  const latency = new Latency(clock);
  const watchers = new Set<(sight: Sight) => void>();
  const saw = (sight: Sight) => {
    for (const watcher of watchers) watcher(sight);
  };

  const { session } = parts;
  const ownTopic = topicOf(site().id, 'controller/state');
  const lane = numberedState(session, openLane({ session, clock, rank: stateRank }), ownTopic);
  watchOwnState(session, lane, ownTopic);
  const memory = keepMemory({
    ...{ remembered: parts.remembered ?? nothingRemembered, store: parts.memoryStore, clock },
    report: ({ code, message }) => log.warn({ code }, `the counts of devices were not saved: ${message}`),
  });
  const outbound = uplink?.beside(lane) ?? lane;
  const say = messages({ ...parts, ...{ site, lane: outbound, state, clock, memory, wall: time.wall } });

  const devices = hallDevices({
    ...{ ...parts, site, state, time, say, saw, note, post, standing: memory.standing },
    printerFor: (service, own) => office.printerFor(service, own),
    turnAway: (refused) => caused.turnAway(refused),
  });
  const { all } = devices;
  const show = floor({ state, clock, displaysOf: (counter) => all.at(counter, 'display') });
  const office = ticketOffice({
    ...{ site, state, printer: all.get },
    pressure: () => journal.pressure(),
    journalFailed: () => loop.failed !== undefined,
    post: (command) => post(command, 'printer', clock.now()),
    fault: (printer, ticket, fault) => log.warn({ device: printer, ticket, code: fault.code }, fault.message),
  });
  const caused = effects({
    ...parts,
    ...{ site, clock, time, latency, all, show, say, office, saw, memory },
    ailing: () => own.say(),
  });
  const loop = new Loop({
    ...{ state, lastSequence, boot: parts.boot, time, journal, soon: parts.soon },
    outlets: caused,
  });

  const asking = asked({ clock, state, time, loop, office });
  const { reload, own } = lookedAfter({
    ...parts,
    ...{ state, time, latency, lane, say, show, devices, office, loop, asked: asking },
  });
  const made = { ...parts, time, loop, lane, say, show, devices, office, own, memory };
  const stopBeats = openHall(made);

  return {
    ...asking,
    status: (id) => all.get(id)?.status(),
    latency: (way) => latency.read(way),
    watch: (listener) => watchers.add(listener),
    reload,
    stop: () => closeHall({ ...made, stopBeats }),
  };
}

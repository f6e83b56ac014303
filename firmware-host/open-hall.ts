import type { RunningSite } from '../config/running-site.ts';
import type { Cancel } from '../devices/ports.ts';
import { repeat } from './async/interval.ts';
import type { KeptMemory } from './device-memory.ts';
import type { HallDevices } from './hall-devices.ts';
import type { HomeAssistant } from './homeassistant/home-assistant.ts';
import type { HostParts } from './host.ts';
import type { HallTime } from './loop/hall-time.ts';
import type { Loop } from './loop/loop.ts';
import { limits } from './loop/loop-limits.ts';
import type { Publisher } from './mqtt/publisher.ts';
import { clearStaleRetained } from './mqtt/stale-retained.ts';
import type { OwnHealth } from './own-health.ts';
import type { Announcements } from './perform/announcements.ts';
import type { CounterDisplays } from './perform/counter-displays.ts';
import type { MachineDisplays } from './perform/machine-displays.ts';
import type { Messages } from './perform/messages.ts';
import type { Signals } from './perform/signals.ts';
import type { TicketOffice } from './perform/ticket-office.ts';

/** How often the services' states are published again, because waiting times grow by themselves. */
const servicesEveryMs = 10_000;
/** How often it is looked at what visitors have to know. */
const noticesEveryMs = 1_000;
/** How often faults of devices are looked at that may be over. */
const faultsEveryMs = 1_000;

/** Publishes the state of every service, with the current waiting times, and what visitors answered. */
export function sayServices(of: { running: RunningSite; say: Messages; time: HallTime }): void {
  const { running, say, time } = of;
  const now = time.now();
  for (const service of running.site().services.keys()) say.service(service, now);
  say.ratings(now);
}

/** Publishes the state and the counts of every device, as far as they have changed. */
export function sayDevices({ say, devices }: { say: Messages; devices: Pick<HallDevices, 'all'> }): void {
  for (const [device, one] of devices.all.all()) say.device(device, one.status());
}

/** A hall whose parts know each other, and of which none has begun yet. */
export interface BuiltHall extends HostParts {
  readonly time: HallTime;
  readonly loop: Loop;
  readonly publisher: Publisher;
  readonly say: Messages;
  readonly show: CounterDisplays;
  readonly announcements: Announcements;
  readonly machines: MachineDisplays;
  readonly signals: Signals;
  readonly devices: HallDevices;
  readonly memory: KeptMemory;
  readonly office: TicketOffice;
  readonly own: OwnHealth;
  readonly homeAssistant: HomeAssistant;
}

/** Says which notices are in force, and leads the number displays by them. */
export function showNotices({ say, show, time }: Pick<BuiltHall, 'say' | 'show' | 'time'>): void {
  say.notices(time.now());
  show.followNotice();
}

/**
 * Opens the hall, in this order: every retained state, the clearing of stale retained messages, the record of the
 * start, tickets whose paper is in doubt, and the devices. Returns a function that ends the hall's own timers.
 */
export function openHall(of: BuiltHall): Cancel {
  const { loop, publisher, say, show, devices, own, connection, uplink, version } = of;
  const { all } = devices;
  const site = of.running.site();
  const { clock } = of.ports;
  const tick = () => {
    loop.post({ command: { type: 'tick' }, cause: 'timer', at: clock.now() });
    of.announcements.tick();
  };
  uplink?.onDropped((from, to) => void loop.note({ type: 'journal.dropped', from, to }));
  own.online();
  say.info(version);
  for (const [device, one] of all.all()) {
    say.deviceInfo(device, one.status().serial);
    say.device(device, one.status());
  }
  sayServices(of);
  say.notices(of.time.now());
  for (const counter of site.counters.keys()) {
    say.counter(counter);
    show.show(counter);
  }
  of.signals.showAll();
  of.machines.showAll();
  of.homeAssistant.announce();
  clearStaleRetained({ connection, publisher, site: site.id, also: of.homeAssistant.filters(), clock });
  if (uplink !== undefined) clearStaleRetained({ ...uplink, site: site.id, clock });
  void loop.note({ type: 'host.started', version, clean: of.clean });
  tick();
  of.office.recover();
  all.start();
  const beats = [
    repeat(clock, limits.tickMs, tick, 'loop: tick'),
    repeat(clock, servicesEveryMs, () => sayServices(of), 'services: publish again'),
    repeat(clock, noticesEveryMs, () => showNotices(of), 'notices: look'),
    repeat(clock, faultsEveryMs, devices.checkFaults, 'devices: faults that are over'),
    of.memory.start(() => sayDevices(of)),
  ];
  own.start();
  return () => {
    for (const cancel of beats) cancel();
  };
}

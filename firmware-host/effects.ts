import type { Site } from '../config/site.ts';
import type { Clock } from '../devices/ports.ts';
import type { KeptMemory } from './device-memory.ts';
import type { HostNotification, HostParts } from './host.ts';
import { isQueueEvent, type Record } from './journal/journal-port.ts';
import type { HallTime } from './loop/hall-time.ts';
import type { Latency } from './loop/latency.ts';
import type { CausedEvent, Effects, Input } from './loop/loop.ts';
import type { Announcements } from './perform/announcements.ts';
import { type ComplaintSlips, createComplaintSlips } from './perform/complaint-slips.ts';
import type { CounterDisplays } from './perform/counter-displays.ts';
import type { MachineDisplays } from './perform/machine-displays.ts';
import type { Messages } from './perform/messages.ts';
import { createRefusing } from './perform/refusing.ts';
import type { Signals } from './perform/signals.ts';
import type { TicketOffice } from './perform/ticket-office.ts';
import type { RefusalCode, Refused } from './queue/refusals.ts';
import type { ReadState } from './queue/state.ts';
import type { Equipment } from './supervise/equipment.ts';

interface Parts extends Pick<HostParts, 'log' | 'soon' | 'uplink'> {
  readonly site: () => Site;
  readonly clock: Clock;
  readonly time: HallTime;
  readonly latency: Latency;
  readonly all: Equipment;
  readonly show: CounterDisplays;
  readonly announcements: Pick<Announcements, 'heard' | 'refused'>;
  readonly machines: Pick<MachineDisplays, 'see' | 'refused'>;
  readonly signals: Signals;
  readonly say: Messages;
  readonly office: TicketOffice;
  readonly state: ReadState;
  readonly memory: Pick<KeptMemory, 'recorded'>;
  readonly saw: (sight: HostNotification) => void;
  /** Called when the journal has failed: the controller publishes that. */
  readonly ailing: () => void;
}

/**
 * The effects of decisions, in order: displays, lamps and speakers at once, then states; messages and paper once the
 * journal has stored the records. `turnAway` is for inputs refused before they reach the loop.
 */
export function createEffects(of: Parts): Effects & { readonly turnAway: (refused: Refused) => void } {
  const { site, clock, log, latency, show, signals, announcements, say, office } = of;
  const slips = slipsOf(of);
  const tellRefusal = createRefusing({ ...of, device: (id) => of.all.get(id) });

  function see(seen: readonly CausedEvent[]): void {
    const counters = new Set<string>();
    const services = new Set<string>();
    for (const { event, input, touched } of seen) {
      const here = touched === 'all' ? everythingOf(site()) : touched;
      for (const service of here.services) services.add(service);
      latency.note('decided', clock.now() - input.at);
      for (const counter of here.counters) {
        counters.add(counter);
        show.show(counter, () => latency.note('shown', clock.now() - input.at));
      }
      if (event.type === 'ticket.recalled') show.blink(event.counter);
      of.machines.see(event, input.device);
      announcements.heard(event);
      signals.see(event, here.counters);
    }
    // Displays and speakers come first: composing the states takes longer than showing a number.
    of.soon(() => {
      const now = of.time.now();
      for (const counter of counters) say.counter(counter);
      for (const service of services) say.service(service, now);
    });
  }

  function keep(records: readonly Record[], inputs: readonly Input[]): void {
    for (const input of inputs) latency.note('durable', clock.now() - input.at);
    for (const record of records) {
      say.event(record);
      of.uplink?.recorded(record.sequence);
      of.memory.recorded(record);
      if (isQueueEvent(record.event)) {
        office.kept(record.event, record.wall);
        slips.kept(record.event, inputs);
      }
      of.saw({ type: 'event', record });
    }
  }

  function turnAway(refused: Refused): void {
    tellRefusal(refused);
    of.saw({ type: 'refused', ...refused });
  }

  function refuse({ command, cause, device }: Input, code: RefusalCode): void {
    if (cause === 'timer') return;
    const counter = 'counter' in command ? command.counter : undefined;
    turnAway({ asked: command.type, code, cause, device, counter });
  }

  return {
    ...{ see, keep, refuse, turnAway, admit: office.admit },
    overflow: ({ device, command }) =>
      log.error({ device, command: command.type }, 'too much input at once: dropped'),
    journalFailed(fault) {
      log.error(
        { cause: fault.message },
        'the journal has failed: no more tickets are issued until a restart',
      );
      of.ailing();
    },
  };
}

const slipsOf = ({ site, state, all, office, log }: Parts): ComplaintSlips =>
  createComplaintSlips({
    ...{ site, state },
    printer: (id) => all.get(id),
    printerFor: (service) => office.printerFor(service, undefined),
    fault: (device, complaint, fault) => log.warn({ device, complaint, code: fault.code }, fault.message),
  });

const everythingOf = ({ counters, services }: Site) => ({
  counters: [...counters.keys()],
  services: [...services.keys()],
});

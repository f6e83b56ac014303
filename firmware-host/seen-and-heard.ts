import type { Site } from '../config/site.ts';
import type { HostParts } from './host.ts';
import type { HostEvent } from './journal/journal-port.ts';
import type { HallTime } from './loop/hall-time.ts';
import { type Announcements, createAnnouncements } from './perform/announcements.ts';
import { type CounterDisplays, createCounterDisplays } from './perform/counter-displays.ts';
import { createMachineDisplays, type MachineDisplays } from './perform/machine-displays.ts';
import type { SetNotice } from './perform/set-notice.ts';
import { createSignals, type Signals } from './perform/signals.ts';
import type { ReadState } from './queue/state.ts';
import type { Equipment } from './supervise/equipment.ts';

/** What people in the hall see and hear of the queue at once, before it is on the disk. */
export interface SeenAndHeard {
  readonly show: CounterDisplays;
  readonly machines: MachineDisplays;
  readonly signals: Signals;
  readonly announcements: Announcements;
}

export function createSeenAndHeard(
  of: Pick<HostParts, 'ports' | 'boot' | 'soon' | 'log'> & {
    readonly site: () => Site;
    readonly state: ReadState;
    readonly time: HallTime;
    readonly all: Equipment;
    readonly note: (event: HostEvent) => void;
    readonly notice: Pick<SetNotice, 'isOnDisplays'>;
  },
): SeenAndHeard {
  const { site, state, all, time } = of;
  const { clock, clips } = of.ports;
  return {
    show: createCounterDisplays({
      ...{ state, clock, hasNotice: of.notice.isOnDisplays },
      displaysOf: (counter) => all.at(counter, 'display'),
    }),
    machines: createMachineDisplays({ site, clock, device: all.get }),
    signals: createSignals({ site, state, clock, device: all.get }),
    announcements: createAnnouncements({ ...of, clock, clips, now: time.now, speaker: all.get }),
  };
}

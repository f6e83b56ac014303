import type { HostParts } from './host.ts';
import { type HostEvent, isQueueEvent } from './journal/journal-port.ts';
import { createHallTime, type HallTime, jumpsIn } from './loop/hall-time.ts';
import { apply } from './queue/apply.ts';
import { openState, type State } from './queue/state.ts';

/**
 * The state and the time of the hall, continued from the end of the journal. `note` records the events of the hall's
 * time.
 */
export function recoveredHall(
  parts: Pick<HostParts, 'running' | 'recovered' | 'taken' | 'ports' | 'wall' | 'trusted' | 'asleepMs'>,
  note: (event: HostEvent) => void,
): { readonly state: State; readonly time: HallTime; readonly lastSequence: number } {
  const { site } = parts.running;
  const state = openState(site().hall, parts.taken);
  for (const { event, ...at } of parts.recovered) {
    if (isQueueEvent(event)) apply(state, event, { ...at, trusted: at.clock === 'synced' });
  }
  const last = parts.recovered.at(-1);
  const time = createHallTime({
    ...{ clock: parts.ports.clock, wall: parts.wall, trusted: parts.trusted, zone: site().zone, last },
    jumps: jumpsIn(parts.recovered),
    patienceMs: () => site().clockPatienceMs,
    asleepMs: parts.asleepMs,
    jumped: ({ byMs, why }) => note({ type: 'clock.jumped', by_s: Math.round(byMs / 1_000), why }),
  });
  return { state, time, lastSequence: last?.sequence ?? 0 };
}

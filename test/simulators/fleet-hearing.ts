import type { Clock } from '../../devices/ports.ts';
import { type Fleet, type FleetOptions, openFleet } from '../../simulators/fleet/open-fleet.ts';
import { shareLines } from '../../simulators/fleet/shared-lines.ts';
import { seededRandom } from '../../simulators/random.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { memoryBroker } from './fleet-broker.ts';

/** A quarter to ten in western Indonesia. */
export const wall0 = Date.UTC(2026, 8, 21, 2, 45);

/** A fleet on a broker in memory, on virtual time. */
export function hearFleet(options: Partial<FleetOptions> = {}) {
  const clock = new VirtualClock();
  const broker = memoryBroker();
  const fleet = fleetOn(clock, broker, options);
  return { clock, broker, fleet, wall: () => wall0 + clock.now() };
}

export function fleetOn(
  clock: Clock,
  broker: ReturnType<typeof memoryBroker>,
  options: Partial<FleetOptions> = {},
): Fleet {
  const open = shareLines({ clock, random: seededRandom(7), carriers: [broker.carrier] });
  return openFleet({ ...{ clock, open, seed: 1, sites: 3 }, wall: () => wall0 + clock.now(), ...options });
}

export const minute = 60_000;

export const json = (payload: string) => JSON.parse(payload);

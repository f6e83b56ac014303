import type { Clock } from '../../devices/ports.ts';
import type { OpenLine } from './fleet-line.ts';
import { type Place, placesFor } from './hall-places.ts';
import { type Fleet, type FleetOptions, openFleet } from './open-fleet.ts';
import type { TroubleRates } from './trouble-maker.ts';

const second = 1_000;
const minute = 60 * second;

/** What goes on happening, per hour and site (a region: per hour and region): something in a minute with 200 sites. */
const rates: TroubleRates = {
  ...{ killed: 0.02, reset: 0.06, frozen: 0.03, hung: 0.01, stopped: 0.01, board: 0.02 },
  ...{
    paper: 0.08,
    display: 0.04,
    clock: 0.004,
    flapping: 0.008,
    maintenance: 0.02,
    'two-controllers': 0.002,
  },
  region: 0.03,
};

/** It is half past nine in the west, and the halls have been open since eight. */
const startHour = 9.5;
const openSinceMs = 95 * minute;

/**
 * A fleet for newcomers: within the first minute a region goes away and comes back, a printer runs out of paper, a
 * board dies, a site comes and goes, one has a wrong clock and one is in maintenance. Then things go on happening, by
 * chance, at a believable rate.
 */
export function openDemoFleet(of: {
  readonly clock: Clock;
  /** Unix ms. */
  readonly wall: () => number;
  readonly seed: number;
  /** How many; the story needs six and a region of three. */
  readonly sites: number;
  readonly open: OpenLine;
}): Fleet {
  const places = placesFor(of.sites);
  return openFleet({
    ...of,
    sites: places,
    hours: { startHour },
    past: { ms: openSinceMs, isSent: true },
    ...{ oldShare: 0.05, habits: 'bad', rampMs: 3 * second, rates, script: story(places) },
  });
}

/** The story of the first minute, at sites that are far from each other. */
function story(places: readonly Place[]): NonNullable<FleetOptions['script']> {
  const region = largestRegion(places);
  const others = places.filter((place) => place.region !== region);
  const at = (nth: number) => ({ site: others[Math.floor((others.length * nth) / 5)]?.id ?? '' });
  return [
    { atMs: 4 * second, kind: 'clock', ...at(0), forMs: 10 * minute },
    { atMs: 5 * second, kind: 'maintenance', ...at(1), device: 'printer-2', forMs: 15 * minute },
    { atMs: 6 * second, kind: 'flapping', ...at(2), forMs: 3 * minute },
    { atMs: 8 * second, kind: 'paper', ...at(3), device: 'printer-1', forMs: 4 * minute },
    { atMs: 12 * second, kind: 'region', region, forMs: 28 * second },
    { atMs: 16 * second, kind: 'board', ...at(4), device: 'board-1', forMs: 5 * minute },
  ];
}

function largestRegion(places: readonly Place[]): string {
  const counts = new Map<string, number>();
  for (const { region } of places) counts.set(region, (counts.get(region) ?? 0) + 1);
  const [largest] = [...counts].sort(([, one], [, other]) => other - one);
  return largest?.[0] ?? '';
}

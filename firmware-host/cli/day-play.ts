import type { Language, Site } from '../../config/site.ts';
import type { WallClock } from '../../simulators/controls.ts';
import { desksOf, ticketKeysOf } from '../../simulators/day/desks.ts';
import { nextOpening } from '../../simulators/day/opening.ts';
import { type Play, playDay } from '../../simulators/day/play-day.ts';
import type { PacedClock } from '../../simulators/paced-clock.ts';
import type { SimulatedDevice } from '../../simulators/simulator.ts';
import type { Host } from '../host.ts';
import type { HallTime } from '../loop/hall-time.ts';
import { hallViewTexts } from './hall-view-texts.ts';

/** The hall reaches the new day this long before the opening. */
const beforeOpeningMs = 60_000;
const minuteMs = 60_000;

/** Plays days in a simulated hall, one at a time. */
export interface DayPlay {
  /** Moves the hall to the next opening and lets visitors in. Returns the result as a sentence. */
  start(seed: number): string;
  stop(): void;
  now(): Play | undefined;
}

export function dayPlay(of: {
  readonly site: () => Site;
  readonly devices: ReadonlyMap<string, SimulatedDevice>;
  readonly host: Host;
  readonly clock: PacedClock;
  readonly wall: WallClock;
  readonly time: HallTime;
  readonly speak: () => Language;
}): DayPlay {
  const { devices, host, clock, wall } = of;
  const say = () => hallViewTexts[of.speak()];
  let play: Play | undefined;
  let opening: (() => void) | undefined;
  const stop = () => {
    opening?.();
    play?.stop();
  };
  return {
    start(seed) {
      const site = of.site();
      const next = nextOpening(site.hall, of.time.now());
      if (next === undefined) return say().closedForAMonth;
      stop();
      const intoMinute = wall.now() % minuteMs;
      wall.sleep(next.inMinutes * minuteMs - intoMinute - beforeOpeningMs);
      const stage = {
        clock,
        services: [...site.services.keys()],
        desks: desksOf(site, devices, (counter) => host.counter(counter)?.ticket),
        ticketKeys: ticketKeysOf(site, devices),
        askForTicket: (service: string, kind: 'regular' | 'priority') => void host.issue(service, kind),
      };
      opening = clock.after(
        beforeOpeningMs,
        () => {
          // After the last officer has left, the night need not be watched at this speed.
          const over = () => clock.setSpeed(1);
          play = playDay(stage, { seed, lengthMs: next.lengthMinutes * minuteMs, over });
        },
        'day: opening',
      );
      return say().dayBegins(seed);
    },
    stop,
    now: () => play,
  };
}

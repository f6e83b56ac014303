import { between } from '../day/day-plan.ts';
import type { SimulatedSite } from './simulated-site.ts';
import type { Timetable } from './timetable.ts';
import type { TroubleKind } from './truth.ts';

/** What a trouble needs besides its site. */
export interface Stage {
  readonly timetable: Timetable;
  readonly random: () => number;
  /** Another controller with the id and the journal of this one, which is about to connect. */
  readonly twinOf: (site: SimulatedSite) => SimulatedSite;
  /** A person clears what the broker retains of it. */
  readonly clear: (site: SimulatedSite) => void;
}

/** Troubles of one site; a region is made of them. */
export type SiteTrouble = Exclude<TroubleKind, 'region' | 'old' | 'leftover'>;

interface Play {
  /** Which device it is about, where it is about one. */
  readonly device?: (site: SimulatedSite, random: () => number) => string;
  /** How long it lasts unless that is told. */
  readonly lastsMs: readonly [number, number];
  /** Begins it, and returns how it ends; undefined: it never does. */
  readonly begin: (site: SimulatedSite, stage: Stage, device: string) => (() => void) | undefined;
}

const second = 1_000;
const minute = 60 * second;
const clockOffMs = 120 * minute;
const clearAfterMs = 5 * second;
const flapEveryMs = [6 * second, 11 * second] as const;

const byRole =
  (role: string) =>
  ({ plan }: SimulatedSite, random: () => number): string => {
    const all = plan.devices.filter((device) => device.role === role);
    return all[Math.floor(random() * all.length)]?.id ?? '';
  };

/** How each trouble of a site is played. */
export const siteTroubles: { readonly [kind in SiteTrouble]: Play } = {
  killed: {
    lastsMs: [40 * second, 4 * minute],
    begin(site) {
      site.kill();
      return () => site.start(true);
    },
  },
  reset: {
    lastsMs: [500, 500],
    begin(site) {
      site.link.reset();
      return () => undefined;
    },
  },
  frozen: {
    lastsMs: [45 * second, 4 * minute],
    begin(site) {
      site.link.freezeCable();
      return () => site.link.mend();
    },
  },
  hung: {
    lastsMs: [45 * second, 4 * minute],
    begin(site) {
      site.hang();
      return () => site.wake();
    },
  },
  stopped: {
    lastsMs: [1 * minute, 5 * minute],
    begin(site) {
      site.stop();
      return () => site.start(false);
    },
  },
  board: {
    device: byRole('board'),
    lastsMs: [1 * minute, 10 * minute],
    begin(site, _stage, device) {
      site.devices.unplug(device);
      return () => site.devices.plug(device);
    },
  },
  paper: {
    device: byRole('printer'),
    lastsMs: [1 * minute, 8 * minute],
    begin(site, _stage, device) {
      site.devices.fail(device, 'paper.out', 'clerk', 'Kertas habis: pasang gulungan baru.');
      return () => site.devices.mend(device);
    },
  },
  display: {
    device: byRole('display'),
    lastsMs: [1 * minute, 15 * minute],
    begin(site, _stage, device) {
      site.devices.unplug(device);
      return () => site.devices.plug(device);
    },
  },
  clock: {
    lastsMs: [5 * minute, 20 * minute],
    begin(site) {
      site.jumpClock(clockOffMs);
      return () => site.jumpClock(-clockOffMs);
    },
  },
  'two-controllers': {
    lastsMs: [4 * minute, 10 * minute],
    begin(site, { twinOf }) {
      const twin = twinOf(site);
      for (const one of [site, twin]) one.hasRival = true;
      twin.goLive(true);
      return () => {
        twin.kill();
        site.hasRival = false;
      };
    },
  },
  flapping: {
    lastsMs: [2 * minute, 6 * minute],
    begin(site, { timetable, random }) {
      let isOver = false;
      const flap = (): void => {
        if (isOver) return;
        site.link.reset();
        timetable.after(between(random, ...flapEveryMs), flap);
      };
      flap();
      return () => {
        isOver = true;
      };
    },
  },
  maintenance: {
    device: byRole('printer'),
    lastsMs: [5 * minute, 20 * minute],
    begin(site, _stage, device) {
      site.devices.maintain(device, true);
      return () => site.devices.maintain(device, false);
    },
  },
  closed: {
    lastsMs: [0, 0],
    begin(site, { timetable, clear }) {
      site.stop();
      timetable.after(clearAfterMs, () => clear(site));
      return undefined;
    },
  },
};

/** The line of a whole region, which is cut, or freezes. */
export const regionLasts: readonly [number, number] = [40 * second, 4 * minute];

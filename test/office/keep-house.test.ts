import { expect, it } from 'vitest';
import type { FleetView } from '../../office/fleet/fleet-view.ts';
import { keepHouse } from '../../office/judge/keep-house.ts';
import type { OfficeStore } from '../../office/store/store-port.ts';
import type { Incident } from '../../office/verdict/verdict-types.ts';
import { VirtualClock } from '../virtual-clock.ts';

const hourMs = 3_600_000;

function houseOf(incidents: () => readonly string[]) {
  const clock = new VirtualClock();
  const pruned: number[] = [];
  const store = {
    history: { saveSites: async () => undefined, forgetSite: async () => undefined },
    prune: async (days: number) => pruned.push(days),
  } as unknown as OfficeStore;
  const fleet = {
    sites: () => [],
    incidents: () => incidents().map((key) => ({ cause: { key } }) as Incident),
  } as unknown as FleetView;
  keepHouse(
    { store, clock, wall: () => clock.now(), keepDays: 30, report: (fault) => expect.fail(fault.message) },
    fleet,
    { held: { shares: new Set(), writesHistory: true } },
  );
  return { clock, pruned };
}

it('old events are removed every hour, but not while the clock of the office itself is in doubt', async () => {
  let open: readonly string[] = ['site/mpp-batam'];
  const { clock, pruned } = houseOf(() => open);
  await clock.advance(hourMs + 1_000);
  expect(pruned).toEqual([30]);
  open = ['site/mpp-batam', 'office/clock'];
  await clock.advance(3 * hourMs);
  expect(pruned).toEqual([30]);
  open = [];
  await clock.advance(hourMs);
  expect(pruned).toEqual([30, 30]);
});

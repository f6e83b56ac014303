import { expect, it } from 'vitest';
import type { Fault } from '../../devices/fault.ts';
import { openOffice } from '../../office/open-office.ts';
import { createSqliteStore } from '../../office/store/sqlite/open-sqlite-store.ts';
import { memoryBroker } from '../simulators/fleet-broker.ts';
import { fleetOn, minute, wall0 } from '../simulators/fleet-hearing.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { startInProcess } from './store/in-process-thread.ts';
import { temporaryFolder } from './store/stores.ts';

it('an office keeps what its sites say of a day, as they were planned and as their printers count', async () => {
  const clock = new VirtualClock();
  const wall = () => wall0 + clock.now();
  const broker = memoryBroker();
  const faults: Fault[] = [];
  const store = createSqliteStore(startInProcess(temporaryFolder()));
  const office = await openOffice({
    ...{ clock, wall, account: 'kantor', worker: 'a', boot: 'b', keepDays: 30, told: {} },
    store,
    connect: () => broker.office,
    report: (fault) => void faults.push(fault),
  });
  const fleet = fleetOn(clock, broker, { sites: 3, hours: { startHour: 9 } });
  await clock.advance(20 * minute);
  await office.close();
  fleet.stop();

  expect(faults.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  for (const { plan, devices } of fleet.sites) {
    const { daily } = await store.reports.of(plan.id, wall0, wall());
    const rows = new Map(daily.map(({ date, what, of, value }) => [`${date} ${what} ${of}`, value]));
    const seen = office.fleet.site(plan.id);
    expect(seen?.zone).toBe(plan.zone);
    expect(seen?.hours?.week).not.toBe('always');
    // The hall opened an hour before.
    const date = new Intl.DateTimeFormat('en-CA', { timeZone: plan.zone }).format(wall());
    for (const { id, quota } of plan.services)
      expect([id, rows.get(`${date} quota ${id}`)]).toEqual([id, quota ?? undefined]);
    const printed = devices.all.filter(({ plan: { role } }) => role === 'printer');
    for (const { plan: printer, paperMm } of printed) {
      // Health is said every half minute, and a ticket may have been printed since.
      const kept = rows.get(`${date} paper-mm ${printer.id}`) ?? Number.NaN;
      expect(kept).toBeLessThanOrEqual(paperMm);
      expect(kept).toBeGreaterThanOrEqual(paperMm * 0.9 - 2 * 118);
    }
    expect(printed.some(({ paperMm }) => paperMm > 500)).toBe(true);
  }
});

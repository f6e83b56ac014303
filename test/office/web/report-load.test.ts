import { expect, it } from 'vitest';
import type { Clock } from '../../../devices/ports.ts';
import { reportDays } from '../../../office/reports/report-days.ts';
import { createOfficeReports } from '../../../office/web/create-office-reports.ts';
import { reportFile } from '../../../office/web/office-reports.ts';
import { reportAnswer } from '../../../office/web/report-answers.ts';
import { createUserScope } from '../../../office/web/user-scope.ts';
import { realClock } from '../../real-clock.ts';
import { MemoryRecords } from './memory-records.ts';
import { openShownFleet } from './shown-fleet.ts';
import { shownRecords } from './shown-records.ts';

const wall0 = Date.UTC(2026, 0, 31, 7);
const wall = () => wall0;
const sites = 2_000;
const usual = {
  zone: 'Asia/Jakarta',
  hours: new Map([1, 2, 3, 4, 5].map((day) => [day, [{ from: 8 * 60, to: 15 * 60 }]] as const)),
  holidays: new Set<string>(),
};

/** Processor time, ms: what other programs take of the machine does not count. */
const spent = (): number => {
  const { user: own, system } = process.cpuUsage();
  return (own + system) / 1_000;
};

/** For how long the thread was held at most without a look at what else there is to do, in processor time. */
async function longestHold<T>(work: () => Promise<T>): Promise<{ readonly held: number; readonly value: T }> {
  let held = 0;
  let last = spent();
  let going = true;
  const look = (): void => {
    const now = spent();
    held = Math.max(held, now - last);
    last = now;
    if (going) setImmediate(look);
  };
  setImmediate(look);
  const value = await work();
  look();
  going = false;
  return { held, value };
}

it('2,000 sites of 12 devices and a month are reported in seconds, and the thread is free all the while', {
  timeout: 120_000,
}, async () => {
  const clock: Clock = realClock;
  const shown = openShownFleet(sites, { clock, wall, devices: 12 });
  shown.judge();
  const devices = [...(shown.fleet.site(shown.ids[0] ?? '')?.devices.keys() ?? [])];
  const some = Array.from({ length: 20 }, (_, at) =>
    shownRecords(at + 1, { devices, until: wall0, days: 92 }),
  );
  const records = new MemoryRecords();
  const none = { runs: [], outages: [], queues: [], daily: [] };
  // A store of its own thread: each question is a turn of the loop.
  records.wait = () => new Promise((resolve) => void setImmediate(resolve));
  for (const [at, id] of shown.ids.entries()) records.keep(id, some[at % some.length] ?? none);
  const scope = createUserScope({}, shown.fleet, shown.history, records);
  const { maker } = createOfficeReports({ clock, wall, usual });
  const wanted = { days: reportDays('month', '2026-01-15'), site: undefined };
  const begunAt = performance.now();
  const spentBefore = spent();
  const { held, value: asked } = await longestHold(() => maker.ask(wanted, scope, 100_000));
  const [took, used] = [performance.now() - begunAt, spent() - spentBefore];
  if (!('report' in asked)) throw new Error('the report is not made');
  const answered = await longestHold(async () =>
    JSON.stringify(reportAnswer(asked.report, { site: undefined, office: null, regions: null })),
  );
  const query = new URLSearchParams({ period: 'month', date: '2026-01-15' });
  const call = { scope, id: 'availability', query, now: wall0, reports: { maker, title: undefined }, clock };
  const file = await longestHold(() => reportFile(call as never));
  const bytes = 'file' in file.value ? file.value.file.body.length : 0;
  console.log(
    `a month of 2,000 sites: ${Math.round(took)} ms (${Math.round(used)} ms of a processor), thread held for ${held.toFixed(1)} ms at most; ` +
      `page ${Math.round(answered.value.length / 1_000)} KB (${answered.held.toFixed(1)} ms), ` +
      `file ${Math.round(bytes / 1_000)} KB (${file.held.toFixed(1)} ms)`,
  );
  expect(asked.report.sites).toHaveLength(sites);
  expect(asked.report.sums.devices.devices).toBe(sites * 12);
  // With a margin for a machine that does much else meanwhile.
  expect(used).toBeLessThan(15_000);
  expect(Math.max(held, answered.held, file.held)).toBeLessThan(100);
});

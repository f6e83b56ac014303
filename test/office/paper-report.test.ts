import { describe, expect, it } from 'vitest';
import { paperReport } from '../../office/reports/paper-report.ts';
import { reportDays } from '../../office/reports/report-days.ts';
import { createCalendars } from '../../office/reports/site-calendar.ts';
import type { SiteHours } from '../../office/reports/site-facts.ts';
import type { DailyFigure, SiteRecords } from '../../office/store/report-store.ts';

const [hourMs, dayMs] = [3_600_000, 24 * 3_600_000];
const monday = Date.parse('2026-11-23T00:00:00+07:00');
const week: SiteHours['week'] = new Map(
  [1, 2, 3, 4, 5].map((day) => [day, [{ from: 8 * 60, to: 16 * 60 }]] as const),
);
const hours: SiteHours = { week, holidays: new Set(), from: 'site' };
const rollMm = 80_000;
const perDayMm = 12_000;

/** A printer that prints the same on each opening day, and gets a new roll when the last one is empty. */
function printed(days: number, known: () => boolean = () => true) {
  const daily: DailyFigure[] = [];
  const outages: SiteRecords['outages'][number][] = [];
  let [total, ofRoll] = [500_000, 0];
  for (let day = -days; day < 7; day++) {
    const from = monday + day * dayMs;
    const weekday = new Date(from + 7 * hourMs).getUTCDay();
    if (weekday !== 0 && weekday !== 6)
      for (let hour = 8; hour < 16; hour++) {
        total += perDayMm / 8;
        ofRoll += perDayMm / 8;
        if (ofRoll < rollMm) continue;
        const at = from + (hour + 1) * hourMs;
        ofRoll = 0;
        outages.push({ device: 'printer-1', code: 'paper.out', from: at - 300_000, to: at });
      }
    const date = new Date(from + 7 * hourMs).toISOString().slice(0, 10);
    if (known()) daily.push({ date, what: 'paper-mm', of: 'printer-1', value: total });
  }
  return { daily, outages, ofRoll };
}

const now = monday + 7 * dayMs;
const calendar = createCalendars(reportDays('week', '2026-11-23'), now)('Asia/Jakarta', hours);
const report = (records: Pick<SiteRecords, 'daily' | 'outages'>, of = calendar) =>
  paperReport('printer-1', of, records);

describe('the paper of a printer', () => {
  it('is learned: the length of a roll, what an opening day takes, and for how long the rest is enough', () => {
    const { daily, outages, ofRoll } = printed(60);
    const {
      printed: mm,
      perOpeningDay,
      roll = 0,
      rolls,
      left = 0,
      daysLeft = 0,
    } = report({ daily, outages });
    expect([mm, perOpeningDay]).toEqual([5 * perDayMm, perDayMm]);
    expect(rolls).toBeGreaterThan(3);
    // Figures are of the end of a day: within it, printing is taken to follow the opening hours.
    expect(Math.abs(roll - rollMm)).toBeLessThanOrEqual(perDayMm / 8);
    expect(Math.abs(left - (rollMm - ofRoll))).toBeLessThanOrEqual(perDayMm / 4);
    expect(daysLeft).toBeCloseTo(left / perDayMm);
  });

  it('is not known before a whole roll was seen', () => {
    const { daily, outages } = printed(60);
    const one = report({ daily, outages: outages.slice(-1) });
    expect(one).toMatchObject({
      perOpeningDay: perDayMm,
      roll: undefined,
      left: undefined,
      daysLeft: undefined,
    });
    expect(report({ daily: [], outages }).roll).toBeUndefined();
    expect(report({ daily: [], outages: [] })).toMatchObject({
      printed: undefined,
      perOpeningDay: undefined,
    });
  });

  it('takes the same paper that is put in again for no new roll', () => {
    const { daily, outages } = printed(60);
    const minuteMs = 60_000;
    const again = outages.flatMap((one) =>
      [0, 2, 4].map((minutes) => ({ ...one, to: (one.to ?? 0) + minutes * minuteMs })),
    );
    expect(report({ daily, outages: again }).roll).toBeCloseTo(report({ daily, outages }).roll ?? 0, -4);
    expect(report({ daily, outages: again }).roll).toBeGreaterThan(70_000);
  });

  it('is empty while the printer says so', () => {
    const { daily, outages } = printed(60);
    const out = { device: 'printer-1', code: 'paper.out', from: now - hourMs, to: undefined };
    expect(report({ daily, outages: [...outages, out] })).toMatchObject({ left: 0, daysLeft: 0 });
  });

  it('does not count what was printed before a counter began anew', () => {
    const { daily, outages } = printed(60);
    const renewed = daily.map((one) =>
      one.date >= '2026-11-25' ? { ...one, value: one.value - (daily.at(-6)?.value ?? 0) } : one,
    );
    const one = report({ daily: renewed, outages });
    expect(one.printed).toBe(4 * perDayMm);
    expect(one.perOpeningDay).toBe(perDayMm);
  });

  it('has the days without a figure in what an opening day takes', () => {
    let count = 0;
    const { daily, outages } = printed(60, () => ++count % 3 !== 0);
    expect(report({ daily, outages }).perOpeningDay).toBeCloseTo(perDayMm, -1);
  });

  it('does not take the day that is not over for a whole one', () => {
    const { daily, outages } = printed(60);
    const noon = monday + 2 * dayMs + 12 * hourMs;
    const half = daily
      .filter(({ date }) => date <= '2026-11-25')
      .map((one) => (one.date === '2026-11-25' ? { ...one, value: one.value - perDayMm / 2 } : one));
    const midweek = createCalendars(reportDays('week', '2026-11-23'), noon)('Asia/Jakarta', hours);
    const one = report({ daily: half, outages: outages.filter(({ from }) => from < noon) }, midweek);
    expect([one.printed, one.perOpeningDay]).toEqual([2.5 * perDayMm, perDayMm]);
  });
});

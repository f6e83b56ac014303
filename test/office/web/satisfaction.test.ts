import { afterEach, expect, it } from 'vitest';
import { surveyElements } from '../../../firmware-host/satisfaction/elements.ts';
import { noRatings } from '../../../office/reports/count-ratings.ts';
import type { RatingDay, VisitorCounts } from '../../../office/store/report-store.ts';
import type { SatisfactionAnswer } from '../../../office/web/satisfaction-messages.ts';
import { noUsualHours } from '../../../office/web/site-facts-of.ts';
import { createUserScope } from '../../../office/web/user-scope.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { MemoryRecords } from './memory-records.ts';
import { Browser, closeWebs, openedWeb, user } from './opened-web.ts';
import { openShownFleet } from './shown-fleet.ts';

afterEach(closeWebs);

/** A Monday, noon in Jakarta. */
const wall0 = Date.UTC(2026, 0, 5, 5);
const day = (element: RatingDay['element'], more: Partial<VisitorCounts>, service = 'paspor'): RatingDay => ({
  ...{ ...noRatings, date: '2026-01-05', service, element, ...more },
});

async function opened(of: readonly (readonly RatingDay[])[]) {
  const clock = new VirtualClock();
  const wall = () => wall0 + clock.now();
  const shown = openShownFleet(of.length, { clock, wall, devices: 1 });
  shown.judge();
  const records = new MemoryRecords();
  for (const [at, id] of shown.ids.entries()) records.keepRatings(id, of[at] ?? []);
  const web = await openedWeb({
    ...{ fleet: shown.fleet, history: shown.history, clock, wall, windowsChanged: () => undefined },
    users: [user('lihat', 'look')],
    reports: { records, usual: noUsualHours, title: 'Kantor Pusat' },
  });
  const browser = new Browser(web.url);
  await browser.logIn('lihat');
  const ask = (query: string) => browser.ask('GET', `/api/satisfaction?${query}`);
  const answer = async (query: string) => JSON.parse((await ask(query)).text) as SatisfactionAnswer;
  return { ...shown, records, browser, ask, answer };
}

const week = 'period=week&date=2026-01-05';
const pulse = (scores: RatingDay['scores'], served = 40) => [day('pulse', { scores }), day('', { served })];

it('what visitors said is answered of a week, a month or a year that has begun', async () => {
  const { ask, answer } = await opened([pulse([0, 0, 10, 10])]);
  for (const period of ['week', 'month', 'year']) {
    const told = await answer(`period=${period}&date=2026-01-05`);
    expect(told.pulse).toMatchObject({
      answers: 20,
      visits: 40,
      response: 50_00,
      index: { index: 87_50, band: 'B' },
    });
    expect(told.survey).toMatchObject({ answers: 0, index: null, incomplete: null });
  }
  expect((await answer('period=year&date=2025-12-31')).pulse.answers).toBe(0);
  for (const query of [
    '',
    'period=day&date=2026-01-05',
    'period=year&date=2027-01-01',
    'period=week&date=besok',
  ])
    expect([query, (await ask(query)).status]).toEqual([query, 400]);
  expect((await ask(`${week}&site=tidak-ada`)).status).toBe(404);
});

it('of a group of fewer than ten nothing is told but how many they are: no score, mean or index', async () => {
  const { answer } = await opened([pulse([9, 0, 0, 0]), pulse([0, 0, 0, 30]), pulse([0, 0, 0, 30])]);
  const { sites, pulse: whole } = await answer(week);
  const withheld = sites.pulse.unplaced.map(({ measure }) => measure);
  // The smallest of the others goes along: the total would tell the rest.
  expect(withheld.map(({ answers }) => answers).sort((a, b) => a - b)).toEqual([9, 30]);
  for (const one of withheld) expect(one).toMatchObject({ isWithheld: true, index: null, incomplete: null });
  expect(whole).toMatchObject({ answers: 69, isWithheld: false });
});

it('names the elements that a survey lacks, and sites without answers are counted and not listed', async () => {
  const asked = surveyElements.slice(0, 8).map((element) => day(element, { scores: [0, 0, 0, 12] }));
  const { answer } = await opened([asked, []]);
  const { survey, sites, elements } = await answer(week);
  expect(survey).toMatchObject({
    answers: 96,
    index: null,
    incomplete: { missing: ['sarana'], of100: 100_00 },
  });
  expect(sites.survey).toMatchObject({ groups: [], silent: 1, unplaced: [{ measure: { answers: 96 } }] });
  expect(elements.map(({ id }) => id)).toEqual([...surveyElements]);
});

it('counts complaints by site, service and week, and what does not count apart', async () => {
  const { answer, ids } = await opened([
    [
      day('', { served: 9, complaints: 2 }),
      day('', { complaints: 1 }, ''),
      day('pulse', { hall: 3, noVisit: 4 }, ''),
    ],
    [day('', { served: 9 }), day('pulse', { repeated: 5 })],
  ]);
  const told = await answer(week);
  expect(told).toMatchObject({ complaints: 3, apart: { repeated: 5, noVisit: 4, hall: 3 } });
  expect(told.complaintSites).toMatchObject([{ id: ids[0], complaints: 3 }]);
  expect(told.services.map(({ id, complaints }) => [id, complaints])).toEqual([
    ...[
      ['', 1],
      ['paspor', 2],
    ],
  ]);
  expect(told.weeks.map(({ complaints }) => complaints)).toEqual([3]);
});

it('the file has a line for each group and measure, in both languages, and withholds what the page does', async () => {
  const { browser, ids } = await opened([
    [...pulse([0, 0, 0, 12]), day('pulse', { scores: [0, 0, 4, 0] }, 'pajak')],
    pulse([0, 0, 0, 40]),
  ]);
  const file = async (more: string) =>
    (await browser.ask('GET', `/api/satisfaction/file?${week}${more}`)).text;
  const lines = (await file('')).split('\r\n');
  const of = (what: string) => lines.filter((line) => line.includes(`;${ids[0]};`) && line.includes(what));
  expect(of(';;;;;denyut;')).toHaveLength(1);
  expect(of(';;;;;denyut;')[0]).toMatch(/;denyut;16;40;40,00;3,75;93,75;A;/);
  expect(of(';pajak;')[0]).toMatch(/;denyut;4;0;;;;;;;ditahan$/);
  expect(of(';paspor;')[0]).toMatch(/;denyut;12;40;30,00;;;;;;ditahan$/);
  expect(of(';2026-01-05;2026-01-11;;;denyut;')).toHaveLength(1);
  const english = await file('&language=en');
  expect(english).toContain(',pulse,16,40,40.00,3.75,93.75,A,');
  expect((await browser.ask('GET', `/api/satisfaction/file?${week}&language=nl`)).status).toBe(400);
});

it('a user of regions gets nothing of a site elsewhere from the scope itself, whatever a route asks', async () => {
  const { fleet, history, records, ids } = await opened([pulse([0, 0, 0, 12])]);
  const [id = ''] = ids;
  const of = (region: string) => createUserScope({ regions: [region] }, fleet, history, records);
  const region = fleet.site(id)?.region ?? '';
  expect(await of(region).ratings(id, '2026-01-01', '2026-01-31')).toHaveLength(2);
  expect(await of('lain').ratings(id, '2026-01-01', '2026-01-31')).toEqual([]);
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { surveyElements } from '../../firmware-host/satisfaction/elements.ts';
import { builtPage } from '../../firmware-host/web/built-pages.ts';
import type { RatingDay } from '../../office/store/report-store.ts';
import { noUsualHours } from '../../office/web/site-facts-of.ts';
import { MemoryRecords } from '../office/web/memory-records.ts';
import { closeWebs, openedWeb, password, user } from '../office/web/opened-web.ts';
import { openShownFleet, passTime, sayHealth, skippingClock } from '../office/web/shown-fleet.ts';
import { shownRatings } from '../office/web/shown-ratings.ts';
import { has } from '../programs.ts';
import { realClock } from '../real-clock.ts';
import { violations } from './axe.ts';
import { close, open, picture, quit } from './browser.ts';

/** The Wednesday of a week, at two in the afternoon in Jakarta; the browser has another time and zone. */
const wall0 = Date.UTC(2026, 1, 11, 7);
const cleanups: (() => void)[] = [];
const finer = 0xfc;
/** What went wrong in the server. */
const failures: string[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) cleanup();
  await close();
  await closeWebs();
  expect(failures.splice(0)).toEqual([]);
});
afterAll(quit);

type Said = (at: number) => readonly RatingDay[];
const said: Said = (at) => shownRatings(at + 1, { until: wall0, days: 300, visits: at % 7 === 6 ? 1 : 40 });

/** An office with sites whose visitors said what `of` has. */
async function office(count: number, of: Said = said) {
  const clock = skippingClock(realClock, wall0);
  const { wall } = clock;
  const shown = openShownFleet(count, { clock, wall, devices: 1 });
  passTime(shown, clock, 30, new Set());
  const records = new MemoryRecords();
  for (const [at, id] of shown.ids.entries()) records.keepRatings(id, of(at));
  shown.judge();
  const web = await openedWeb({
    ...{ fleet: shown.fleet, history: shown.history, clock, wall, files: builtPage('office') },
    users: [user('sari', 'administer'), user('budi', 'look', ['bali'])],
    windowsChanged: () => undefined,
    listen: { port: 0, names: ['127.0.0.1'] },
    failed: (why) => void failures.push(String(why)),
    reports: { records, usual: noUsualHours, title: 'Kantor Pusat Pelayanan' },
  });
  const living = setInterval(() => sayHealth(shown, new Set()), 5_000);
  cleanups.push(() => clearInterval(living));
  return { ...shown, records, web };
}

/** Logs in, and goes to the satisfaction by its key. */
async function enter(page: Page, name = 'sari'): Promise<void> {
  await page.fill('[name="name"]', name);
  await page.fill('[name="password"]', password);
  await page.click('[type="submit"]');
  await page.locator('.rows .row').first().waitFor();
  await page.keyboard.press('7');
}

const shownSpan = (page: Page, span: string) =>
  page.locator(`[data-title="satisfaction"][data-report="${span}"]`).waitFor();
const rows = (page: Page, part: string) =>
  page.locator(`[data-part="satisfaction-${part}"] tbody tr[data-site]`);
const fits = (page: Page, width: number) =>
  page.evaluate<boolean>(`document.documentElement.scrollWidth <= ${width}`);
const measure = (page: Page, name: string) => page.locator(`[data-measure="${name}"]`);

/** Ten services of ten days: `scores` of each of these elements. */
const asked = (elements: readonly RatingDay['element'][], scores: RatingDay['scores']): Said => {
  const day = { date: '2026-02-02', service: 'paspor', repeated: 0, noVisit: 0, hall: 0, complaints: 0 };
  return () => [
    { ...day, element: '', scores: [0, 0, 0, 0], served: 500, complaints: 3 },
    ...elements.map((element) => ({ ...day, element, scores, served: 0 })),
  ];
};

describe.skipIf(!has('chromium'))('the satisfaction of the office', { timeout: 120_000 }, () => {
  it('is shown of a week, a month or a year, of all sites or of one, in both languages', async () => {
    const { web, ids } = await office(30);
    const page = await open(web.url);
    await enter(page);
    await shownSpan(page, 'month 2026-02-01');
    await page.getByText('Bukan peringkat.').first().waitFor();
    await page.getByText('formulir kertas dijumlahkan di situsnya').waitFor();
    expect(await measure(page, 'pulse').textContent()).toMatch(/Denyut\d\d,\d\d [ABCD]/);
    expect(await measure(page, 'survey').textContent()).toContain('Bukan indeks peraturan');
    expect(await page.locator('[data-part="satisfaction-weeks"] tbody tr').count()).toBe(5);
    await picture(page, 'office-satisfaction', { width: 1280, height: 1000 }, finer);
    await page.click('[data-period="year"]');
    await shownSpan(page, 'year 2026-01-01');
    await page.getByRole('button', { name: 'Sebelumnya' }).click();
    await shownSpan(page, 'year 2025-01-01');
    await page.getByRole('button', { name: 'Berikutnya' }).click();
    await page.click('[data-period="week"]');
    await shownSpan(page, 'week 2025-12-29');
    await page.getByRole('button', { name: 'EN' }).click();
    await page.getByText('No ranking.').first().waitFor();
    await page.selectOption('.report-site', ids[4] ?? '');
    await page.locator(`[data-of="${ids[4]}"]`).waitFor();
    expect(await page.locator('[data-part="satisfaction-pulse-sites"]').count()).toBe(0);
    await page.evaluate(`location.hash = '#/site/${ids[4]}'`);
    // The header has a link of that name too, and the page of the site comes later.
    await page.locator(`#main a[href*="${ids[4]}"]`, { hasText: 'Satisfaction' }).click();
    await page.locator(`[data-title="satisfaction"][data-of="${ids[4]}"]`).waitFor();
  });

  it('tells the index of the regulation from the pulse, and gives it no name where an element is missing', async () => {
    const whole = await office(2, asked([...surveyElements, 'pulse'], [0, 1, 8, 11]));
    const page = await open(whole.web.url);
    await enter(page);
    await shownSpan(page, 'month 2026-02-01');
    expect(await measure(page, 'survey').textContent()).toMatch(/Survei 9 unsur87,50 B.*Baik.*360 jawaban/);
    expect(await measure(page, 'pulse').textContent()).toMatch(/Denyut87,50 B.*40 jawaban/);
    expect(await page.locator('[data-part="satisfaction-elements"] tbody tr').count()).toBe(9);
    await close();
    const part = await office(2, asked(['waktu', 'biaya'], [0, 1, 8, 11]));
    const other = await open(part.web.url);
    await enter(other);
    await shownSpan(other, 'month 2026-02-01');
    const text = (await measure(other, 'survey').textContent()) ?? '';
    expect(text).toContain('Bukan indeks peraturan');
    expect(text).toContain('rata-rata unsur yang terjawab: 87,50');
    expect(text).toContain('Belum terjawab: Persyaratan, Sistem, mekanisme, dan prosedur, Produk');
    expect(text).not.toContain('Waktu penyelesaian,');
    expect(await measure(other, 'pulse').textContent()).toContain('Belum ada jawaban.');
  });

  it('places no site above another from which it cannot be told apart, and withholds small groups', async () => {
    const luck = [0.5, 0.5, 1, 0.5, 0.02];
    const { web, ids } = await office(6, (at) =>
      at === 5
        ? asked(['pulse'], [0, 0, 0, 9])(at)
        : shownRatings(at + 1, { until: wall0, days: 40, asked: ['pulse'], luck: luck[at] ?? 0.5 }),
    );
    const page = await open(web.url);
    await enter(page);
    await shownSpan(page, 'month 2026-02-01');
    const groups = page.locator('[data-part="satisfaction-pulse-sites"] tbody');
    const heads = await groups.locator('.group-head').allTextContents();
    expect(heads[0]).toBe('Kelompok 1: terpisah dari yang lain');
    expect(heads[1]).toMatch(/^Kelompok 2: [23] situs, tidak dapat dibedakan$/);
    expect(await rows(page, 'pulse-sites').first().getAttribute('data-site')).toBe(ids[2]);
    const second = await groups.nth(1).locator('tr[data-site] th a').allTextContents();
    expect(second).toEqual([...second].sort());
    const last = page.locator(`[data-group="none"] [data-site="${ids[5]}"]`);
    expect(await last.textContent()).toContain('ditahan');
    expect(await last.textContent()).not.toMatch(/\d,\d\d [ABCD]/);
    await page.getByText('Pengaduan: Situs').waitFor();
  });

  it('is downloaded as a file that withholds what the page withholds', async () => {
    const { web, ids } = await office(3, (at) =>
      asked(['pulse'], at === 0 ? [9, 0, 0, 0] : [0, 0, 0, 30])(at),
    );
    const page = await open(web.url);
    await enter(page);
    await shownSpan(page, 'month 2026-02-01');
    const folder = mkdtempSync(join(tmpdir(), 'loket-csv-'));
    cleanups.push(() => rmSync(folder, { recursive: true }));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.report-files').getByRole('link').click(),
    ]);
    expect(download.suggestedFilename()).toBe('loket-satisfaction-2026-02-01-2026-02-28.csv');
    const path = join(folder, 'file.csv');
    await download.saveAs(path);
    const lines = readFileSync(path, 'utf8').split('\r\n');
    expect(lines[0]?.startsWith('\uFEFFdari;sampai;situs;')).toBe(true);
    const of = (id = '') => lines.filter((line) => line.includes(`;${id};`) && line.includes(';denyut;'));
    for (const line of of(ids[0])) expect(line).toMatch(/;denyut;9;500;1,80;;;;;;ditahan$/);
    expect(of(ids[0])).toHaveLength(3);
    expect(lines.filter((line) => line.includes(';denyut;30;500;6,00;4,00;100,00;A;'))).toHaveLength(3);
  });

  it('fits from 390 to 1920 px, light and dark, and axe has nothing to say', async () => {
    const { web } = await office(30);
    const page = await open(web.url, { width: 390, height: 844, scheme: 'dark' });
    await enter(page);
    await shownSpan(page, 'month 2026-02-01');
    await picture(page, 'office-satisfaction-phone', { width: 390, height: 844 }, finer);
    for (const scheme of ['dark', 'light'] as const)
      for (const width of [390, 768, 1280, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme: scheme });
        expect([width, await fits(page, width)]).toEqual([width, true]);
        if (width !== 768) expect([width, scheme, await violations(page)]).toEqual([width, scheme, []]);
      }
    await page.keyboard.press('Escape');
    await page.locator('.overview').waitFor();
  });

  it('is printed on A4: whose, of which days, when made, and nothing to press', async () => {
    const { web } = await office(30);
    const page = await open(web.url, { scheme: 'dark' });
    await enter(page);
    await shownSpan(page, 'month 2026-02-01');
    await page.emulateMedia({ media: 'print' });
    const head = await page.locator('.sheet-head').textContent();
    for (const text of [
      'Kantor Pusat Pelayanan',
      'Kepuasan',
      '1–28 Feb 2026',
      'belum selesai',
      'Semua situs',
    ])
      expect(head).toContain(text);
    for (const gone of ['.top', '.report-controls', '.skip'])
      expect([gone, await page.locator(gone).isVisible()]).toEqual([gone, false]);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12]/);
    await page.setViewportSize({ width: 703, height: 994 });
    expect(await fits(page, 703)).toBe(true);
  });

  it('of a user of one region is of that region alone', async () => {
    const { web, ids } = await office(40);
    const page = await open(web.url);
    await enter(page, 'budi');
    await shownSpan(page, 'month 2026-02-01');
    const bali = ids.filter((id) => id.includes('bali'));
    expect(await rows(page, 'pulse-sites').count()).toBe(bali.length);
    expect(await page.content()).not.toContain('mpp-aceh');
    expect(await page.locator('.sheet-head').textContent()).toContain('bali');
  });

  it('says that nothing was said, and that the store is away', async () => {
    const { web, records } = await office(3, () => []);
    const page = await open(web.url, {}, /50[03]/);
    await enter(page);
    await shownSpan(page, 'month 2026-02-01');
    expect(await measure(page, 'pulse').textContent()).toContain('Belum ada jawaban.');
    await page.getByText('Tidak ada pengaduan.').waitFor();
    records.isAway = true;
    await page.getByRole('button', { name: 'Sebelumnya' }).click();
    await page.getByText('Laporan tidak dapat dibuat sekarang.').waitFor();
    expect(failures.splice(0)).toEqual(['Error: the store is away']);
    records.isAway = false;
    await page.getByRole('button', { name: 'Coba lagi' }).click();
    await shownSpan(page, 'month 2026-01-01');
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { builtPage } from '../../firmware-host/web/built-pages.ts';
import type { SiteRecords } from '../../office/store/report-store.ts';
import { MemoryRecords } from '../office/web/memory-records.ts';
import { closeWebs, openedWeb, password, user } from '../office/web/opened-web.ts';
import { openShownFleet, passTime, sayHealth, skippingClock } from '../office/web/shown-fleet.ts';
import { shownRecords } from '../office/web/shown-records.ts';
import { has } from '../programs.ts';
import { realClock } from '../real-clock.ts';
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

const usual = {
  zone: 'Asia/Jakarta',
  hours: new Map([1, 2, 3, 4, 5].map((day) => [day, [{ from: 8 * 60, to: 15 * 60 }]] as const)),
  holidays: new Set<string>(),
};

/** An office with sites that were reckoned for 100 days. */
async function office(count: number, { of = usual, reckoned = shownRecords } = {}) {
  const clock = skippingClock(realClock, wall0);
  const { wall } = clock;
  const shown = openShownFleet(count, { clock, wall, devices: 8 });
  const { fleet, history, ids, say } = shown;
  passTime(shown, clock, 30, new Set());
  const records = new MemoryRecords();
  for (const [at, id] of ids.entries()) {
    const model = at % 3 === 0 ? 'TM-T82' : 'SP-POS80';
    const printer = { role: 'printer', kind: 'escpos-printer', title: 'Printer tiket', place: 'usb', model };
    say(id, 'device/printer-1/info', printer);
    const devices = [...(fleet.site(id)?.devices.keys() ?? [])];
    records.keep(id, reckoned(at + 1, { devices, until: wall(), days: 100 }));
  }
  shown.judge();
  history.windowsKept.set('w-1', {
    ...{ id: 'w-1', from: wall0 - 29 * 3_600_000, to: wall0 - 25 * 3_600_000, site: ids[2] ?? '' },
    ...{ by: 'sari', text: 'Ganti printer' },
  });
  const users = [user('sari', 'administer'), user('budi', 'look', ['bali'])];
  const web = await openedWeb({
    ...{ fleet, history, users, clock, wall, windowsChanged: () => undefined, files: builtPage('office') },
    listen: { port: 0, names: ['127.0.0.1'] },
    failed: (why) => void failures.push(String(why)),
    reports: { records, usual: of, title: 'Kantor Pusat Pelayanan' },
  });
  const living = setInterval(() => sayHealth(shown, new Set()), 5_000);
  cleanups.push(() => clearInterval(living));
  return { ...shown, records, web };
}

/** Logs in, and goes to the reports by their key. */
async function enter(page: Page, name = 'sari'): Promise<void> {
  await page.fill('[name="name"]', name);
  await page.fill('[name="password"]', password);
  await page.click('[type="submit"]');
  await page.locator('.rows .row').first().waitFor();
  await page.keyboard.press('6');
}

const shown = (page: Page, span: string) => page.locator(`[data-report="${span}"]`).waitFor();
const rows = (page: Page, part: string) => page.locator(`[data-part="${part}"] tbody tr`);
const fits = (page: Page, width: number) =>
  page.evaluate<boolean>(`document.documentElement.scrollWidth <= ${width}`);

describe.skipIf(!has('chromium'))('the reports of the office', { timeout: 120_000 }, () => {
  it('show a week or a month, of all sites or of one, in both languages', async () => {
    const { web, ids } = await office(60);
    const page = await open(web.url);
    await enter(page);
    await shown(page, 'week 2026-02-09');
    expect(await page.locator('[data-span]').textContent()).toBe('9–15 Feb 2026');
    expect(await rows(page, 'report-sites').count()).toBe(60);
    const shares = await page.locator('[data-part="report-sites"] td.strong').allTextContents();
    const numbers = shares.map((text) => Number(text.replace(' %', '').replace(',', '.')));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(await rows(page, 'report-services').count()).toBe(4);
    await page.getByText('60 situs: jam buka dari berkas kantor').waitFor();
    await picture(page, 'office-report', { width: 1280, height: 900 }, finer);
    await page.click('[data-period="month"]');
    await shown(page, 'month 2026-02-01');
    expect(await page.getByRole('button', { name: 'Berikutnya' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Sebelumnya' }).click();
    await shown(page, 'month 2026-01-01');
    await page.getByRole('button', { name: 'EN' }).click();
    await page.getByText('up / (up + down) in opening hours.').waitFor();
    expect(await page.locator('[data-span]').textContent()).toBe('Jan 1 – 31, 2026');
    await page.selectOption('.report-site', ids[4] ?? '');
    await page.locator(`[data-of="${ids[4]}"] [data-device="printer-1"]`).waitFor();
    expect(await rows(page, 'report-worst').count()).toBe(8);
    expect(await rows(page, 'report-sites').count()).toBe(0);
    expect(await page.evaluate('location.hash')).toBe(`#/reports/month/2026-01-01/${ids[4]}`);
    await page.goBack();
    await page.locator('[data-part="report-sites"]').waitFor();
    await page.evaluate(`location.hash = '#/site/${ids[4]}'`);
    await page.getByRole('link', { name: 'Report', exact: true }).click();
    await page.locator(`[data-of="${ids[4]}"][data-report="week 2026-02-09"]`).waitFor();
  });

  it('say what is not known: without opening hours, and of sites that were never heard', async () => {
    const none = (): SiteRecords => ({ runs: [], outages: [], queues: [], daily: [] });
    const { web } = await office(4, { of: { ...usual, hours: undefined as never }, reckoned: none });
    const page = await open(web.url, {}, /400/);
    await enter(page);
    await shown(page, 'week 2026-02-09');
    expect(await page.locator('[data-share]').textContent()).toBe('tidak diketahui');
    await page.getByText('4 situs: jam bukanya tidak diketahui').waitFor();
    await page.getByText('Belum ada angka antrean').waitFor();
    const paper = await rows(page, 'report-paper').first().textContent();
    expect(paper).toContain('belum diketahui');
    expect(await page.locator('[data-figure="failures"] strong').textContent()).toBe('tidak diketahui');
    await page.evaluate("location.hash = '#/reports/week/2026-03-01'");
    await page.getByText('Rentang ini belum dimulai.').waitFor();
  });

  it('are downloaded as files, in the language of the page', async () => {
    const { web } = await office(6);
    const page = await open(web.url);
    await enter(page);
    await shown(page, 'week 2026-02-09');
    const folder = mkdtempSync(join(tmpdir(), 'loket-csv-'));
    cleanups.push(() => rmSync(folder, { recursive: true }));
    const file = async (link: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.report-files').getByRole('link', { name: link }).click(),
      ]);
      const path = join(folder, download.suggestedFilename());
      await download.saveAs(path);
      return { name: download.suggestedFilename(), text: readFileSync(path, 'utf8') };
    };
    const one = await file('Ketersediaan');
    expect(one.name).toBe('loket-availability-2026-02-09-2026-02-15.csv');
    expect(one.text.startsWith('\uFEFFdari;sampai;')).toBe(true);
    expect(one.text.trim().split('\r\n')).toHaveLength(1 + 6 * 8);
    await page.getByRole('button', { name: 'EN' }).click();
    expect((await file('Queues')).text.startsWith('\uFEFFfrom,until,')).toBe(true);
  });

  it('say how far they are, and that the store is away', async () => {
    const { web, records } = await office(30);
    let open1: () => void = () => undefined;
    let count = 0;
    const gate = new Promise<void>((resolve) => {
      open1 = resolve;
    });
    records.wait = () => (++count > 30 ? gate : Promise.resolve());
    const page = await open(web.url, {}, /50[03]/);
    await enter(page);
    await page.locator('progress').waitFor();
    await page.getByText('8 / 30').waitFor();
    open1();
    await shown(page, 'week 2026-02-09');
    records.isAway = true;
    await page.getByRole('button', { name: 'Sebelumnya' }).click();
    await page.getByText('Laporan tidak dapat dibuat sekarang.').waitFor();
    records.isAway = false;
    expect(failures.splice(0)).toEqual(['Error: the store is away']);
    await page.getByRole('button', { name: 'Coba lagi' }).click();
    await shown(page, 'week 2026-02-02');
  });

  it('fit from 390 to 1920 px, in the dark, and are reached by the keyboard', async () => {
    const { web } = await office(30);
    const page = await open(web.url, { width: 390, height: 844, scheme: 'dark' });
    await enter(page);
    await shown(page, 'week 2026-02-09');
    expect(await fits(page, 390)).toBe(true);
    await picture(page, 'office-report-phone', { width: 390, height: 844 }, finer);
    for (const width of [768, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await fits(page, width)]).toEqual([width, true]);
    }
    await page.keyboard.press('Escape');
    await page.locator('.overview').waitFor();
  });

  it('are printed on A4: whose, of which days, when made, and nothing to press', async () => {
    const { web } = await office(60);
    const page = await open(web.url, { scheme: 'dark' });
    await enter(page);
    await shown(page, 'week 2026-02-09');
    expect(await page.locator('.sheet-head').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    const head = await page.locator('.sheet-head').textContent();
    for (const text of ['Kantor Pusat Pelayanan', '9–15 Feb 2026', 'belum selesai', 'Semua situs', 'Dibuat'])
      expect(head).toContain(text);
    for (const gone of ['.top', '.report-controls', '.skip'])
      expect([gone, await page.locator(gone).isVisible()]).toEqual([gone, false]);
    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe('rgb(255, 255, 255)');
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12]/);
    expect(Number(/\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1])).toBeGreaterThan(2);
    await page.setViewportSize({ width: 703, height: 994 });
    expect(await fits(page, 703)).toBe(true);
    await picture(page, 'office-report-sheet', { width: 703, height: 994 }, finer);
  });

  it('of a user of one region are of that region alone', async () => {
    const { web, ids } = await office(40);
    const page = await open(web.url);
    await enter(page, 'budi');
    await shown(page, 'week 2026-02-09');
    const bali = ids.filter((id) => id.includes('bali'));
    expect(await rows(page, 'report-sites').count()).toBe(bali.length);
    expect(await page.content()).not.toContain('mpp-aceh');
    expect(await page.locator('.sheet-head').textContent()).toContain('bali');
  });
});

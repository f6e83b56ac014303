import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { objections } from './axe.ts';
import { close, exampleHall, open, quit, reads, ready, simulated } from './browser.ts';

const counter = (id: string) => `[data-counter="${id}"]`;

afterEach(close);
afterAll(quit);

/** The page of the simulated hall, and one of its other pages beside it. */
async function both(path: string, look: Parameters<typeof open>[1] = {}) {
  const { url } = await simulated(exampleHall);
  const hall = await open(url);
  await ready(hall);
  return { hall, page: await open(`${url}${path}`, look) };
}

/** A visitor takes a ticket at the machine, and waits. */
async function takeTicket(hall: Page): Promise<void> {
  await hall.click('.machine [data-key="paspor"]');
  await hall.locator('.queue[data-service="paspor"] strong', { hasText: /^[1-9]/ }).waitFor();
}

describe.skipIf(!has('chromium'))('the pages of a simulated hall', { timeout: 240_000 }, () => {
  it.each([
    [390, 844],
    [1280, 800],
    [1920, 1080],
  ] as const)('are linked from its own page, by keyboard too, on %i x %i', async (width, height) => {
    const { url } = await simulated(exampleHall);
    const hall = await open(url, { width, height });
    await ready(hall);
    expect(await objections(hall)).toEqual([]);
    const names = () => hall.locator('.pages a').allTextContents();
    expect(await names()).toEqual([
      'Papan antrean ↗ (tab baru)',
      'Keadaan balai ↗ (tab baru)',
      'Ambil nomor ↗ (tab baru)',
    ]);
    await hall.click('.language [lang="en"]');
    expect(await names()).toEqual([
      'Board ↗ (new tab)',
      'State of the hall ↗ (new tab)',
      'Take a ticket ↗ (new tab)',
    ]);
    const opened: string[] = [];
    for (const name of [
      'Board ↗ (new tab)',
      'State of the hall',
      'Take a ticket',
      'Page of Loket 2 (new tab)',
    ]) {
      await tabTo(hall, name);
      const [page] = await Promise.all([hall.waitForEvent('popup'), hall.keyboard.press('Enter')]);
      await page.waitForLoadState();
      opened.push(new URL(page.url()).pathname);
      await page.close();
    }
    expect(opened).toEqual(['/board', '/status', '/tickets', '/counter/loket-2']);
  });

  it('press keys: what is pressed at /counter/ID is seen at the counter of the simulated hall', async () => {
    const { hall, page } = await both('counter/loket-1');
    const card = hall.locator(counter('loket-1'));
    await takeTicket(hall);
    await page.click('[data-action="next"][aria-disabled="false"]');
    await reads(hall, 'loket-1-display', 'A-001');
    await card.locator('.chip.called').waitFor();
    await card.locator('.ticket-now', { hasText: 'A-001' }).waitFor();
    await hall.locator('[data-event="ticket.called"]', { hasText: 'A-001' }).waitFor();
    await page.click('[data-action="end"]');
    await card.locator('.chip.idle').waitFor();
    // And the other way round.
    await takeTicket(hall);
    await card.locator('[data-key="next"]').click();
    await page.locator('.ticket', { hasText: 'A-002' }).waitFor();
    // A key that died is told to the officer.
    await hall.click('[data-line="unplug board-1"]');
    await page.getByText('Layani pengunjung dengan halaman ini').first().waitFor();
    expect(await objections(page)).toEqual([]);
  });

  it('give tickets: what is touched at /tickets comes out of the simulated printer', async () => {
    const { hall, page } = await both('tickets', { touch: true, width: 1080, height: 1920 });
    await page.tap('[data-service="kependudukan"]');
    const ticket = hall.locator('.printer[data-device="printer-2"] .ticket img');
    await ticket.waitFor();
    expect(await ticket.getAttribute('alt')).toContain('F-001');
    await page.locator('.visit', { hasText: 'Nomor Anda' }).waitFor();
    expect(await page.locator('.machine').innerText()).toContain('F-001');
    await hall.locator('.queue[data-service="kependudukan"] strong', { hasText: '1' }).waitFor();
    expect(await objections(page)).toEqual([]);
  });

  it('say what is pulled out: it is on /status at once with who mends it, and gone when it is back', async () => {
    const { hall, page } = await both('status');
    // No words were built for this hall: that is all there is to mend.
    const troubles = page.locator('li[data-code]');
    await page.locator('[data-code="voice.clips_missing"]').waitFor();
    await until(async () => (await troubles.count()) === 1);
    const pulledAt = Date.now();
    await hall.selectOption('tr[data-device="printer-1"] select', 'out');
    const card = page.locator('[data-code="paper.out"][data-device="printer-1"]');
    await card.waitFor();
    console.log(`paper out to /status: ${Date.now() - pulledAt} ms`);
    expect(await card.innerText()).toContain(faultCatalogue['paper.out'].id);
    expect(await card.innerText()).toMatch(/oleh petugas/);

    await hall.click('[data-line="unplug board-1"]');
    const board = page.locator('li[data-device="board-1"]');
    await board.waitFor();
    expect(await board.innerText()).toContain(faultCatalogue['link.io_error'].id);
    await hall.click('[data-line="unplug board-1"]');
    await hall.selectOption('tr[data-device="printer-1"] select', 'ok');
    await until(async () => (await troubles.count()) === 1);

    // Who touches a list that has only just changed is asked to look again.
    await page.waitForTimeout(1_000);
    // Its orders need no login: the simulated printer prints the test that is asked for here.
    await page.locator('[data-listed="printer-1"]').getByRole('button', { name: 'Uji' }).click();
    await page.locator('.outcome', { hasText: 'Selesai' }).waitFor();
    await hall.locator('.printer[data-device="printer-1"] .ticket img').waitFor();
    // Without the broker nothing is said of the hall.
    await hall.click('[data-line="broker away"]');
    await page.getByText('Tidak diketahui selama sistem tidak terdengar.').waitFor();
  });

  it('take orders however fast the time of the hall runs, and wherever its clock is moved', async () => {
    const { hall, page } = await both('counter/loket-1');
    await takeTicket(hall);
    await hall.click('.move button:nth-of-type(2)');
    await hall.locator('.clock', { hasText: 'digeser' }).waitFor();
    await page.click('[data-action="next"][aria-disabled="false"]');
    await reads(hall, 'loket-1-display', 'A-001');
    await hall.click('[data-speed="60"]');
    await until(async () => Number(await hall.locator('.true-speed').getAttribute('data-true')) > 5);
    await page.click('[data-action="end"]');
    await hall.locator(`${counter('loket-1')} .chip.idle`).waitFor();
  });
});

/** Moves the focus of the keyboard to what begins with this name, as somebody without a pointer does. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent";
  for (let pressed = 0; pressed < 200; pressed++) {
    if ((await page.evaluate<string>(focused)).startsWith(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not get to ${name}`);
}

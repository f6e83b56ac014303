import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import { refusals } from '../../firmware-host/queue/refusals.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { close, exampleHall, open, quit, reads, ready, simulated } from './browser.ts';

const counter = (id: string) => `[data-counter="${id}"]`;
const row = (device: string, state: string) => `tr[data-device="${device}"][data-state="${state}"]`;

afterEach(close);
afterAll(quit);

describe.skipIf(!has('chromium'))('what does not work in a simulated hall', { timeout: 180_000 }, () => {
  it('is seen: keys without their cable cannot be pressed and say why, and displays and lamps are dark', async () => {
    const page = await open((await simulated(exampleHall)).url);
    const card = page.locator(counter('loket-1'));
    const next = card.locator('[data-key="next"]');
    await ready(page);
    expect(await next.getAttribute('aria-disabled')).toBe('false');
    await page.click('.machine [data-key="paspor"]');
    await page.locator('.queue[data-service="paspor"] strong', { hasText: '1' }).waitFor();
    await next.click();
    await reads(page, 'loket-1-display', 'A-001');

    await page.click('[data-line="unplug board-1"]');
    await reads(page, 'loket-1-display', '');
    expect(await card.locator('polygon.lit').count()).toBe(0);
    expect(await card.locator('.led figcaption').allTextContents()).toEqual([
      'loket-1-display · kabel dicabut',
      'loket-1-matriks',
      'loket-1-desk · kabel dicabut',
    ]);
    await card.locator('.lamp', { hasText: 'kabel dicabut' }).waitFor();
    expect(await card.locator('.bulb.on, .bulb.flash').count()).toBe(0);
    await card.locator('.note', { hasText: 'loket-1-keypad: kabel dicabut (board-1)' }).waitFor();
    await page.locator('.machine .note', { hasText: 'mesin-tiket: kabel dicabut' }).waitFor();
    expect(await next.getAttribute('aria-disabled')).toBe('true');
    const described = await next.getAttribute('aria-describedby');
    expect(await page.locator(`#${described}`).textContent()).toContain('kabel dicabut');
    await next.dispatchEvent('pointerdown', { button: 0, pointerId: 1 });
    expect(await next.getAttribute('class')).toBe('key');

    await page.click('[data-line="unplug board-1"]');
    await reads(page, 'loket-1-display', 'A-001');
    await until(async () => (await next.getAttribute('aria-disabled')) === 'false');
    expect(await card.locator('.note.there').count()).toBe(0);
  });

  it('says before a cable is pulled what else hangs on it, and every button has a name of its own', async () => {
    const page = await open((await simulated(exampleHall)).url);
    await ready(page);
    const cable = page.locator('tr[data-device="loket-1-display"] .cable');
    expect(await cable.textContent()).toBe('di kabel board-1: +6 ikut tercabut');
    expect((await cable.getAttribute('title'))?.split(', ').sort()).toEqual(
      [
        ...['board-1', 'loket-1-desk', 'loket-1-display', 'loket-1-keypad', 'loket-1-lampu'],
        ...['mesin-lobi-papan', 'mesin-tiket'],
      ].sort(),
    );
    expect(await page.locator('tr[data-device="loket-4-display"] .cable').count()).toBe(0);
    const rows = await page.evaluate<string[]>(
      "[...document.querySelectorAll('tbody tr')].map((one) => one.dataset.device)",
    );
    expect(rows.slice(0, 2)).toEqual(['board-1', 'loket-1-keypad']);
    await page.getByRole('button', { name: 'Cabut board-1 (loket-1-display)' }).click();
    for (const id of ['board-1', 'loket-1-keypad', 'loket-1-display', 'loket-1-lampu', 'mesin-tiket'])
      await page.locator(row(id, 'offline')).waitFor();
    await page.getByRole('button', { name: 'Pasang board-1 (loket-1-desk)' }).waitFor();

    // All but the keys, which are named after their function, in the card of their counter.
    const names = await page.evaluate<string[]>(namesOfControls);
    expect(names.filter((name) => name.trim() === '')).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('says once that the broker is away, and shows nothing then that may no longer be so', async () => {
    const page = await open((await simulated(exampleHall)).url);
    const card = page.locator(counter('loket-1'));
    await ready(page);
    await page.click('.machine [data-key="paspor"]');
    await page.locator('.queue[data-service="paspor"] strong', { hasText: '1' }).waitFor();
    await card.locator('[data-key="next"]').click();
    await card.locator('.ticket-now', { hasText: 'A-001' }).waitFor();

    await page.click('[data-line="broker away"]');
    const stale = page.locator('[data-stale="true"]', { hasText: 'Broker MQTT tidak terhubung' });
    await stale.waitFor();
    // Keys work without the broker: the LED is right, and the card says nothing against it.
    await card.locator('[data-key="end"]').click();
    await reads(page, 'loket-1-display', '-');
    expect(await card.locator('.chip').textContent()).toBe('tidak diketahui');
    expect(await card.locator('.ticket-now').textContent()).toBe('');
    expect(await page.locator('.queue strong').allTextContents()).toEqual(['–', '–', '–']);
    expect(await page.locator('tr[data-state="online"]').count()).toBe(0);
    expect(await page.locator('[data-stale="true"]').count()).toBe(1);

    await page.click('[data-line="broker away"]');
    await card.locator('.chip.idle').waitFor();
    await page.locator('[data-stale="false"]').waitFor({ state: 'attached' });
  });

  it('is told in the language of the page, from the catalogues of the hall', async () => {
    const page = await open((await simulated(exampleHall)).url);
    await ready(page);
    await page.selectOption('tr[data-device="printer-1"] select', 'out');
    const reason = page.locator(`${row('printer-1', 'degraded')} .reason`);
    await reason.waitFor();
    await says(reason, faultCatalogue['paper.out'].id);
    const card = page.locator(counter('loket-1'));
    const note = card.locator('.note.there');
    await card.locator('[data-key="end"]').click();
    await note.waitFor();
    expect(await note.textContent()).toBe(`ditolak: ${refusals['counter-closed'].id}`);
    await page.click('.language [lang="en"]');
    await says(reason, faultCatalogue['paper.out'].en);
    await card.locator('[data-key="end"]').click();
    await says(note, `refused: ${refusals['counter-closed'].en}`);
    await page.locator('[data-event="device.faulted"]', { hasText: 'printer-1' }).waitFor();
    const english = await page.locator('main').innerText();
    for (const word of ['Kejadian', 'menunggu', 'Cabut', 'habis', 'Papan'])
      expect(english).not.toContain(word);
  });
});

const says = (what: ReturnType<Page['locator']>, text: string) =>
  until(async () => ((await what.first().textContent()) ?? '').includes(text));

/** For the browser: the names of everything that can be operated, but the keys of the hall. */
const namesOfControls = `[...document.querySelectorAll('button:not(.key), select, input')].map(
  (one) => one.getAttribute('aria-label') || one.labels?.[0]?.textContent || one.textContent)`;

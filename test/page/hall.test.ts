import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { close, open, quit, reads, simulated } from './browser.ts';
import { recordSound, soundingMs, stopRecording } from './heard-sound.ts';

const site = new URL('../../config/examples/simulated-hall.yaml', import.meta.url).pathname;
const counter = (id: string) => `[data-counter="${id}"]`;
const row = (device: string, state: string) => `tr[data-device="${device}"][data-state="${state}"]`;
/** A to g of the letter A and of 0, 0, 1 with a dash: bits 6..0. */
const segmentsOfA001 = [0x77, 0x01, 0x7e, 0x7e, 0x30].join(' ');

afterEach(close);
afterAll(quit);

describe.skipIf(!has('chromium'))('the hall on a page', { timeout: 120_000 }, () => {
  it('plays a visit: ticket, call, segments, scan, end; the board for the public follows', async () => {
    const hall = await simulated(site);
    const page = await open(hall.url);
    const board = await open(`${hall.url}board`);
    await page.locator(`${counter('loket-1')} .chip.closed`).waitFor();

    await page.click('.machine [data-key="paspor"]');
    const ticket = page.locator('.printer[data-device="printer-1"] .ticket img');
    await ticket.waitFor();
    expect(await ticket.getAttribute('alt')).toContain('A-001');
    await until(() => page.evaluate<boolean>(`document.querySelector('.ticket img').naturalWidth > 500`));

    await page.click(`${counter('loket-1')} [data-key="next"]`);
    await reads(page, 'loket-1-display', 'A-001');
    const segments = page.locator('.led[data-device="loket-1-display"] .segments');
    await until(async () => (await segments.getAttribute('data-segments')) === segmentsOfA001);
    await until(async () => (await segments.locator('polygon.lit').count()) === 21);
    // The counter that called last is the large one.
    const newest = '[data-newest="loket-1"]';
    await board.locator(`${newest}.called .number`, { hasText: 'A-001' }).waitFor();
    await board.locator(`${newest}.again`).waitFor();

    await page.dragAndDrop('.ticket img', '.scanner[data-device="pemindai-1"]');
    await page.locator(`${counter('loket-1')} .chip.serving`).waitFor();
    await board.locator(`${newest}.serving`).waitFor();

    await page.click(`${counter('loket-1')} [data-key="end"]`);
    await page.locator(`${counter('loket-1')} .chip.idle`).waitFor();
    await page.locator('.events [data-event="ticket.served"]').click();
    expect(await page.locator('.events details[open] .topic').textContent()).toBe(
      'loket/v1/simulated-hall/event/ticket/served',
    );
    expect(await page.locator('.events details[open] pre').textContent()).toContain('"ticket": "A-001"');
    await page.locator('[data-count="ticket.served"] dd', { hasText: /^1$/ }).waitFor();
  });

  it('is played with the keyboard alone, and speaks English when asked', async () => {
    const hall = await simulated(site);
    const page = await open(hall.url, { width: 390, height: 844, scheme: 'dark' });
    const press = async (selector: string) => {
      await page.focus(selector);
      await page.keyboard.press('Space', { delay: 60 });
    };
    await page.locator('.entrance').waitFor();
    await page.focus('.language [lang="en"]');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Entrance' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    await press('[data-key="paspor"]');
    await page.focus('.pick[data-code^="A-001-"]');
    await page.keyboard.press('Enter');
    await waits(page, 'paspor');
    await press(`${counter('loket-1')} [data-key="next"]`);
    await reads(page, 'loket-1-display', 'A-001');
    await page.focus('.scanner[data-device="pemindai-1"] input');
    await page.keyboard.press('Enter');
    await page.locator(`${counter('loket-1')} .chip.serving`).waitFor();
    const wide = () => page.evaluate('document.documentElement.scrollWidth');
    expect(await wide()).toBeLessThanOrEqual(390);
  });

  it('shows faults as the central office sees them, and their end', async () => {
    const hall = await simulated(site);
    const page = await open(hall.url);
    const board = await open(`${hall.url}board`);
    await page.locator(row('printer-1', 'online')).waitFor();

    await page.selectOption('tr[data-device="printer-1"] select', 'out');
    await page.locator(`${row('printer-1', 'degraded')} code`, { hasText: 'paper.out' }).waitFor();
    await page.click('.machine [data-key="paspor"]');
    await page.selectOption('tr[data-device="printer-1"] select', 'ok');
    await page.locator(row('printer-1', 'online')).waitFor();

    await page.click('[data-line="unplug board-1"]');
    await page.locator(row('loket-1-display', 'offline')).waitFor();
    await page.click('[data-line="unplug board-1"]');
    await page.locator(row('loket-1-display', 'online')).waitFor();

    await page.click('[data-line="broker away"]');
    await page.locator('.controller[data-state="offline"]', { hasText: 'terputus' }).waitFor();
    await board.locator('.stale').waitFor();
    expect(await board.locator('.number').count()).toBe(0);
    await page.click('[data-line="broker away"]');
    await page.locator('.controller[data-state="online"]').waitFor();
    await board.locator(`${counter('loket-1')} .number`).waitFor();

    await page.selectOption('tr[data-device="loket-1-keypad"] select', 'next');
    await page.locator(`${row('loket-1-keypad', 'degraded')} code`, { hasText: 'button.stuck' }).waitFor();
    await page.selectOption('tr[data-device="loket-1-keypad"] select', '');
    await page.locator(row('loket-1-keypad', 'online')).waitFor();
  });

  it('shows what each speaker says, and plays the sound of those that somebody listens to', async () => {
    const hall = await simulated(site);
    const page = await open(hall.url, { script: recordSound });
    const speaker = (id: string) => page.locator(`.speaker[data-device="${id}"]`);
    await speaker('pengeras-1').getByText('Belum ada pengumuman').waitFor();
    await speaker('pengeras-3').getByRole('link', { name: 'Terdengar di papan antrean' }).waitFor();
    await speaker('pengeras-1').getByRole('button', { name: 'Dengarkan' }).click();

    await page.click('.machine [data-key="paspor"]');
    await waits(page, 'paspor');
    await page.click(`${counter('loket-1')} [data-key="next"]`);
    const words = speaker('pengeras-1').locator('.words[data-sound]');
    await words.waitFor({ timeout: 60_000 });
    const said = 'id/letter-a id/digit-0 id/digit-0 id/digit-1 silence id/go-to-counter id/digit-1';
    expect(await words.getAttribute('data-clips')).toContain(said);
    expect(await words.textContent()).toContain('A nol nol satu, Silakan menuju loket satu');

    const path = (await words.getAttribute('data-sound')) ?? '';
    const wav = Buffer.from(await (await fetch(new URL(path, hall.url))).arrayBuffer());
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    const wavMs = ((wav.length - 44) / 2 / 22_050) * 1_000;
    expect(wavMs).toBeGreaterThan(2_000);
    await page.waitForTimeout(wavMs + 1_500);
    await page.evaluate(stopRecording);
    await until(async () => (await page.evaluate(soundingMs)) !== null);
    const ofWav = Number(await page.evaluate(soundingMs)) / wavMs;
    expect(ofWav).toBeGreaterThan(0.8);
    // Only one of the speakers is listened to.
    expect(ofWav).toBeLessThan(1.1);

    await page.click('[data-line="unplug pengeras-1"]');
    await page.locator(row('pengeras-1', 'offline')).waitFor();
    await page.locator('.speaker.unplugged[data-device="pengeras-1"]').waitFor();
    await page.click('[data-line="unplug pengeras-1"]');
    await page.locator(row('pengeras-1', 'online')).waitFor();
  });

  it('says how long it takes from a press to the lit segments on the page', async () => {
    const hall = await simulated(site);
    const page = await open(hall.url);
    await page
      .locator(`${counter('loket-3')} [data-device="loket-3-keypad"]`)
      .first()
      .waitFor();
    const times: number[] = [];
    for (let visitor = 1; visitor <= 8; visitor++) {
      await page.click('.machine [data-key="izin-tinggal"]');
      await page.locator(`.pick[data-code^="C-00${visitor}-"]`).waitFor();
      await waits(page, 'izin-tinggal');
      times.push(await page.evaluate<number>(timedPress(`C-00${visitor}`)));
      await page.waitForTimeout(500);
    }
    const median = times.sort((a, b) => a - b)[4] ?? 0;
    console.log(`press to LED on the page: median ${median.toFixed(1)} ms of ${times.length} presses`);
    expect(times).toHaveLength(8);
    await page.locator('.latency .figures').waitFor();
  });
});

/** Somebody waits for a service: the paper is seen before the queue is told that it came out. */
const waits = (page: Page, service: string) =>
  page.locator(`.queue[data-service="${service}"] strong`, { hasText: /^[1-9]/ }).waitFor();

/** For the browser: presses Next at counter 3, and how long its display took to show this ticket. */
const timedPress = (ticket: string) => `new Promise((resolve) => {
  const key = document.querySelector('[data-device="loket-3-keypad"][data-key="next"]');
  const led = document.querySelector('.led[data-device="loket-3-display"]');
  const started = performance.now();
  new MutationObserver((_, observer) => {
    if (led.querySelector('.segments').dataset.reads !== '${ticket}') return;
    observer.disconnect();
    resolve(performance.now() - started);
  }).observe(led, { subtree: true, childList: true, attributes: true });
  const enter = { key: 'Enter', bubbles: true };
  key.dispatchEvent(new KeyboardEvent('keydown', enter));
  setTimeout(() => key.dispatchEvent(new KeyboardEvent('keyup', enter)), 80);
})`;

import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { objections } from './axe.ts';
import { close, exampleHall, open, quit, ready, simulated } from './browser.ts';

afterEach(close);
afterAll(quit);

interface Box {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where things are on the page, in CSS pixels. */
const boxes = (page: Page, selector: string): Promise<readonly Box[]> =>
  page.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return { name: one.getAttribute('aria-label') || one.textContent, left, top, right, bottom };
  })`);

const everyKey = '.key, .entrance button, .day button, .move button';

describe.skipIf(!has('chromium'))('the page of a simulated hall', { timeout: 240_000 }, () => {
  it('has four counters and the day on 1280 x 800 without scrolling, and is no wider than 390 and 1920', async () => {
    const page = await open((await simulated(exampleHall)).url, { width: 1280, height: 800 });
    await ready(page);
    const seen = await boxes(page, '.counter, .day, .queues');
    expect(seen).toHaveLength(6);
    expect(Math.max(...seen.map(({ bottom }) => bottom))).toBeLessThanOrEqual(800);
    for (const [width, height] of [
      [390, 844],
      [1920, 1080],
      [1280, 800],
    ] as const) {
      await page.setViewportSize({ width, height });
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide).toBeLessThanOrEqual(width);
      const beyond = (await boxes(page, 'button, input, select, .led, .queue')).filter(
        ({ left, right }) => left < 0 || right > width,
      );
      expect(beyond).toEqual([]);
    }
  });

  it.each([
    ['1280 x 800', { width: 1280, height: 800 }],
    ['390 x 844', { width: 390, height: 844 }],
  ] as const)(
    'moves no key by a refusal, a dead keypad, a moved clock or a lost broker, on %s',
    async (_, size) => {
      const page = await open((await simulated(exampleHall)).url, size);
      await ready(page);
      const before = await boxes(page, everyKey);
      const still = async () => {
        // A key that is down is lower: the hall may have refused before the finger is up.
        await page.locator('.key.held').waitFor({ state: 'detached' });
        expect(await boxes(page, everyKey)).toEqual(before);
      };
      await page.evaluate(refuse);
      await page.locator('[data-counter="loket-1"] .note.there').waitFor();
      await still();
      await page.evaluate(press('[data-line="unplug board-1"]'));
      await page.locator('.machine .note.there').waitFor();
      await page.locator('tr[data-device="loket-1-keypad"][data-state="offline"] .reason code').waitFor();
      await still();
      const plugs = await boxes(page, '.faults .switch:first-child');
      await page.evaluate(press('[data-line="unplug board-1"]'));
      await ready(page);
      const moved = (await boxes(page, '.faults .switch:first-child')).filter(
        ({ top, left }, at) => top !== plugs[at]?.top || left !== plugs[at]?.left,
      );
      expect(moved).toEqual([]);
      await page.evaluate(press('.move button:nth-of-type(2)'));
      await page.locator('.clock', { hasText: 'digeser' }).waitFor();
      await page.evaluate(press('[data-line="broker away"]'));
      await page.locator('[data-stale="true"]').waitFor();
      await still();
    },
  );

  it.each(['light', 'dark'] as const)(
    'axe-core has nothing against it in %s, when all is well and when not',
    async (scheme) => {
      const page = await open((await simulated(exampleHall)).url, { width: 1280, height: 800, scheme });
      await ready(page);
      await page.click('.machine [data-key="paspor"]');
      await page.locator('.ticket img').waitFor();
      await page.waitForTimeout(700);
      expect(await objections(page)).toEqual([]);
      await page.click('[data-line="unplug board-1"]');
      await page.selectOption('tr[data-device="printer-1"] select', 'out');
      await page.locator('tr[data-device="printer-1"][data-state="degraded"]').waitFor();
      await page.locator('.machine .note.there').waitFor();
      expect(await objections(page)).toEqual([]);
      expect(await edgesOf(page)).toEqual([]);
      await page.click('[data-line="broker away"]');
      await page.locator('[data-stale="true"]').waitFor();
      expect(await objections(page)).toEqual([]);
    },
  );

  it('says how fast time truly passes', async () => {
    const page = await open((await simulated(exampleHall)).url);
    await ready(page);
    const truly = async () => Number(await page.locator('.true-speed').getAttribute('data-true'));
    await until(async () => Math.abs((await truly()) - 1) < 0.2);
    await page.click('[data-speed="600"]');
    await page.locator('.true-speed', { hasText: 'diminta 600×' }).waitFor();
    await until(async () => (await truly()) > 5);
    const clock = () => page.locator('.clock strong').textContent();
    const [from, started] = [await clock(), Date.now()];
    await page.waitForTimeout(4_000);
    const [to, measured] = [await clock(), await truly()];
    const byClock = (secondsOf(to) - secondsOf(from)) / ((Date.now() - started) / 1_000);
    expect(measured).toBeGreaterThan(byClock * 0.5);
    expect(measured).toBeLessThan(byClock * 2);
    await page.click('[data-speed="0"]');
    await until(async () => (await page.locator('.true-speed').getAttribute('data-true')) === '0');
  });
});

/** Seconds since midnight; the clock has points between its numbers. A test over midnight counts on. */
function secondsOf(clock: string | null): number {
  const [hours = 0, minutes = 0, seconds = 0] = (clock ?? '').split('.').map(Number);
  return hours * 3_600 + minutes * 60 + seconds;
}

/** For the browser: presses End at a counter that is closed. Not with the pointer, which would scroll the page. */
const refuse = `(() => {
  const key = document.querySelector('[data-device="loket-1-keypad"][data-key="end"]');
  const enter = { key: 'Enter', bubbles: true };
  key.dispatchEvent(new KeyboardEvent('keydown', enter));
  setTimeout(() => key.dispatchEvent(new KeyboardEvent('keyup', enter)), 80);
})()`;

const press = (selector: string) => `document.querySelector(${JSON.stringify(selector)}).click()`;

/** The inputs whose border has less than 3:1 to what is around it; axe-core does not look at borders. */
const edgesOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`(() => {
    const all = [...document.querySelectorAll('input, select, button:not(:disabled)')];
    const light = (colour) => {
      const parts = colour.match(/[\\d.]+/g).map(Number).slice(0, 3).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    };
    const ratio = (one, other) => {
      const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
      return (bright + 0.05) / (dark + 0.05);
    };
    const ground = (one) => {
      for (let at = one.parentElement; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (!/, 0\\)$/.test(colour)) return colour;
      }
      return 'rgb(255, 255, 255)';
    };
    return all.filter((one) => {
      const style = getComputedStyle(one);
      return ratio(style.borderBottomColor, ground(one)) < 3 && ratio(style.backgroundColor, ground(one)) < 3;
    }).map((one) => one.outerHTML.slice(0, 120));
  })()`);

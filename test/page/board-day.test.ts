import type { Page } from 'playwright-core';
import { afterAll, afterEach, expect, it } from 'vitest';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { complaintsInBrowser } from './board-measured.ts';
import { close, open, quit, shortDay, simulated, siteFile, startMaxMs } from './browser.ts';

const sizes = [
  { width: 1280, height: 720 },
  { width: 1080, height: 1920 },
] as const;
/** A board is measured in about a tenth of a second. */
const betweenMs = 150;
const dayMaxMs = 150_000;

afterEach(close);
afterAll(quit);

it.skipIf(!has('chromium'))(
  'boards that stand open through a day at 600 times the speed are never cut, and never need to be scrolled',
  async () => {
    const hall = await simulated(siteFile(shortDay));
    const page = await open(hall.url);
    await page.locator('.day').waitFor();
    const boards = await Promise.all(sizes.map((size) => open(`${hall.url}board`, size)));
    for (const board of boards) await board.locator('.desk').first().waitFor();
    await page.fill('.day input', '7');
    await page.click('.day [type="submit"]');
    await page.click('[data-speed="600"]');
    await until(async () => (await page.locator('[data-count="ticket.called"] dd').count()) > 0, startMaxMs);

    const seen = boards.map(() => new Set<string>());
    let measured = 0;
    const isOver = () => page.locator('.day [data-over="true"]').count();
    for (const end = Date.now() + dayMaxMs; (await isOver()) === 0; measured++) {
      expect(Date.now(), 'the day has come to its end').toBeLessThan(end);
      for (const [at, board] of boards.entries()) seen[at]?.add(await fits(board));
      await page.waitForTimeout(betweenMs);
    }
    for (const board of boards) await fits(board);
    console.log(
      `measured ${measured} times, different pictures: ${seen.map(({ size }) => size).join(' and ')}`,
    );
    // Not one picture all the time: the numbers of the day went over the board.
    for (const { size } of seen) expect(size).toBeGreaterThan(10);
    expect(measured).toBeGreaterThan(10);
  },
  240_000,
);

/** Nothing is cut, outside or scrolled in what a board shows; returns its texts. */
async function fits(board: Page): Promise<string> {
  const [wrong, text] = JSON.parse(
    String(await board.evaluate(`JSON.stringify([${complaintsInBrowser}, document.body.innerText])`)),
  );
  expect(JSON.parse(wrong), text).toEqual([]);
  return text;
}

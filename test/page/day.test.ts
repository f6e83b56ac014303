import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, expect, it } from 'vitest';
import { program } from '../cli/loket.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { close, open, picture, quit, shortDay, simulated, siteFile, startMaxMs } from './browser.ts';

const counted = ['ticket.issued', 'ticket.called', 'ticket.served', 'ticket.no-show'] as const;

afterEach(close);
afterAll(quit);

it.skipIf(!has('chromium'))(
  'a day at 600 times the speed: what the page counts is what the journal has',
  async () => {
    const hall = await simulated(siteFile(shortDay));
    const page = await open(hall.url);
    await page.locator('.day').waitFor();
    await page.fill('.day input', '7');
    await page.click('.day [type="submit"]');
    await page.click('[data-speed="600"]');
    const issued = async () => Number(await page.locator('[data-count="ticket.issued"] dd').textContent());
    await until(async () => (await issued()) >= 12, startMaxMs);
    await page.click('[data-speed="0"]');
    await page.locator('[data-speed="0"][aria-pressed="true"]').waitFor();
    const clock = () => page.locator('.clock strong').textContent();
    const paused = await clock();
    await page.waitForTimeout(1_000);
    expect(await clock()).toBe(paused);
    await page.getByRole('button', { name: 'Satu menit' }).click();
    await until(async () => (await clock()) !== paused);
    const board = await open(`${hall.url}board`, { height: 720 });
    await board.locator('.desk').first().waitFor();
    await picture(page, 'hall');
    await page.click('[data-speed="600"]');
    await page.locator('.day [data-over="true"]').waitFor({ timeout: 150_000 });

    const onPage = async () =>
      Object.fromEntries(
        await Promise.all(
          counted.map(async (type) => {
            const text = await page.locator(`[data-count="${type}"] dd`).textContent();
            return [type, Number(text)] as const;
          }),
        ),
      );
    const inJournal = countsOf(hall.data);
    expect(inJournal['ticket.issued']).toBeGreaterThan(20);
    await until(async () => JSON.stringify(await onPage()) === JSON.stringify(inJournal));
    // Every call is explained, and the parts of the sentence add up.
    const sums = (await page.locator('.sums').textContent()) ?? '';
    const [calls = '', ends = ''] = (sums.split('.')[0] ?? '').split(' = ');
    expect(numbersIn(calls)).toBe(numbersIn(ends));
    expect(calls).toContain(`${inJournal['ticket.called']} panggilan`);
    expect(ends).toContain(
      `${inJournal['ticket.served']} terlayani + ${inJournal['ticket.no-show']} tidak hadir`,
    );
    expect(await page.locator('.course .calls').count()).toBeGreaterThan(5);
    expect(await page.locator('tr[data-state="offline"]').count()).toBe(0);
  },
  240_000,
);

/** The sum of the numbers in a text. */
const numbersIn = (text: string): number =>
  [...text.matchAll(/\d+/g)].reduce((sum, [number]) => sum + Number(number), 0);

/** How often each type happened since the last day began, as `loket events` tells. */
function countsOf(data: string): Record<string, number> {
  const lines = execFileSync(process.execPath, [program, 'events', '--data', data], { encoding: 'utf8' });
  const types = lines
    .trim()
    .split('\n')
    .map((line) => /"type":"loket\.([a-z.-]+)\.v1"/.exec(line)?.[1]);
  const today = types.slice(types.lastIndexOf('day.opened'));
  return Object.fromEntries(counted.map((type) => [type, today.filter((one) => one === type).length]));
}

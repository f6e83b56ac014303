import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { close, exampleHall, open, quit, ready, simulated } from './browser.ts';

const card = '[data-counter="loket-4"]';
const pad = `${card} .rating[data-device="loket-4-nilai"]`;
const lamp = `${pad} .lamp[data-device="loket-4-nilai-lampu"]`;
const given = '.events [data-event="rating.given"]';

afterEach(close);
afterAll(quit);

describe.skipIf(!has('chromium'))('a rating pad in the simulated hall', { timeout: 120_000 }, () => {
  it('is pressed after a visit: the answer is told, and its lamp thanks for a moment', async () => {
    const page = await open((await simulated(exampleHall)).url);
    await ready(page);
    await page.click('.machine [data-key="kependudukan"]');
    await page.locator('.queue[data-service="kependudukan"] strong', { hasText: '1' }).waitFor();
    await page.click(`${card} [data-key="next"]`);
    await page.locator(`${card} .chip.called`).waitFor();
    await page.click(`${card} [data-key="end"]`);
    await page.locator(`${card} .chip.idle`).waitFor();
    expect(await page.locator(`${lamp} .bulb.off`).count()).toBe(1);

    const happy = page.getByRole('button', { name: 'Sangat puas' });
    await happy.click();
    await page.locator(`${lamp} .bulb.on`).waitFor();
    await page.locator(given).first().click();
    const payload = await page.locator('.events details[open] pre').first().textContent();
    const { data } = JSON.parse(payload ?? '');
    expect(data).toEqual({
      ...{ pad: 'loket-4-nilai', counter: 'loket-4', service: 'kependudukan' },
      ...{ element: 'pulse', score: 4, attributed: 'served' },
    });
    await page.locator(`${lamp} .bulb.off`).waitFor();
  });

  it('takes nothing at a closed counter, and says nothing to the officer', async () => {
    const page = await open((await simulated(exampleHall)).url);
    await ready(page);
    await page.locator(`${card} .chip.closed`).waitFor();
    const note = page.locator(`${card} .note`).first();
    await page.locator(`${pad} [data-key="puas"]`).click();
    // A press that is heard later is heard after this one.
    await page.click(`${card} [data-key="next"]`);
    await page.locator(`${card} .chip.idle`).waitFor();
    expect(await page.locator(given).count()).toBe(0);
    expect(await page.locator(`${lamp} .bulb.on`).count()).toBe(0);
    expect(await note.textContent()).not.toContain('tutup');
  });

  it('is played with the keyboard, each face with a name of its own and large enough for a finger', async () => {
    const page = await open((await simulated(exampleHall)).url, { width: 390, height: 844, scheme: 'dark' });
    await ready(page);
    await page.click('.language [lang="en"]');
    await page.click(`${card} [data-key="next"]`);
    await page.locator(`${card} .chip.idle`).waitFor();
    const group = page.getByRole('group', { name: 'Rating pad loket-4-nilai' });
    const faces = group.getByRole('button');
    expect(await faces.allTextContents()).toEqual([
      'Very satisfied',
      'Satisfied',
      'Not quite',
      'Not satisfied',
    ]);
    for (const face of await faces.all()) {
      const { width = 0, height = 0 } = (await face.boundingBox()) ?? {};
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    }
    await faces.nth(3).focus();
    await page.keyboard.press('Space', { delay: 60 });
    await until(async () => (await page.locator(given).count()) === 1);
  });
});

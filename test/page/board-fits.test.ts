import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { hallMessages, openBoardHall } from './board-hall.ts';
import { longestTitle, realLook, realServices, testCounters, worstServices } from './board-halls.ts';
import { complaintsInBrowser } from './board-measured.ts';
import { close, open, picture, quit } from './browser.ts';
import { oldChromes, startOldChrome } from './old-chrome.ts';

const sizes = [
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
  [1080, 1920],
] as const;

const halls = {
  one: hallMessages({ counters: testCounters(1, 'real'), services: realServices.slice(0, 1) }),
  four: hallMessages({ counters: testCounters(4, 'none'), services: realServices, look: realLook }),
  twelve: hallMessages({ counters: testCounters(12, 'real'), services: realServices, look: realLook }),
  forty: hallMessages({ counters: testCounters(40, 'none'), services: realServices, look: realLook }),
  sixty: hallMessages({
    ...{ title: longestTitle, counters: testCounters(60, 'longest'), services: worstServices },
    look: { ...realLook, title: longestTitle },
  }),
};

/** The pictures of the docs. */
const pictures: Readonly<Record<string, string>> = {
  'four 1280': 'board',
  'one 1920': 'board-one',
  'twelve 1920': 'board-twelve',
  'forty 1920': 'board-forty',
  'sixty 1920': 'board-sixty',
  'twelve 1080': 'board-portrait',
};

afterEach(close);
afterAll(quit);

describe.skipIf(!has('chromium'))('in the Chromium of today', () => {
  it.each(sizes)(
    'the board fits on %d x %d, and its letters are 2 cm high on 43 inches',
    async (width, height) => {
      for (const [name, retained] of Object.entries(halls)) {
        const hall = await openBoardHall({ retained });
        const page = await open(hall.url, { width, height });
        await page.locator('[data-newest]').waitFor();
        expect(JSON.parse(String(await page.evaluate(complaintsInBrowser)))).toEqual([]);
        const shot = pictures[`${name} ${width}`];
        if (shot !== undefined) await picture(page, shot, { width, height });
        await page.close();
        await hall.close();
      }
    },
    240_000,
  );
});

const old = oldChromes();
/** Where there is none, a test is skipped by name. */
const tried = old.length === 0 ? [{ name: 'none here', packed: '' }] : old;
describe.skipIf(old.length === 0)('in a Chromium of the age of televisions (LOKET_OLD_CHROMES)', () => {
  it.each(tried)(
    '$name shows the board as it is',
    async (chrome) => {
      const page = await startOldChrome(chrome);
      try {
        for (const [name, retained] of Object.entries(halls)) {
          const hall = await openBoardHall({ retained });
          for (const [width, height] of sizes) {
            await page.open(hall.url, width, height);
            await until(
              async () => (await page.evaluate(`!!document.querySelector('[data-newest]')`)) === true,
            );
            const wrong = JSON.parse(String(await page.evaluate(complaintsInBrowser)));
            expect(wrong, `${name} at ${width} x ${height} in ${page.version}`).toEqual([]);
            if (
              process.env.LOKET_WRITE_PICTURES === '1' &&
              name === 'twelve' &&
              height === 1080 &&
              chrome.name === 'c67'
            ) {
              const version = /\/(\d+)/.exec(page.version)?.[1];
              writeFileSync(`docs/pictures/board-chromium-${version}.png`, await page.screenshot());
            }
          }
          await hall.close();
        }
        expect(page.complaints).toEqual([]);
      } finally {
        await page.close();
      }
    },
    240_000,
  );
});

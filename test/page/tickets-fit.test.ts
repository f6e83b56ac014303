import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { longestTitle } from './board-halls.ts';
import { close, open, picture, quit } from './browser.ts';
import { oldChromes, startOldChrome } from './old-chrome.ts';
import { openTicketHall, paper, printer, queue, services } from './ticket-hall.ts';

const sizes = [
  [390, 844],
  [1_280, 800],
  [1_920, 1_080],
  [1_080, 1_920],
] as const;
const counts = [1, 2, 5, 9, 24];
const real = [
  'Paspor',
  'Izin Tinggal',
  'Kependudukan',
  'Samsat',
  'BPJS Kesehatan',
  'Pajak',
  'SKCK',
  'PLN',
  'PDAM',
];

/** Queues as they are in the morning: some wait, one service is over, one has a quota. */
function morning(count: number) {
  const states = [
    {},
    { waiting: 0, estimate_s: null },
    { open: false, reason: 'past-cutoff' },
    { quota_left: 12 },
  ];
  return Array.from({ length: count }, (_, at) => queue(`layanan-${at + 1}`, states[at % states.length]));
}

const hallWith = (titles: readonly string[]) =>
  openTicketHall({
    parts: { ...services(titles), hours: 'hours: { mon-fri: [08.00-12.00, 13.00-15.00] }' },
    retained: [...morning(titles.length), printer({})],
  });

/**
 * What is wrong with the picture in a browser, in words; the browser measures it itself. Written for old ones too.
 * What can be touched is 64 px at least.
 */
const wrongInBrowser = `(function () {
  var wrong = [], root = document.documentElement, all = document.querySelectorAll('.machine *');
  var list = document.querySelector('.services');
  if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) wrong.push('the page scrolls');
  if (list.scrollHeight > list.clientHeight + 1 || list.scrollWidth > list.clientWidth + 1) wrong.push('the services scroll');
  for (var i = 0; i < all.length; i++) {
    var element = all[i], box = element.getBoundingClientRect();
    if (box.width === 0) continue;
    var name = element.className + ' "' + element.textContent.slice(0, 20) + '"';
    if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) wrong.push('outside: ' + name);
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) wrong.push('wider than its box: ' + name);
    if (element.tagName !== 'BUTTON') continue;
    if (box.width < 64 || box.height < 64) wrong.push(box.width + ' x ' + box.height + ': ' + name);
    if (element.scrollHeight > element.clientHeight + 1) wrong.push('higher than its box: ' + name);
  }
  return JSON.stringify(wrong);
})()`;

/** Turns to the next page of services; false: there is none. */
const turnInBrowser = `(function () {
  var after = document.querySelectorAll('.turn')[1];
  if (after.disabled || !after.offsetParent) return false;
  after.click();
  return true;
})()`;
/** Goes back to the first page of services, if there are more. */
const firstInBrowser = `(function () {
  for (var before = document.querySelector('.turn'); before.offsetParent && !before.disabled; ) before.click();
})()`;
/** Buttons of the page that a finger does not reach, however it scrolls. */
const unreachedInBrowser = `JSON.stringify([].filter.call(document.querySelectorAll('.machine button'), function (one) {
  if (!one.offsetParent) return false;
  one.scrollIntoView({ block: 'center' });
  // A script scrolls what has no bars too; a finger does not.
  var outer = [document.documentElement, document.body].concat([].slice.call(document.querySelectorAll('.machine, .middle')));
  if (outer.some(function (box) { return box.scrollTop + box.scrollLeft !== 0; })) return true;
  var box = one.getBoundingClientRect();
  var wanted = [[box.left + 2, box.top + box.height / 2], [box.right - 2, box.top + box.height / 2],
    [box.left + box.width / 2, box.bottom - 4]];
  return wanted.some(function (at) {
    return !one.contains(document.elementFromPoint(at[0], at[1]));
  });
}).map(function (one) { return one.textContent.slice(0, 30); }))`;
const seenInBrowser = `JSON.stringify([].filter.call(document.querySelectorAll('.take'), function (one) {
  return one.offsetParent;
}).map(function (one) { return one.getAttribute('data-service'); }))`;

interface Measured {
  evaluate(expression: string): Promise<unknown>;
}

/** All pages of a hall fit, and together they show every service once. */
async function expectFit(page: Measured, count: number, where: string): Promise<void> {
  const seen: string[] = [];
  await page.evaluate(firstInBrowser);
  do {
    expect(JSON.parse(String(await page.evaluate(wrongInBrowser))), where).toEqual([]);
    seen.push(...JSON.parse(String(await page.evaluate(seenInBrowser))));
  } while ((await page.evaluate(turnInBrowser)) === true);
  expect(seen, where).toEqual(Array.from({ length: count }, (_, at) => `layanan-${at + 1}`));
}

afterEach(close);
afterAll(quit);

describe.skipIf(!has('chromium'))('the ticket machine on a screen, in the Chromium of today', () => {
  it.each(counts)(
    'shows %i services without scrolling, on every screen, with the longest titles too',
    async (count) => {
      for (const titles of [Array<string>(count).fill(longestTitle), real.slice(0, count)]) {
        const hall = await hallWith(titles);
        for (const [width, height] of sizes) {
          const page = await open(hall.url, { width, height });
          await page.locator('.take').first().waitFor();
          await expectFit(page, titles.length, `${titles.length} at ${width} x ${height}`);
          await page.locator('.language').click();
          await expectFit(page, titles.length, `${titles.length} in English at ${width} x ${height}`);
          await page.close();
        }
        await hall.close();
      }
    },
    240_000,
  );

  it.each([
    [320, 568],
    [640, 360],
  ])(
    'at %i x %i, a small telephone or a magnified page, scrolls to what does not fit',
    async (width, height) => {
      const titles = Array<string>(24).fill(longestTitle);
      const hall = await hallWith(titles);
      const page = await open(hall.url, { width, height });
      await page.locator('.turn').first().waitFor();
      const seen: string[] = [];
      do {
        expect(JSON.parse(String(await page.evaluate(unreachedInBrowser)))).toEqual([]);
        seen.push(...JSON.parse(String(await page.evaluate(seenInBrowser))));
      } while ((await page.evaluate(turnInBrowser)) === true);
      expect(seen).toHaveLength(titles.length);
      await page.close();
      await hall.close();
    },
    120_000,
  );

  it.each(sizes)(
    'at %i x %i has its picture for the docs',
    async (width, height) => {
      const hall = await hallWith(real.slice(0, 6));
      const page = await open(hall.url, { width, height });
      await page.locator('.take').first().waitFor();
      await picture(page, `tickets-${width}`, { width, height });
      await page.close();
      await hall.close();
    },
    60_000,
  );
});

const old = oldChromes();
const tried = old.length === 0 ? [{ name: 'none here', packed: '' }] : old;
describe.skipIf(old.length === 0)('in a Chromium of the age of its panel (LOKET_OLD_CHROMES)', () => {
  it.each(tried)(
    '$name shows it as it is, and gives a ticket by touch',
    async (chrome) => {
      const page = await startOldChrome(chrome);
      try {
        for (const titles of [Array<string>(24).fill(longestTitle), real]) {
          const hall = await hallWith(titles);
          for (const [width, height] of sizes) {
            await page.open(hall.url, width, height);
            const isThere = `!!document.querySelector('.drawn .take')`;
            await until(async () => (await page.evaluate(isThere)) === true);
            await expectFit(page, titles.length, `${width} x ${height} in ${page.version}`);
          }
          await page.evaluate(firstInBrowser);
          await page.evaluate(`document.querySelector('[data-service="layanan-1"]').click()`);
          await until(() => hall.asked.length === 1);
          hall.say(paper('issued', 'A-001'));
          const number = `document.querySelector('.number').textContent`;
          await until(async () => (await page.evaluate(number)) === 'A-001');
          await until(async () =>
            String(await page.evaluate('document.body.innerText')).includes('Di depan Anda'),
          );
          expect(JSON.parse(String(await page.evaluate(wrongInBrowser)))).toEqual([]);
          if (process.env.LOKET_WRITE_PICTURES === '1' && chrome.name === 'c67')
            writeFileSync('docs/pictures/tickets-chromium-67.png', await page.screenshot());
          await hall.close();
        }
        expect(page.complaints.filter((one) => !/WebSocket|ERR_/.test(one))).toEqual([]);
      } finally {
        await page.close();
      }
    },
    240_000,
  );
});

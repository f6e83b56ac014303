import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { elementIds } from '../../firmware-host/queue/survey.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { objections } from './axe.ts';
import { longestTitle } from './board-halls.ts';
import { close, open, picture, quit } from './browser.ts';
import { oldChromes, startOldChrome } from './old-chrome.ts';
import { openRatingHall, refused } from './rating-hall.ts';

const halls: Awaited<ReturnType<typeof openRatingHall>>[] = [];
async function opened(of: Parameters<typeof openRatingHall>[0] = {}) {
  const hall = await openRatingHall(of);
  halls.push(hall);
  return hall;
}

afterEach(async () => {
  await close();
  for (const hall of halls.splice(0)) await hall.close();
});
afterAll(quit);

const face = (page: Page, score: number) => page.locator(`.answer[data-score="${score}"]`);
const said = (page: Page, text: string) => page.locator('.said .first', { hasText: text }).waitFor();

/** What is wrong with the picture in a browser, in words; written for old ones too. Faces are 96 px at least. */
const wrongInBrowser = `(function () {
  var wrong = [], root = document.documentElement, all = document.querySelectorAll('.pad *');
  if (root.scrollWidth > innerWidth) wrong.push('the page is too wide');
  for (var i = 0; i < all.length; i++) {
    var element = all[i], box = element.getBoundingClientRect();
    if (box.width === 0) continue;
    var name = element.tagName + ' "' + element.textContent.slice(0, 20) + '"';
    if (box.left < -1 || box.right > innerWidth + 1) wrong.push('outside: ' + name);
    if (element.tagName !== 'BUTTON') continue;
    var least = element.className.indexOf('answer') === 0 ? 96 : 44;
    if (box.width < least || box.height < least) wrong.push(box.width + ' x ' + box.height + ': ' + name);
    if (element.scrollHeight > element.clientHeight + 1) wrong.push('higher than its box: ' + name);
    if (element.className.indexOf('answer') === 0 && innerHeight >= 600 && box.bottom > innerHeight) wrong.push('below the screen: ' + name);
  }
  return JSON.stringify(wrong);
})()`;

describe.skipIf(!has('chromium'))('the rating pad on a screen', { timeout: 120_000 }, () => {
  it('asks, takes a touch, thanks, and is ready for the next visitor', async () => {
    const hall = await opened({ element: 'waktu' });
    const page = await open(hall.url, { touch: true });
    await page.locator('h1', { hasText: 'Seberapa puas Anda dengan kecepatan pelayanannya?' }).waitFor();
    await page
      .locator('h1 [lang="en"]', { hasText: 'How satisfied are you with how long it took?' })
      .waitFor();
    await face(page, 4).tap();
    await said(page, 'Terima kasih!');
    expect(hall.rated).toMatchObject([{ element: 'waktu', score: 4 }]);
    expect(await face(page, 4).getAttribute('aria-pressed')).toBe('true');
    // Two seconds at least; after five nobody can change it any more.
    await page.waitForTimeout(2_000);
    await said(page, 'Terima kasih!');
    await said(page, 'Sentuh satu wajah.');
    expect(await page.locator('[aria-pressed="true"]').count()).toBe(0);
    await face(page, 1).tap();
    await until(() => hall.rated.length === 2);
  });

  it('changes the answer at a second touch on another face, and not on the same', async () => {
    const hall = await opened();
    const page = await open(hall.url, { touch: true });
    await face(page, 2).tap();
    await face(page, 2).tap();
    await face(page, 3).tap();
    await until(() => hall.rated.length === 2);
    await page.waitForTimeout(500);
    expect(hall.rated.map(({ score }) => score)).toEqual([2, 3]);
  });

  it('sends one answer at a time: of many touches while the hall thinks, the last one counts', async () => {
    const hall = await opened();
    hall.hold();
    const page = await open(hall.url);
    for (let at = 0; at < 40; at++) await face(page, (at % 4) + 1).dispatchEvent('click');
    await until(() => hall.rated.length === 1);
    hall.release();
    await said(page, 'Terima kasih!');
    await until(() => hall.rated.length === 2);
    expect(hall.rated.map(({ score }) => score)).toEqual([1, 4]);
  });

  it('says that the counter is closed, and asks again when it opens', async () => {
    const hall = await opened();
    const page = await open(hall.url);
    await face(page, 4).waitFor();
    hall.becomes({ isOpen: false });
    await page.locator('.why .first', { hasText: 'Loket ini sedang tutup.' }).waitFor();
    expect(await page.locator('button:visible').count()).toBe(0);
    hall.becomes({ isOpen: true, element: 'sarana' });
    await page.locator('h1', { hasText: 'sarana dan prasarananya' }).waitFor();
  });

  it('says that it is not connected, never takes a touch then, and connects again by itself', async () => {
    const hall = await opened();
    const page = await open(hall.url, {}, /ERR_|WebSocket/);
    await face(page, 4).waitFor();
    await hall.close();
    await page.locator('.why .first', { hasText: 'sedang tidak tersambung' }).waitFor();
    expect(await page.locator('button:visible').count()).toBe(0);
    const again = await opened({ port: hall.port });
    await face(page, 4).click();
    await until(() => again.rated.length === 1);
  });

  it.each([
    ['too-often', 'Tunggu sebentar'],
    ['counter-closed', 'Jawaban tidak tercatat'],
    ['outcome-unknown', 'Belum ada jawaban'],
  ])('says what became of an answer that was refused: %s', async (code, words) => {
    const hall = await opened();
    hall.answers.rate = refused(code);
    const page = await open(hall.url);
    await face(page, 3).click();
    await said(page, words);
    expect(await page.locator('[aria-pressed="true"]').count()).toBe(0);
    hall.answers.rate = { ok: true, result: {} };
    await face(page, 3).click();
    await said(page, 'Terima kasih!');
  });

  it('gives a complaint its code, its QR code and its address, until it is closed', async () => {
    const hall = await opened();
    const page = await open(hall.url, { touch: true });
    await page.locator('.complain').tap();
    await page.locator('.number', { hasText: '261130-007' }).waitFor();
    await page.locator('.link', { hasText: 'https://lapor.example/261130-007' }).waitFor();
    expect(await page.locator('.code path').getAttribute('d')).toMatch(/^M4 4h1v1h-1z/);
    expect(await objections(page)).toEqual([]);
    expect(await page.evaluate('document.activeElement.className')).toBe('title');
    // The second touch of a double touch closes nothing.
    await page.waitForTimeout(700);
    await page.locator('.done').tap();
    await face(page, 4).waitFor();
    // Nor does that of the other one rate.
    await face(page, 1).tap();
    expect(hall.rated).toEqual([]);
    expect(hall.complained).toHaveLength(1);
  });

  it('leaves the code on the screen for a minute, and not for the next visitor', async () => {
    const hall = await opened();
    const page = await open(hall.url, { clock: true });
    await page.locator('.complain').click();
    await page.locator('.number').waitFor();
    await page.clock.fastForward(50_000);
    expect(await page.locator('.number').isVisible()).toBe(true);
    await page.clock.fastForward(11_000);
    await page.locator('.number').waitFor({ state: 'hidden' });
  });

  it('has no key for complaints where the site takes none, and says where one cannot be opened', async () => {
    const without = await opened({ parts: { hours: '' } });
    const page = await open(without.url);
    await face(page, 4).waitFor();
    expect(await page.locator('.complain').isVisible()).toBe(false);
    const hall = await opened();
    hall.answers.complain = refused('pressed-twice');
    const other = await open(hall.url);
    await other.locator('.complain').click();
    await said(other, 'Hubungi petugas');
  });

  it('can be used with the keyboard alone, and a key that is held is one touch', async () => {
    const hall = await opened();
    const page = await open(hall.url);
    await face(page, 4).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.down('Enter');
    for (let at = 0; at < 5; at++) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await said(page, 'Terima kasih!');
    expect(hall.rated).toMatchObject([{ score: 3 }]);
    for (let at = 0; at < 3; at++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.number').waitFor();
    await page.waitForTimeout(700);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await until(async () => (await page.evaluate('document.activeElement.className')) === 'complain');
  });

  it('on two screens of one counter answers to each its own touch', async () => {
    const hall = await opened();
    const [one, other] = [await open(hall.url), await open(hall.url)];
    await face(one, 4).click();
    await said(one, 'Terima kasih!');
    expect(await other.locator('[aria-pressed="true"]').count()).toBe(0);
    await face(other, 1).click();
    await said(other, 'Terima kasih!');
    expect(hall.rated.map(({ score }) => score)).toEqual([4, 1]);
  });

  it.each([
    [390, 844],
    [768, 1_024],
    [1_024, 600],
    [1_280, 800],
  ])(
    'at %i x %i has all faces on the screen, large enough for a finger, and axe-core has no objection',
    async (width, height) => {
      for (const element of elementIds) {
        const hall = await opened({
          element,
          parts: {
            counters: `counters: { loket-1: { number: 1, title: "${longestTitle}", serves: [paspor] } }`,
          },
        });
        const page = await open(hall.url, { width, height });
        await face(page, 4).waitFor();
        expect(JSON.parse(String(await page.evaluate(wrongInBrowser))), element).toEqual([]);
        if (element === 'pulse') {
          expect(await objections(page)).toEqual([]);
          if (width === 768 || width === 1_280) await picture(page, `rating-${width}`, { width, height });
          await page.locator('.complain').click();
          await page.locator('.number').waitFor();
          if (width === 768) await picture(page, 'rating-complaint', { width, height });
          expect(JSON.parse(String(await page.evaluate(wrongInBrowser))), 'complaint').toEqual([]);
        }
        await page.close();
      }
    },
  );
});

const old = oldChromes();
const tried = old.length === 0 ? [{ name: 'none here', packed: '' }] : old;
describe.skipIf(old.length === 0)('in a Chromium of the age of its tablet (LOKET_OLD_CHROMES)', () => {
  it.each(tried)(
    '$name shows the faces, takes a touch and gives a complaint its code',
    async (chrome) => {
      const page = await startOldChrome(chrome);
      try {
        const hall = await opened({ element: 'perilaku' });
        for (const [width, height] of [
          [390, 844],
          [768, 1_024],
          [1_280, 800],
        ] as const) {
          await page.open(hall.url, width, height);
          const isThere = `[].some.call(document.querySelectorAll('.answer svg'), function (face) { return face.getBoundingClientRect().height > 0; })`;
          await until(async () => (await page.evaluate(isThere)) === true);
          expect(JSON.parse(String(await page.evaluate(wrongInBrowser)))).toEqual([]);
        }
        await page.evaluate(`document.querySelector('.answer[data-score="1"]').click()`);
        await until(() => hall.rated.length === 1);
        const text = () => page.evaluate('document.body.innerText').then(String);
        await until(async () => (await text()).includes('Terima kasih!'));
        if (process.env.LOKET_WRITE_PICTURES === '1' && chrome.name === 'c67')
          writeFileSync('docs/pictures/rating-chromium-67.png', await page.screenshot());
        await page.evaluate(`document.querySelector('.complain').click()`);
        await until(async () => (await text()).includes('261130-007'));
        expect(JSON.parse(String(await page.evaluate(wrongInBrowser)))).toEqual([]);
      } finally {
        await page.close();
      }
    },
    120_000,
  );
});

import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { has } from '../programs.ts';
import { closePages, openedPages, password } from '../web/played-pages.ts';
import { objections } from './axe.ts';
import { close, open, picture, quit } from './browser.ts';

afterEach(async () => {
  await close();
  await closePages();
});
afterAll(quit);

describe.skipIf(!has('chromium'))('the login', { timeout: 120_000 }, () => {
  it('works with the keyboard alone, and leads to the page that was asked for', async () => {
    const { port } = await openedPages();
    const page = await open(`http://127.0.0.1:${port}/status`);
    expect(new URL(page.url()).pathname).toBe('/login');
    // The name has the focus.
    await page.keyboard.type('rawat');
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/status');
    await page.locator('h1', { hasText: 'Keadaan balai' }).waitFor();
  });

  it.each([390, 1_280, 1_920])(
    'at %i px axe-core has nothing against it, in the light and in the dark',
    async (width) => {
      for (const scheme of ['light', 'dark'] as const) {
        const { port, loggedIn } = await openedPages();
        const page = await open(`http://127.0.0.1:${port}/login`, { width, scheme }, /401/);
        expect(await objections(page)).toEqual([]);
        await page.fill('[name="name"]', 'rawat');
        await page.fill('[name="password"]', 'salah');
        await page.click('button');
        await page.locator('[role="alert"]').waitFor();
        expect(await objections(page)).toEqual([]);
        if (width === 390 && scheme === 'light') await picture(page, 'login', { width: 390, height: 640 });
        const own = await loggedIn('rawat');
        const [name = '', value = ''] = own.cookie.split('=');
        await page.context().addCookies([{ name, value, url: `http://127.0.0.1:${port}` }]);
        await page.goto(`http://127.0.0.1:${port}/login`);
        await page.locator('a[href="/counter/loket-2"]').waitFor();
        expect(await objections(page)).toEqual([]);
        const wide = await page.evaluate('document.documentElement.scrollWidth');
        expect(wide).toBeLessThanOrEqual(width);
      }
    },
  );

  it('works without scripts: wrong, then right, then out again', async () => {
    const { port, sessions } = await openedPages();
    const page = await open(`http://127.0.0.1:${port}/counter/loket-1`, { scripts: false }, /401/);
    const attempt = async (secret: string) => {
      await page.fill('[name="name"]', 'layani');
      await page.fill('[name="password"]', secret);
      await page.click('button');
    };
    await attempt('salah');
    expect(await page.locator('[role="alert"]').innerText()).toContain('Nama atau kata sandi salah.');
    await attempt(password);
    await page.waitForURL('**/counter/loket-1');
    await page.goto(`http://127.0.0.1:${port}/login`);
    await page.click('form[action="/logout"] button');
    await page.locator('[name="password"]').waitFor();
    expect(sessions.list()).toEqual([]);
  });

  it('comes by itself when the session of an open page ends, and nothing of the hall can be read by scripts', async () => {
    const { port, sessions } = await openedPages();
    const page = await open(`http://127.0.0.1:${port}/counter/loket-1`);
    await page.fill('[name="name"]', 'layani');
    await page.fill('[name="password"]', password);
    await page.click('button');
    await page.locator('[data-action="next"]').waitFor();
    expect(await page.evaluate('document.cookie')).toBe('');
    sessions.endAll();
    await page.waitForURL('**/login?to=%2Fcounter%2Floket-1');
  });
});

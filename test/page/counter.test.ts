import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { objections } from './axe.ts';
import { close, open, picture, quit } from './browser.ts';
import { closeCounterHall, counterHall, logIn, nextPin } from './counter-hall.ts';

afterEach(async () => {
  await closeCounterHall();
  await close();
});
afterAll(quit);

const press = (page: Page, action: string) => page.click(`[data-action="${action}"]`);
const says = (page: Page, text: string) => page.locator('.said', { hasText: text }).waitFor();
const shows = async (page: Page, state: string, text: string) => {
  await page.locator(`.now[data-state="${state}"] .ticket`, { hasText: text }).waitFor();
};
/** Waits out the time in which a second press counts for the double of the first. */
const apart = () => new Promise((resolve) => setTimeout(resolve, 550));
const waitingOf = (page: Page, service: string) =>
  page.locator(`[data-service="${service}"] td`).allInnerTexts();

describe.skipIf(!has('chromium'))('the page of a counter', { timeout: 240_000 }, () => {
  it('says that the keypad is dead, since when and who mends it, and takes the whole visit', async () => {
    const hall = await counterHall();
    const page = await hall.page('loket-1');
    await page.locator('.chip[data-works="well"]').waitFor();
    for (let at = 0; at < 3; at++) await hall.take('paspor');
    await hall.take('izin-tinggal', { class: 'priority' });
    await hall.unplug();
    await page.locator('.chip[data-works="failed"]', { hasText: 'Tombol di meja tidak bekerja' }).waitFor();
    const news = await page.locator('[data-keypad="loket-1-keypad"]').innerText();
    expect(news).toMatch(/tidak tersambung, sejak \d\d\.\d\d/);
    expect(news).toMatch(/Yang memperbaiki: (teknisi|sistem sendiri) \(sejak \d\d\.\d\d; \S+\)/);
    await page.locator('.instead', { hasText: 'Layani pengunjung dengan halaman ini' }).waitFor();
    expect(await waitingOf(page, 'paspor')).toEqual(['3', '0', '0 mnt']);
    await until(async () => (await waitingOf(page, 'izin-tinggal'))[1] === '1');

    const visit = [
      ['open', 'idle', 'Belum ada nomor', 'Loket dibuka.'],
      ['next', 'called', 'A-001', 'A-001 dipanggil.'],
      ['arrive', 'serving', 'A-001', 'A-001 sudah di loket.'],
      ['park', 'idle', 'Belum ada nomor', 'A-001 ditunda.'],
      ['resume', 'called', 'A-001', 'A-001 dipanggil.'],
      ['put-back', 'idle', 'Belum ada nomor', 'A-001 kembali ke antrean.'],
      ['walk-in', 'called', 'A-004', 'A-004 dipanggil.'],
      ['end', 'idle', 'Belum ada nomor', 'A-004 selesai dilayani.'],
      ['break', 'break', 'Belum ada nomor', 'Loket istirahat.'],
      ['close', 'closed', 'Belum ada nomor', 'Loket ditutup.'],
    ] as const;
    for (const [action, state, ticket, words] of visit) {
      await press(page, action);
      await says(page, words);
      await shows(page, state, ticket);
      if (action === 'park') await page.locator('[data-count="parked"]', { hasText: '1' }).waitFor();
    }
    await press(page, 'next');
    await page.locator('.now[data-state="called"]').waitFor();
    expect(await objections(page)).toEqual([]);
    await picture(page, 'counter', { width: 1_280, height: 900 });
    await press(page, 'no-show');
    await says(page, 'dicatat tidak hadir.');
    await hall.plug();
    await page.locator('.chip[data-works="well"]').waitFor();
  });

  it('says each refusal in the words of the hall, in its place, and moves no key', async () => {
    const hall = await counterHall();
    const page = await hall.page('loket-1', { width: 390, height: 844 });
    const where = async () =>
      page.evaluate<number>(
        'document.querySelector("[data-action=next]").getBoundingClientRect().top + scrollY',
      );
    const before = await where();
    const refused = async (action: string, words: string) => {
      await apart();
      await press(page, action);
      await page.locator('.said[data-said="refused"]', { hasText: words }).waitFor();
      expect([action, await where()]).toEqual([action, before]);
      const cut =
        'document.querySelector(".said").scrollHeight > document.querySelector(".said").clientHeight';
      expect([action, await page.evaluate(cut)]).toEqual([action, false]);
    };
    // The wrong order: everything before the counter is open.
    await refused('recall', 'Loket ini tutup.');
    await refused('end', 'Loket ini tutup.');
    await press(page, 'open');
    await says(page, 'Loket dibuka.');
    await refused('end', 'Tidak ada nomor di loket ini.');
    await refused('next', 'Tidak ada yang menunggu.');
    await refused('resume', 'Tidak ada nomor yang ditunda loket ini.');
    await refused('open', 'Sudah demikian.');
    await hall.take('paspor');
    await apart();
    await press(page, 'next');
    await shows(page, 'called', 'A-001');
    await refused('recall', 'Tunggu sebentar sebelum memanggil ulang.');
    await press(page, 'digit 9');
    await page.locator('output', { hasText: '9' }).waitFor();
    await refused('call-entered', 'Nomor tidak dikenal.');
    await page.locator('output', { hasText: '–' }).waitFor();
    await press(page, 'digit 9');
    await refused('transfer-entered', 'Loket tidak dikenal.');
    await page.click('[data-send="last"]');
    await says(page, 'Pilih tujuannya dahulu.');
    await page.click('.language [lang="en"]');
    await refused('resume', 'This counter has parked no ticket.');
    expect(await objections(page)).toEqual([]);
  });

  it('types, calls and sends on as a number pad does, with the keys of the keyboard', async () => {
    const hall = await counterHall();
    for (let at = 0; at < 2; at++) await hall.take('izin-tinggal');
    const page = await hall.page('loket-2');
    // The number pad is not there, and its keys are all the same on the page: its own one too.
    await page.locator('.chip[data-works="failed"]').waitFor();
    const own = await page
      .locator('[data-keys="own"] [data-action]')
      .evaluateAll((keys) => keys.map((key) => key.getAttribute('data-action')));
    expect(own).toEqual([
      'transfer izin-tinggal first',
      'recall',
      'no-show',
      'end',
      'park',
      'resume',
      'open',
      'close',
    ]);
    await page.keyboard.type('12');
    await page.locator('output', { hasText: '12' }).waitFor();
    await page.keyboard.press('Backspace');
    await page.locator('output', { hasText: '–' }).waitFor();
    await page.keyboard.type('2C');
    await shows(page, 'called', 'C-002');
    await page.keyboard.type('1p');
    await says(page, 'C-002 dipindahkan.');
    const other = await hall.page('loket-1');
    await other.locator('[data-count="waiting"]', { hasText: '1' }).waitFor();

    // A letter in a list chooses from the list.
    await page.focus('select');
    await page.keyboard.type('n');
    expect(await page.locator('.now').getAttribute('data-state')).toBe('idle');
    await page.locator('h1').click();
    await page.keyboard.press('Control+n');
    await page.keyboard.press('n');
    await shows(page, 'called', 'C-001');
    await page.selectOption('select', 'paspor');
    await page.click('[data-send="first"]');
    await says(page, 'C-001 dipindahkan.');
    await page.click('.switch');
    await page.keyboard.press('b');
    await page.keyboard.press('i');
    expect(await page.locator('kbd').count()).toBe(0);
    expect(await page.locator('.now').getAttribute('data-state')).toBe('idle');
  });

  it('presses once for a double click, a held Enter and a held letter', async () => {
    const hall = await counterHall();
    const page = await hall.page('loket-1');
    await press(page, 'open');
    await press(page, 'walk-in');
    await shows(page, 'called', 'A-001');
    // The hall would refuse the second press by itself, and hide what the first one did.
    await page.dblclick('[data-action="park"]');
    await page.locator('[data-count="parked"]', { hasText: '1' }).waitFor();
    await apart();
    await says(page, 'A-001 ditunda.');
    // A key that is held is repeated, at first after two thirds of a second.
    const hold = async (key: string) => {
      for (const ms of [660, 50, 50, 50, 600, 50]) {
        await page.keyboard.down(key);
        await new Promise((resolve) => setTimeout(resolve, ms));
      }
      await page.keyboard.up(key);
    };
    await page.focus('[data-action="walk-in"]');
    await hold('Enter');
    await shows(page, 'called', 'A-002');
    await says(page, 'A-002 dipanggil.');
    await press(page, 'end');
    await apart();
    await page.locator('h1').click();
    await hold('w');
    await shows(page, 'called', 'A-003');
    await says(page, 'A-003 dipanggil.');
  });

  it('stays true beside a second tab and the keypad', async () => {
    const hall = await counterHall();
    for (let at = 0; at < 3; at++) await hall.take('paspor');
    const page = await hall.page('loket-1');
    const second = await hall.page('loket-1');
    await page.locator('.chip[data-works="well"]').waitFor();
    hall.hardware.press(nextPin, 80);
    for (const tab of [page, second]) await shows(tab, 'called', 'A-001');
    await press(second, 'arrive');
    for (const tab of [page, second]) await shows(tab, 'serving', 'A-001');
    await press(page, 'end');
    for (const tab of [page, second]) await shows(tab, 'idle', 'Belum ada nomor');
    // What somebody else does makes an old answer untrue.
    await says(page, 'A-001 selesai dilayani.');
    await apart();
    await apart();
    hall.hardware.press(nextPin, 80);
    for (const tab of [page, second]) await shows(tab, 'called', 'A-002');
    await page.locator('.said[data-said="none"]').waitFor();
    // A refusal at the keypad is said here too.
    hall.hardware.press(3, 80);
    await page
      .locator('.said[data-said="refused"]', { hasText: 'Dari tombol atau pemindai: Tunggu' })
      .waitFor();
  });

  it('has no keys while the hall is away, keeps the session, and is whole again after a restart', async () => {
    const hall = await counterHall();
    await hall.take('paspor');
    const page = await hall.page('loket-1');
    await press(page, 'next');
    await shows(page, 'called', 'A-001');
    await hall.stop();
    await says(page, 'Pengendali tidak tersambung: tombol di halaman ini mati.');
    expect(await page.locator('.key[aria-disabled="false"]').count()).toBe(0);
    await page.locator('.doing', { hasText: 'Terakhir diketahui' }).waitFor();
    await page.locator('.chip[data-works="unknown"]').waitFor();
    // Playwright itself would wait for the key.
    await page.click('[data-action="end"]', { force: true });
    await says(page, 'Tidak dikirim');
    expect(await objections(page)).toEqual([]);
    await hall.restart();
    await page.locator('[data-action="next"][aria-disabled="false"]').waitFor();
    // What was not sent is not sent later.
    await shows(page, 'called', 'A-001');
    await press(page, 'end');
    await says(page, 'A-001 selesai dilayani.');
  });

  it('says that nothing is known of a press whose answer does not come, and presses nothing again', async () => {
    const hall = await counterHall();
    for (let at = 0; at < 2; at++) await hall.take('paspor');
    const page = await hall.page('loket-1');
    hall.process().kill('SIGSTOP');
    await press(page, 'next');
    await says(page, 'Menunggu jawaban pengendali');
    await says(page, 'Jawabannya tidak datang');
    hall.process().kill('SIGCONT');
    await page.locator('[data-action="next"][aria-disabled="false"]').waitFor();
    await says(page, 'Jawabannya tidak datang');
    // Late, the hall carries it out once, or not at all where its clock says how late it is.
    await apart();
    await apart();
    const waiting = async () => Number((await waitingOf(page, 'paspor'))[0]);
    await until(async () => [1, 2].includes(await waiting()));
    if ((await waiting()) === 2) await press(page, 'next');
    await shows(page, 'called', 'A-001');
    await until(async () => (await waiting()) === 1);
  });

  it('is not for an account that only looks, and not for a counter that is not there', async () => {
    const hall = await counterHall();
    const page = await open(`${hall.url}/counter/loket-1`, {}, /403|404/);
    await logIn(page, 'tamu');
    await page.locator('[role="alert"]', { hasText: 'Akun ini tidak boleh membuka halaman itu.' }).waitFor();
    expect(await page.locator('[data-action]').count()).toBe(0);
    await page.goto(`${hall.url}/counter/loket-9`);
    await page.locator('[role="alert"]').waitFor();
  });

  it.each([390, 1_280, 1_920])('fits %i px, light and dark, and axe has nothing to say', async (width) => {
    const hall = await counterHall();
    for (const scheme of ['light', 'dark'] as const) {
      const page = await hall.page('loket-1', { width, height: 900, scheme });
      await page.locator('.chip[data-works="well"]').waitFor();
      expect(await objections(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await page.locator('[data-action="next"]').focus();
      await page.keyboard.press('Tab');
      const focused = 'getComputedStyle(document.activeElement).outlineStyle';
      expect(await page.evaluate(focused)).toBe('solid');
      if (width === 390 && scheme === 'light') await picture(page, 'counter-phone', { width, height: 900 });
    }
  });
});

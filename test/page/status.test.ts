import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { FeedMessage } from '../../firmware-host/web/feed-messages.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { deviceState, reason, retained } from '../status/heard-hall.ts';
import { closePages, openedPages, password } from '../web/played-pages.ts';
import { objections } from './axe.ts';
import { close, open, picture, quit } from './browser.ts';

afterEach(async () => {
  await close();
  await closePages();
});
afterAll(quit);

const message = (address: string, payload: object): FeedMessage => ({
  address,
  payload: JSON.stringify(payload),
});
const hall = Object.entries(retained).map(([address, payload]) => message(address, payload));
const outOfPaper = message(
  'device/printer-1/state',
  deviceState({ state: 'degraded', usable: false, reasons: [reason('paper.out')] }),
);
const unsure = message('service/paspor/state', {
  ...retained['service/paspor/state'],
  ...{ unconfirmed: 1, unconfirmed_tickets: ['A-010'] },
});
const called = message('event/ticket/called', {
  ...{ type: 'loket.ticket.called.v1', time: '2026-11-30T01:00:00.000Z', sequence: '000000000001' },
  data: {
    ...{ ticket: 'A-012', service: 'paspor', class: 'regular', counter: 'loket-1', waited_s: 402 },
    cause: 'next',
  },
});

/** The page of the status as an account of this name sees it. */
async function seen(name: string, look: Parameters<typeof open>[1] = {}, expected = /^$/) {
  const pages = await openedPages({ retained: hall });
  const page = await open(`http://127.0.0.1:${pages.port}/status`, look, expected);
  await page.fill('[name="name"]', name);
  await page.fill('[name="password"]', password);
  await page.keyboard.press('Enter');
  await page.locator('.hall.online').waitFor();
  return { ...pages, page };
}

/** Longer than a hand takes for a double touch. */
const settled = (page: Page) => page.waitForTimeout(800);
const wide = (page: Page) => page.evaluate('document.documentElement.scrollWidth');

describe.skipIf(!has('chromium'))('the page of the status', { timeout: 120_000 }, () => {
  it('shows paper that is out with who mends it and how, and takes it away when there is paper again', async () => {
    const { page, say } = await seen('lihat');
    await page.getByText('Tidak ada yang perlu diperbaiki.').waitFor();
    say(outOfPaper);
    const card = page.locator('[data-code="paper.out"]');
    await card.waitFor();
    expect(await card.innerText()).toMatch(
      /printer-1[\s\S]*Kertas habis: pasang gulungan baru\.[\s\S]*oleh petugas/,
    );
    expect(await page.locator('[data-listed]').first().getAttribute('data-listed')).toBe('printer-1');
    say(message('device/printer-1/state', deviceState()));
    await page.getByText('Tidak ada yang perlu diperbaiki.').waitFor();
  });

  it('shows the device whose label a phone has read', async () => {
    const { page, port } = await seen('lihat', { width: 360, height: 640 });
    await page.goto('about:blank');
    await page.goto(`http://127.0.0.1:${port}/status#printer-1`);
    const card = page.locator('.card.asked');
    await card.waitFor();
    expect(await card.getAttribute('data-listed')).toBe('printer-1');
    await until(async () => (await page.evaluate('scrollY')) !== 0);
    const { y = -1 } = (await card.boundingBox()) ?? {};
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThan(640);
    await page.goto('about:blank');
    await page.goto(`http://127.0.0.1:${port}/status#printer-99%`);
    await page.locator('[data-listed]').first().waitFor();
    expect(await page.locator('.card.asked').count()).toBe(0);
  });

  it('tells queues, counters, the machine and what happened in words', async () => {
    const { page, say } = await seen('lihat');
    expect((await page.locator('[data-service="paspor"]').innerText()).replaceAll(/\s+/g, ' ')).toBe(
      'Paspor Baru buka menunggu 3 terlama 6 mnt 42 dtk sisa kuota 7 diambil 12',
    );
    expect(await page.locator('[data-counter="loket-1"]').innerText()).toContain('melayani A-009');
    expect(await page.locator('[data-fact="power"]').innerText()).toContain('Listrik: tegangan cukup');
    say(called);
    await page.getByText('08:00:00 A-012 dipanggil ke Loket Satu setelah 6 mnt 42 dtk').waitFor();
    await page.getByRole('button', { name: 'EN' }).click();
    await page.getByText('A-012 was called to Loket Satu after 6 min 42 s').waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
  });

  it('gives orders to who may give them, and shows what came of each', async () => {
    const { page, say, orders } = await seen('rawat');
    say(outOfPaper);
    say(unsure);
    const card = page.locator('[data-code="paper.out"]');
    await page.locator('[data-ticket="A-010"]').waitFor();
    await settled(page);
    await card.getByRole('button', { name: 'Kenali printer-1' }).click();
    await page.getByText('Kenali printer-1: Selesai').waitFor();
    await card.getByRole('button', { name: 'Uji printer-1' }).click();
    await card.getByRole('button', { name: 'Rawat printer-1' }).click();
    await page.getByRole('button', { name: 'Cetak salinan A-010' }).click();
    page.once('dialog', (dialog) => void dialog.dismiss());
    await page.getByRole('button', { name: 'Batalkan A-010' }).click();
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Batalkan A-010' }).click();
    await page.getByRole('button', { name: 'Kirim ulang semua keadaan' }).click();
    await until(() => orders.length === 6);
    expect(orders.map(({ name, payload: { device, on, ticket } }) => [name, device ?? ticket, on])).toEqual([
      ['identify-device', 'printer-1', undefined],
      ['test-device', 'printer-1', undefined],
      ['maintain-device', 'printer-1', true],
      ['reprint-ticket', 'A-010', undefined],
      ['void-ticket', 'A-010', undefined],
      ['restate', undefined, undefined],
    ]);
  });

  it('says what was seen in this very case, in the language of the page and on the width of a phone', async () => {
    const { page, say } = await seen('lihat', { width: 390, height: 844 });
    const place = `/dev/serial/by-id/usb-${'x'.repeat(60)}`;
    const reasons = [
      reason('link.timeout', { text: 'The printer does not answer' }),
      reason('link.absent', { text: `${place}: ENOENT: no such file` }),
    ];
    say(message('device/printer-1/state', deviceState({ state: 'offline', usable: false, reasons })));
    const silent = page.locator('[data-code="link.timeout"]');
    await silent.waitFor();
    expect(await silent.innerText()).toContain('Yang terlihat: printer tidak menjawab');
    expect(await page.locator('[data-code="link.absent"]').innerText()).toContain(
      `Yang terlihat: ${place}: pesan asli "ENOENT: no such file"`,
    );
    expect(await wide(page)).toBe(390);
  });

  it('has no orders for who may only look, and those of the queue for who serves', async () => {
    const viewer = await seen('lihat');
    viewer.say(outOfPaper);
    viewer.say(unsure);
    await viewer.page.locator('[data-ticket="A-010"]').waitFor();
    expect(await viewer.page.locator('main button').count()).toBe(0);
    const officer = await seen('layani');
    officer.say(unsure);
    await officer.page.getByRole('button', { name: 'Sudah tercetak A-010' }).waitFor();
    expect(await officer.page.locator('main button').count()).toBe(3);
  });

  it('takes the second touch of a double touch for nothing, whatever has come below the finger meanwhile', async () => {
    const { page, say, orders } = await seen('layani');
    const unsureTickets = (...unconfirmed_tickets: string[]) =>
      message('service/paspor/state', {
        ...retained['service/paspor/state'],
        ...{ unconfirmed: unconfirmed_tickets.length, unconfirmed_tickets },
      });
    say(unsureTickets('A-010', 'A-011'));
    const copy = page.getByRole('button', { name: 'Cetak salinan A-011' });
    await copy.waitFor();
    await settled(page);
    await copy.dblclick();
    const printed = await page.getByRole('button', { name: 'Sudah tercetak A-010' }).boundingBox();
    const touch = () => page.mouse.click((printed?.x ?? 0) + 5, (printed?.y ?? 0) + 5);
    await touch();
    await until(() => orders.length === 2);
    say(unsureTickets('A-011'));
    await page.locator('[data-ticket="A-010"]').waitFor({ state: 'detached' });
    await touch();
    await page.getByText('Daftar ini baru saja berubah: lihat lagi, lalu tekan.').waitFor();
    await settled(page);
    await touch();
    await until(() => orders.length === 3);
    expect(orders.map(({ name, payload: { ticket } }) => [name, ticket])).toEqual([
      ['reprint-ticket', 'A-011'],
      ['confirm-ticket', 'A-010'],
      ['confirm-ticket', 'A-011'],
    ]);
  });

  it('moves nothing when an order is answered', async () => {
    const { page, say } = await seen('rawat');
    say(outOfPaper);
    const button = page.locator('[data-code="paper.out"]').getByRole('button', { name: 'Uji printer-1' });
    const before = await button.boundingBox();
    await settled(page);
    await button.click();
    await page.getByText('Uji printer-1: Selesai').waitFor();
    expect(await button.boundingBox()).toEqual(before);
  });

  it('says nothing of a hall that is lost, nor while its server is away', async () => {
    const { page, say, close: stop } = await seen('lihat', {}, /ERR_CONNECTION/);
    say(outOfPaper);
    await page.locator('[data-code="paper.out"]').waitFor();
    say(
      message('controller/state', {
        ...{ state: 'offline', reason: 'lost', since: null, boot: 'a1', connection: 1 },
      }),
    );
    await page.locator('.hall.lost').waitFor();
    expect(await page.locator('[data-code]').count()).toBe(0);
    expect(await page.locator('[data-works="well"]').count()).toBe(0);
    await stop();
    await page.getByText('Pengendali tidak tersambung.').waitFor();
    expect(await page.locator('[data-listed]').count()).toBe(0);
  });

  it.each([390, 1_280, 1_920])('at %i px fits, and axe-core has nothing against it', async (width) => {
    for (const scheme of ['light', 'dark'] as const) {
      const { page, say } = await seen('rawat', { width, scheme });
      say(outOfPaper);
      say(unsure);
      say(called);
      await page.locator('[data-ticket="A-010"]').waitFor();
      await settled(page);
      await page.getByRole('button', { name: 'Kenali printer-1' }).first().click();
      await page.getByText('Selesai').waitFor();
      expect(await objections(page)).toEqual([]);
      expect(await wide(page)).toBeLessThanOrEqual(width);
      if (scheme === 'light' && width === 390)
        await picture(page, 'status-phone', { width: 390, height: 844 });
      if (scheme === 'light' && width === 1_280) await picture(page, 'status');
    }
  });

  it('can be used with the keyboard alone', async () => {
    const { page, say, orders } = await seen('rawat');
    say(outOfPaper);
    await page.locator('[data-code="paper.out"]').waitFor();
    for (let tabs = 0; tabs < 12; tabs++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.ariaLabel')) === 'Uji printer-1') break;
    }
    await settled(page);
    await page.keyboard.press('Enter');
    await until(() => orders.length === 1);
    expect(orders[0]?.name).toBe('test-device');
  });
});

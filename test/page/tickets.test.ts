import { createServer, type Socket } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { objections } from './axe.ts';
import { close, open, picture, quit } from './browser.ts';
import { issued, openTicketHall, paper, printer, queue, refused } from './ticket-hall.ts';

type Hall = Awaited<ReturnType<typeof openTicketHall>>;
const halls: Hall[] = [];
afterEach(async () => {
  await close();
  for (const hall of halls.splice(0)) await hall.close();
});
afterAll(quit);

const queues = [queue('layanan-1', { quota_left: 12 }), queue('layanan-2', { waiting: 0, estimate_s: null })];
const office = 'hours: { mon-fri: [08.00-12.00, 13.00-15.00] }';

async function hallWith(of: Parameters<typeof openTicketHall>[0] = {}): Promise<Hall> {
  const hall = await openTicketHall({ ...of, retained: [...queues, printer({}), ...(of.retained ?? [])] });
  halls.push(hall);
  return hall;
}

/** The page with a clock that the test moves, and a finger. */
async function touched(hall: Hall, look: Parameters<typeof open>[1] = {}, expected?: RegExp): Promise<Page> {
  const page = await open(hall.url, { ...look, touch: true, clock: true }, expected);
  await page.locator('.services').waitFor();
  return page;
}

/** A finger on something, whether it can be taken or not. */
async function tap(page: Page, selector: string): Promise<void> {
  const at = page.locator(selector);
  await at.waitFor();
  const box = await at.boundingBox();
  await page.touchscreen.tap((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
}

const take = (service: string) => `[data-service="${service}"]`;
const priority = (service: string) => `[data-priority="${service}"]`;
const shown = (page: Page) => page.locator('.machine').innerText();
const reads = (page: Page, text: string) => page.locator('.visit', { hasText: text }).first().waitFor();

/** Takes connections at a port and never says anything, as a line that is cut without an end does. */
async function muteAt(port: number) {
  const lines: Socket[] = [];
  let heard = '';
  const server = createServer((line) => {
    lines.push(line);
    line.on('error', () => undefined);
    line.on('data', (bytes) => {
      heard += bytes.toString('latin1');
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await until(() => /upgrade: websocket/i.test(heard));
  return {
    /** New lines are taken by somebody else; those there are stay mute. */
    leave: () => void server.close(),
    close: () => {
      for (const line of lines) line.destroy();
    },
  };
}

describe.skipIf(!has('chromium'))('the ticket machine on a screen', { timeout: 120_000 }, () => {
  it('comes back by itself after a line that was cut without an end', async () => {
    const gone = await hallWith();
    const { port } = gone;
    const page = await open(gone.url, {}, /ERR_|WebSocket/);
    await page.locator('.services').waitFor();
    await gone.close();
    const mute = await muteAt(port);
    await page.getByText('Mesin tiket sedang tidak tersambung.').waitFor();
    try {
      mute.leave();
      await hallWith({ port });
      await page.locator('.services').waitFor();
    } finally {
      mute.close();
    }
  });

  it('gives a ticket by one touch: its number large, who is ahead, how long, and begins anew', async () => {
    const hall = await hallWith({ parts: { hours: office } });
    const page = await touched(hall);
    expect(await shown(page)).toContain('3 menunggu · ± 9 mnt');
    expect(await shown(page)).toContain('Sisa 12 nomor hari ini');
    expect(await shown(page)).toContain('Buka 08.00–12.00, 13.00–15.00, nomor sampai 14.30');
    await tap(page, take('layanan-1'));
    await reads(page, 'Tiket Anda sedang dicetak.');
    expect(hall.asked).toMatchObject([{ service: 'layanan-1', class: 'regular' }]);
    hall.say(paper('issued', 'A-001', 3));
    await reads(page, 'Nomor Anda');
    const told = await shown(page);
    for (const line of ['A-001', 'Di depan Anda: 3 orang', 'Perkiraan menunggu ± 9 mnt', 'Ambil tiket Anda'])
      expect(told).toContain(line);
    const size = await page.evaluate(
      `parseFloat(getComputedStyle(document.querySelector('.number')).fontSize)`,
    );
    expect(size).toBeGreaterThan(150);
    await page.clock.runFor(11_000);
    await page.locator(take('layanan-1')).waitFor();
    expect(hall.asked).toHaveLength(1);
  });

  it('gives one ticket for a double touch, and for a second touch while the first one prints', async () => {
    const hall = await hallWith();
    const page = await touched(hall);
    const box = await page.locator(take('layanan-1')).boundingBox();
    const [x, y] = [(box?.x ?? 0) + 40, (box?.y ?? 0) + 20];
    await page.touchscreen.tap(x, y);
    await page.touchscreen.tap(x, y);
    await reads(page, 'Tiket Anda sedang dicetak.');
    await page.touchscreen.tap(x, y);
    hall.say(paper('issued', 'A-001'));
    await reads(page, 'Nomor Anda');
    // The touch that hits what has just come is not meant for it.
    await tap(page, '.close');
    expect(await shown(page)).toContain('A-001');
    await page.clock.runFor(1_000);
    await tap(page, '.close');
    await page.locator(take('layanan-1')).waitFor();
    // And this one still belongs to the screen before.
    await tap(page, take('layanan-1'));
    expect(await page.locator('.services').isVisible()).toBe(true);
    expect(hall.asked).toHaveLength(1);
    await page.clock.runFor(1_000);
    await tap(page, take('layanan-1'));
    await until(() => hall.asked.length === 2);
  });

  it('gives a priority ticket, says who has priority, and promises no wait for it', async () => {
    const hall = await hallWith();
    const page = await touched(hall);
    expect(await shown(page)).toContain(
      'Prioritas: lansia 60 tahun ke atas, penyandang disabilitas, ibu hamil',
    );
    await tap(page, priority('layanan-1'));
    hall.say(paper('issued', 'A-001', 0));
    await reads(page, 'Prioritas: Paspor');
    await reads(page, 'Tidak ada orang di depan Anda');
    expect(await shown(page)).not.toContain('Perkiraan');
    expect(hall.asked).toMatchObject([{ class: 'priority' }]);
  });

  it('hears the end of a print that comes before the answer', async () => {
    const hall: Hall = await hallWith({
      answer: () => {
        hall.say(paper('issued', 'A-007', 1));
        return issued('A-007');
      },
    });
    const page = await touched(hall);
    await tap(page, take('layanan-2'));
    await reads(page, 'Di depan Anda: 1 orang');
  });

  it('without a printer gives the number to remember', async () => {
    const result = { ticket: 'A-001', events: ['ticket.reserved', 'ticket.issued'] };
    const hall = await hallWith({ parts: { devices: '', boards: '' }, answer: () => ({ ok: true, result }) });
    const page = await touched(hall);
    await tap(page, take('layanan-1'));
    await reads(page, 'Tidak ada tiket kertas: ingat atau catat nomor ini.');
    hall.say(paper('issued', 'A-001', 5));
    await reads(page, 'Di depan Anda: 5 orang');
  });

  it.each([
    ['unconfirmed', 'Tiket ini belum pasti tercetak.', 'A-001'],
    [
      'voided',
      'Tiket tidak tercetak, dan nomornya dibatalkan.',
      'Coba lagi. Bila gagal lagi, panggil petugas.',
    ],
  ] as const)('says as it is that a print is %s', async (end, text, also) => {
    const hall = await hallWith();
    const page = await touched(hall);
    await tap(page, take('layanan-1'));
    hall.say(paper(end, 'A-001'));
    await reads(page, text);
    expect(await shown(page)).toContain(also);
    expect(await shown(page)).not.toContain('Nomor Anda');
  });

  const closed = (reason: string, more: object = {}) => queue('layanan-1', { open: false, reason, ...more });
  it.each([
    ['closed', closed('service-closed'), Date.UTC(2026, 10, 30, 0, 30), 'Tutup. Buka pukul 08.00.'],
    [
      'closed for today',
      closed('service-closed'),
      Date.UTC(2026, 10, 30, 9),
      'Tutup. Buka besok pukul 08.00.',
    ],
    [
      'closed over the weekend',
      closed('service-closed'),
      Date.UTC(2026, 11, 4, 9),
      'Tutup. Buka Senin pukul 08.00.',
    ],
    ['closed by hand', closed('service-closed', { forced: 'closed' }), undefined, 'Tutup sementara.'],
    ['break', closed('service-break'), Date.UTC(2026, 10, 30, 5, 30), 'Istirahat. Buka lagi pukul 13.00.'],
    ['holiday', closed('holiday'), undefined, 'Hari ini libur. Buka besok pukul 08.00.'],
    [
      'cut-off',
      closed('past-cutoff'),
      Date.UTC(2026, 10, 30, 7, 45),
      'Pengambilan nomor hari ini sudah ditutup.',
    ],
    [
      'quota',
      closed('quota-used-up', { quota_left: 0, quota_left_priority: 0 }),
      undefined,
      'Kuota hari ini sudah habis.',
    ],
    ['paper', printer({ usable: false, reason: 'paper.out' }), undefined, 'Kertas habis: panggil petugas.'],
    [
      'cover',
      printer({ usable: false, reason: 'cover.open' }),
      undefined,
      'Penutup printer terbuka: panggil petugas.',
    ],
    [
      'printer gone',
      printer({ state: 'offline', usable: false, reason: 'link.gone' }),
      undefined,
      'Printer terputus: panggil petugas.',
    ],
  ] as const)(
    '%s: a service that cannot be taken looks so, and says why when it is touched',
    async (name, message, at, text) => {
      const holiday = name === 'holiday' ? '\ndays: { holidays: [2026-11-30] }' : '';
      const hall = await hallWith({
        ...{ parts: { hours: office + holiday }, retained: [message] },
        ...(at === undefined ? {} : { at }),
      });
      const page = await touched(hall);
      const button = page.locator(take('layanan-1'));
      expect(await button.getAttribute('aria-disabled')).toBe('true');
      expect(await button.innerText()).toContain(text);
      expect(await button.innerText()).not.toContain('menunggu');
      await tap(page, take('layanan-1'));
      await reads(page, text);
      await page.clock.runFor(9_000);
      await button.waitFor();
      expect(hall.asked).toEqual([]);
    },
  );

  it('after a break today, a quota that is used up does not come back', async () => {
    const hall = await hallWith({
      parts: { hours: office },
      retained: [closed('quota-used-up', { quota_left: 0, quota_left_priority: 4 })],
    });
    const page = await touched(hall);
    await tap(page, take('layanan-1'));
    await reads(page, 'Silakan kembali besok pukul 08.00.');
    expect(await shown(page)).toContain('kecuali prioritas');
    await page.clock.runFor(9_000);
    await tap(page, priority('layanan-1'));
    await until(() => hall.asked.length === 1);
  });

  it.each([
    ['journal-failed', 'Nomor tidak dapat diberikan sekarang.'],
    ['journal-slow', 'Mesin sedang sibuk.'],
    ['busy', 'Tunggu sebentar, lalu coba lagi.'],
    ['quota-used-up', 'Kuota hari ini sudah habis'],
    ['printer-not-ready', 'Printer belum siap: panggil petugas.'],
    ['unknown-service', 'Layanan ini sudah tidak ada.'],
    ['something-new', 'kata balai: something-new'],
  ])('says in words why the hall refused: %s', async (code, text) => {
    const hall = await hallWith({ answer: () => refused(code) });
    const page = await touched(hall);
    await tap(page, take('layanan-1'));
    await reads(page, text);
    await page.clock.runFor(9_000);
    await page.locator(take('layanan-1')).waitFor();
    expect(hall.asked).toHaveLength(1);
  });

  it('says that it takes long, then that there is no answer, and asks no second time by itself', async () => {
    const hall = await hallWith({ answer: () => 'silent' });
    const page = await touched(hall);
    await tap(page, take('layanan-1'));
    await reads(page, 'Tunggu sebentar.');
    await page.clock.runFor(6_500);
    await reads(page, 'Tunggu; bila tiket tidak keluar, panggil petugas.');
    await until(async () => {
      await page.clock.runFor(1_000);
      return (await shown(page)).includes('Belum ada jawaban.');
    });
    expect(hall.asked).toHaveLength(1);
  });

  it('does not wait for ever for a print whose end is not heard', async () => {
    const hall = await hallWith();
    const page = await touched(hall);
    await tap(page, take('layanan-1'));
    await reads(page, 'Tiket Anda sedang dicetak.');
    await until(async () => {
      await page.clock.runFor(1_000);
      return (await shown(page)).includes('Belum ada jawaban.');
    });
    expect(await shown(page)).toContain('A-001');
    // It comes after all; by its own clock the page may have opened another connection meanwhile.
    await until(async () => {
      hall.say(paper('issued', 'A-001'));
      return (await shown(page)).includes('Nomor Anda');
    });
  });

  it('speaks English when it is asked to, and the language of the site again after half a minute', async () => {
    const hall = await hallWith();
    const page = await touched(hall);
    await tap(page, '.language');
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    expect(await shown(page)).toContain('Touch the service that you need.');
    expect(await shown(page)).toContain('3 waiting · ± 9 min');
    await page.clock.runFor(25_000);
    expect(await shown(page)).toContain('Take a ticket');
    await page.clock.runFor(6_000);
    expect(await shown(page)).toContain('Ambil nomor antrean');
    await tap(page, '.language');
    await tap(page, take('layanan-1'));
    hall.say(paper('issued', 'A-001'));
    await reads(page, 'Your number');
    await page.clock.runFor(11_000);
    await page.locator(take('layanan-1')).waitFor();
    expect(await shown(page)).toContain('Ambil nomor antrean');
  });

  it('loses its hall: says so, leaves what was asked open, and goes on when the hall is back', async () => {
    const hall = await hallWith();
    const page = await touched(hall, {}, /ERR_|WebSocket/);
    await tap(page, take('layanan-1'));
    await reads(page, 'Tiket Anda sedang dicetak.');
    await hall.close();
    await reads(page, 'Belum ada jawaban.');
    expect(await shown(page)).toContain('panggil petugas');
    await page.clock.runFor(16_000);
    await reads(page, 'Mesin tiket sedang tidak tersambung.');
    expect(await page.locator('.services').isVisible()).toBe(false);
    const again = await hallWith({ port: hall.port });
    await until(async () => {
      await page.clock.runFor(1_000);
      return page.locator(take('layanan-1')).isVisible();
    });
    expect(again.asked).toEqual([]);
    await page.clock.runFor(1_000);
    await tap(page, take('layanan-1'));
    await until(() => again.asked.length === 1);
  });

  it('works with the keyboard alone, and a key that is held is one touch', async () => {
    const hall = await hallWith();
    const page = await touched(hall);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.down('Enter');
    await page.keyboard.down('Enter');
    hall.say(paper('issued', 'A-001'));
    await reads(page, 'Nomor Anda');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Nomor Anda');
    await page.keyboard.up('Enter');
    await page.clock.runFor(1_000);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator(take('layanan-1')).waitFor();
    expect(await page.evaluate('document.activeElement.dataset.service')).toBe('layanan-1');
    await page.keyboard.down('Enter');
    await page.clock.runFor(1_000);
    await page.keyboard.down('Enter');
    expect(hall.asked).toHaveLength(1);
  });

  it('tells what the staff has for visitors to know', async () => {
    const hall = await hallWith();
    const page = await touched(hall);
    const text = { id: 'Lift rusak', en: 'The lift is out of order' };
    const notices = [
      { kind: 'quota', text: { id: 'x', en: 'x' } },
      { kind: 'message', text },
    ];
    hall.say({ address: 'board/state', payload: JSON.stringify({ notices }) });
    await page.locator('.notice', { hasText: 'Lift rusak' }).waitFor();
  });
});

describe.skipIf(!has('chromium'))('its screens', { timeout: 240_000 }, () => {
  it.each([
    [390, 844],
    [1_280, 800],
    [1_920, 1_080],
    [1_080, 1_920],
  ])('at %i x %i axe-core has nothing against them', async (width, height) => {
    const retained = [queue('layanan-2', { open: false, reason: 'past-cutoff' })];
    const hall = await hallWith({ parts: { hours: office }, retained });
    const page = await touched(hall, { width, height }, /ERR_|WebSocket/);
    expect(await objections(page)).toEqual([]);
    await tap(page, '.language');
    expect(await objections(page)).toEqual([]);
    await tap(page, '.language');
    await tap(page, take('layanan-2'));
    await reads(page, 'sudah ditutup');
    expect(await objections(page)).toEqual([]);
    if (width === 1_280) await picture(page, 'tickets-refused', { width, height });
    await page.clock.runFor(9_000);
    await tap(page, take('layanan-1'));
    await reads(page, 'sedang dicetak');
    expect(await objections(page)).toEqual([]);
    hall.say(paper('issued', 'A-001'));
    await reads(page, 'Nomor Anda');
    expect(await objections(page)).toEqual([]);
    if (width === 1_280) await picture(page, 'tickets-given', { width, height });
    await hall.close();
    await page.clock.runFor(11_000);
    await reads(page, 'tidak tersambung');
    expect(await objections(page)).toEqual([]);
  });
});

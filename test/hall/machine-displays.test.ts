import { afterEach, describe, expect, it } from 'vitest';
import { openMemoryJournal } from '../../firmware-host/journal/memory.ts';
import { PlayedHall } from './played-hall.ts';

/** A ticket machine with a display wide enough for words and one that is not; a second machine without any. */
const site = `
version: 1
site: { id: uji, title: Uji, zone: Asia/Jakarta, language: id }
services:
  paspor: { title: Paspor, prefix: A }
  visa: { title: Visa, prefix: V, quota: 1 }
  pajak: { title: Pajak, prefix: P, hours: { tue: tutup } }
counters:
  loket-1: { number: 1, serves: [paspor, visa, pajak] }
devices:
  tombol-1: { kind: keypad, counter: loket-1, pull: off, keys: { next: 2, recall: 3, end: 5 } }
  papan-1: { kind: serial-display, counter: loket-1, address: "tcp://192.168.1.60:4001", bus_address: 1, digits: 5 }
  mesin: { kind: keypad, pull: off, keys: { visa: 20, paspor: 21, pajak: 22 }, does: { visa: ticket visa, paspor: ticket paspor, pajak: ticket pajak } }
  mesin-2: { kind: keypad, pull: off, keys: { visa: 23 }, does: { visa: ticket visa } }
  layar: { kind: serial-display, ticket_machine: mesin, address: "tcp://192.168.1.60:4001", bus_address: 2, digits: 8 }
  angka: { kind: serial-display, ticket_machine: mesin, address: "tcp://192.168.1.60:4001", bus_address: 3, digits: 4 }
  printer: { kind: escpos-printer, address: "tcp://192.168.1.50:9100", columns: 48 }
`;

let hall: PlayedHall;
afterEach(() => hall.stop());

const seen = () => ['layar', 'angka'].map((id) => hall.reads(id)?.trim());
const dark = ['', ''];

async function press(key: string, machine = 'mesin'): Promise<void> {
  await hall.press(machine, key);
  await hall.pass(600);
}

describe('the display of a ticket machine', () => {
  it('shows for five seconds the number whose paper has come out, and is dark otherwise', async () => {
    hall = await PlayedHall.open(site);
    expect(seen()).toEqual(dark);
    await hall.press('mesin', 'paspor');
    await hall.pass(3_000);
    expect(hall.printed).toHaveLength(1);
    expect(seen()).toEqual(['A-001', 'A001']);
    await hall.pass(5_000);
    expect(seen()).toEqual(dark);
  });

  it.each([
    ['the quota is used up', 'visa', 'quota-used-up', ['HABIS', 'Full']],
    ['the service is closed', 'pajak', 'service-closed', ['TUTUP', 'CLSd']],
  ])(
    'says for three seconds that %s, in a word where it has room and in glyphs where not',
    async (_, key, code, words) => {
      hall = await PlayedHall.open(site);
      await hall.ticket('visa');
      await press(key);
      expect(hall.refused).toEqual([code]);
      expect(seen()).toEqual(words);
      await hall.pass(3_000);
      expect(seen()).toEqual(dark);
      // The counter has nothing to do with it.
      expect(hall.reads('papan-1')?.trim()).toBe('');
    },
  );

  it.each([
    ['p10-display', 'address: "tcp://192.168.1.60:4002"', 'TUTUP'],
    ['max7219-matrix', 'spi: /dev/spidev0.0, modules: 4', 'TUTUP'],
    ['max7219-matrix', 'spi: /dev/spidev0.0, modules: 3', 'CLSd'],
  ])('knows the room of a %s without digits (%s)', async (kind, settings, word) => {
    hall = await PlayedHall.open(`${site}  panel: { kind: ${kind}, ticket_machine: mesin, ${settings} }\n`);
    await hall.pass(3_000);
    await press('pajak');
    expect(hall.reads('panel')?.trim().toUpperCase()).toBe(word.toUpperCase());
  });

  it('says that there is no paper, and speaks the language of the site', async () => {
    hall = await PlayedHall.open(site.replace('language: id', 'language: en'));
    hall.device('printer').paper?.('out');
    await hall.pass(10_000);
    await press('paspor');
    expect(hall.refused).toEqual(['printer-not-ready']);
    expect(seen()).toEqual(['PRINTER', 'Prnt']);
    hall.device('printer').paper?.('ok');
    await hall.pass(30_000);
    await press('pajak');
    expect(seen()[0]).toBe('CLOSED');
  });

  it('says that nothing was printed when the printer fails in the middle of a ticket', async () => {
    hall = await PlayedHall.open(site);
    hall.device('printer').printer?.set({ hung: true });
    await hall.press('mesin', 'paspor');
    let words: readonly (string | undefined)[] = dark;
    for (let second = 0; second < 60 && words[0] === ''; second++) {
      await hall.pass(1_000);
      words = seen();
    }
    expect(words).toEqual(['PRINTER', 'Prnt']);
    await hall.pass(3_000);
    expect(seen()).toEqual(dark);
  });

  it('shows what its own machine did, and not another one, nor a person at the console', async () => {
    hall = await PlayedHall.open(site);
    await press('visa', 'mesin-2');
    await hall.pass(2_000);
    await press('visa', 'mesin-2');
    expect(hall.refused).toEqual(['quota-used-up']);
    expect(seen()).toEqual(dark);
    await hall.host.issue('visa', 'regular');
    await hall.ticket('paspor');
    expect(seen()).toEqual(dark);
  });

  it('shows the newest of two presses for its whole time', async () => {
    hall = await PlayedHall.open(site);
    await hall.press('mesin', 'paspor');
    await hall.pass(3_000);
    await press('pajak');
    expect(seen()[0]).toBe('TUTUP');
    await hall.pass(1_500);
    expect(seen()[0]).toBe('TUTUP');
    await hall.pass(2_000);
    expect(seen()).toEqual(dark);
  });

  it('is dark after a restart in the middle, and when the hall is stopped', async () => {
    hall = await PlayedHall.open(site, { journal: openMemoryJournal() });
    await press('pajak');
    expect(seen()[0]).toBe('TUTUP');
    hall = await hall.powerCut();
    expect(seen()).toEqual(dark);
    await press('pajak');
    await hall.stop();
    expect(seen()).toEqual(dark);
  });

  it('shows nothing old when it comes back, and follows a changed site file', async () => {
    hall = await PlayedHall.open(site);
    const { cable } = hall.device('layar');
    cable.unplug();
    await hall.pass(2_000);
    await press('pajak');
    await hall.pass(5_000);
    cable.plug();
    await hall.pass(40_000);
    expect(seen()).toEqual(dark);
    hall.siteText = site.replace(
      'ticket_machine: mesin, address: "tcp://192.168.1.60:4001", bus_address: 3',
      'ticket_machine: mesin-2, address: "tcp://192.168.1.60:4001", bus_address: 3',
    );
    const reloading = hall.host.reload();
    await hall.pass(2_000);
    await reloading;
    await press('visa', 'mesin-2');
    await hall.pass(3_000);
    expect(seen()).toEqual(['', 'V001']);
  });
});

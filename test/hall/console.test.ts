import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hallView } from '../../firmware-host/cli/hall-view.ts';
import { shell } from '../../simulators/shell.ts';
import { shellLine } from '../../simulators/shell-line.ts';
import { paperSite } from './paper-site.ts';
import { PlayedHall } from './played-hall.ts';

let hall: PlayedHall;
beforeEach(async () => {
  hall = await PlayedHall.open(paperSite());
  void hall.host.issue('a', 'regular');
  await hall.pass(150);
  hall.device('printer-1').printer?.set({ cover: 'open' });
  await hall.pass(10_000);
  hall.device('printer-1').printer?.set({ cover: 'closed' });
  await hall.pass(5_000);
});
afterEach(() => hall.stop());

/** What the console answers to a line. */
async function type(line: string, speak: 'id' | 'en' = 'en'): Promise<string> {
  const command = shellLine(line, speak);
  if (command === undefined) return '';
  if ('wrong' in command) return command.wrong;
  const view = hallView(
    hall.running.site,
    hall.hall.devices,
    hall.host,
    () => [],
    () => speak,
  );
  const answer = shell(view.shell, command);
  await hall.pass(2_000);
  return (await answer).join('\n');
}

describe('a person at the console', () => {
  it('is shown which tickets may not have been printed, and what can be typed', async () => {
    expect(await type('show')).toContain('A-001 may not have been printed: reprint A-001, or void A-001');
  });

  it('has one printed again', async () => {
    expect(await type('reprint a-001')).toBe('A-001 is printed again');
    expect(hall.printed.at(-1)?.ticket.text.join(' ')).toContain('SALINAN');
    expect(await type('show')).not.toContain('may not have been printed');
  });

  it('says that there is no paper of one', async () => {
    expect(await type('void A-001')).toBe('A-001 is void');
    expect(hall.host.tickets()).toMatchObject([{ ticket: 'A-001', state: 'voided' }]);
  });

  it('is told why not', async () => {
    expect(await type('void A-099')).toMatch(/^refused: /);
    expect(await type('reprint A-099')).toMatch(/^refused: /);
    expect(await type('reprint')).toBe('Write it as: reprint TICKET');
  });

  it('sees a ticket as it was printed, line below line', async () => {
    await type('reprint a-001');
    const shown = (await type('show')).split('\n');
    const from = shown.indexOf('ticket of printer-1:');
    expect(shown[from + 1]).toMatch(/^ {2}\| \S|^ {2}\| +\S/);
    expect(shown.filter((line) => line.split('|').length > 2)).toEqual([]);
    expect(shown.some((line) => line.startsWith('  | ') && line.includes('A-001'))).toBe(true);
  });

  it('is answered in Indonesian where that is asked for', async () => {
    expect(await type('show', 'id')).toContain('tiket A-001 belum pasti tercetak');
    expect(await type('void A-099', 'id')).toBe('ditolak: Nomor tidak dikenal.');
    expect(await type('prss x next', 'id')).toBe("Tidak ada perintah 'prss'. Maksudnya 'press'?");
    expect(await type('press keypad-9 next', 'id')).toMatch(/^Tidak ada perangkat 'keypad-9'\. Yang ada: /);
    expect(await type('paper', 'id')).toBe('Tulis begini: paper DEVICE ok|low|out');
    expect(await type('cover signal-9 open', 'id')).toContain('Tidak ada perangkat');
    expect(await type('help foo', 'id')).toBe(
      "Tidak ada topik 'foo'. Yang ada: kunjungan, printer, perangkat, sistem",
    );
  });
});

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
async function type(line: string): Promise<string> {
  const command = shellLine(line);
  if (command === undefined) return '';
  if ('wrong' in command) return command.wrong;
  const answer = shell(hallView(hall.running.site, hall.hall.devices, hall.host, () => []).shell, command);
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
});

import { afterEach, describe, expect, it } from 'vitest';
import { exampleText, PlayedHall } from './played-hall.ts';

let hall: PlayedHall;
afterEach(() => hall.stop());

const tomorrow = '2026-11-25T08:00+07:00';
const stateOf = (ticket: string) => hall.host.tickets().find((one) => one.ticket === ticket)?.state;
const arrivals = () => hall.events('ticket.arrived').map(({ payload }) => payload.data.ticket);

/** The hall of the example, with a scanner at counter 1, in which A-001 is printed and called. */
async function open(close: 'void' | 'carry' = 'void'): Promise<string> {
  const text = exampleText('simulated-hall');
  hall = await PlayedHall.open(`${text}\ndays: { close: ${close} }\n`, { at: '2026-11-24T08:00+07:00' });
  await hall.ticket('paspor');
  return hall.printed[0]?.scans ?? '';
}

async function nextDay(): Promise<void> {
  hall.clockSays(tomorrow);
  await hall.pass(2_000);
}

describe('the code on the paper', () => {
  it('is short, of capitals, digits and dashes, names the number and carries its day', async () => {
    const code = await open();
    expect(code).toMatch(/^A-001-[0-9A-Z]{3}$/);
    await nextDay();
    await hall.ticket('paspor');
    const another = hall.printed[1]?.scans ?? '';
    expect(another).toMatch(/^A-001-/);
    expect(another).not.toBe(code);
  });

  it('is taken on its day, at the counter that has called it', async () => {
    const code = await open();
    await hall.press('loket-1-keypad', 'next');
    await hall.scan('pemindai-1', code);
    expect(arrivals()).toEqual(['A-001']);
  });

  it('of yesterday is nobody of today: refused with a reason of its own, at the display too', async () => {
    const code = await open();
    await nextDay();
    await hall.ticket('paspor');
    await hall.press('loket-1-keypad', 'next');
    hall.device('pemindai-1').scan?.(code);
    await hall.pass(300);
    expect(hall.refused).toEqual(['ticket-other-day']);
    expect(hall.state('counter/loket-1/state')).toMatchObject({
      ticket: 'A-001',
      refused: 'ticket-other-day',
    });
    await hall.pass(3_000);
    expect(arrivals()).toEqual([]);
  });

  it('of yesterday, whose number nobody has today, is of another day all the same', async () => {
    const code = await open();
    await nextDay();
    await hall.scan('pemindai-1', code);
    expect(hall.refused).toEqual(['ticket-other-day']);
  });

  it('of today, of a number that was never given, is not known', async () => {
    const code = await open();
    await hall.scan('pemindai-1', code.replace('001', '777'));
    expect(hall.refused).toEqual(['unknown-ticket']);
  });

  it('of a visitor who was carried into the next day is still theirs, after a restart too, and so is a copy', async () => {
    const code = await open('carry');
    await nextDay();
    expect(stateOf('A-001')).toBe('waiting');
    hall = await hall.powerCut();
    void hall.host.reprint('A-001');
    await hall.pass(3_000);
    expect(hall.printed[0]?.scans).toBe(code);
    await hall.press('loket-1-keypad', 'next');
    await hall.scan('pemindai-1', code);
    expect(arrivals()).toEqual(['A-001']);
  });

  it('on paper of an older version has no day, and is read as it was', async () => {
    await open();
    await hall.press('loket-1-keypad', 'next');
    await hall.scan('pemindai-1', 'A-001');
    expect(arrivals()).toEqual(['A-001']);
  });

  it('calls a ticket where a number can be given, too', async () => {
    const code = await open();
    hall.command('call-ticket', { id: 'c-1', counter: 'loket-1', ticket: code });
    await hall.pass(500);
    expect(hall.host.counter('loket-1')?.ticket).toBe('A-001');
  });
});

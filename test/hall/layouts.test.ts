import { afterEach, describe, expect, it } from 'vitest';
import { type LayoutName, layouts } from '../../config/key-layouts.ts';
import { PlayedHall } from './played-hall.ts';

const keypads: Readonly<Record<LayoutName, string>> = {
  'one-key': 'kind: call-button, pin: 17',
  'two-keys': 'kind: keypad, keys: { next: 17, recall: 27 }',
  'four-keys': 'kind: keypad, keys: { next: 17, recall: 27, no-show: 22, end: 23 }',
  numpad: 'kind: numpad, vendor_id: 0x04d9, product_id: 0xa02a',
};

const site = (layout: LayoutName, rules = '') => `
version: 1
site: { id: tombol, title: MPP Contoh, zone: WIB }
services:
  paspor: { title: Paspor, prefix: A }
counters:
  meja: { number: 1, serves: paspor${rules} }
  lain: { number: 7, serves: paspor }
devices:
  tombol: { ${keypads[layout]}, counter: meja, layout: ${layout} }
  papan: { kind: serial-display, counter: meja, address: /dev/papan, bus_address: 1, digits: 5 }
  papan-lain: { kind: serial-display, counter: lain, address: /dev/papan, bus_address: 2, digits: 5 }
`;

let hall: PlayedHall;
afterEach(() => hall.stop());

/** Longer than the shortest time between two calls of one visitor, shorter than the one-button rule. */
const moment = 6_000;

/** An officer at the keys of a layout, who remembers which presses were tried. */
async function officer(layout: LayoutName, tickets: number, rules?: string) {
  hall = await PlayedHall.open(site(layout, rules));
  for (let visitor = 0; visitor < tickets; visitor++) await hall.ticket('paspor');
  const tried = new Set<string>();
  const after = async (key: string, press: string, made: Promise<void>) => {
    tried.add(`${key} ${press}`);
    await made;
    return hall.reads('papan');
  };
  return {
    tried,
    /** Each gives what the display reads then. */
    short: (key: string) => after(key, 'short', hall.press('tombol', key)),
    double: (key: string) => after(key, 'double', hall.pressTwice('tombol', key)),
    long: (key: string) => after(key, 'long', hall.hold('tombol', key)),
    last: () => hall.records.at(-1)?.event,
  };
}

function everyPress(layout: LayoutName): ReadonlySet<string> {
  const keys = Object.entries(layouts[layout]).map(([key, presses]) => [key, Object.keys(presses)] as const);
  return new Set(keys.flatMap(([key, presses]) => presses.map((press) => `${key} ${press}`)));
}

describe('one-key', () => {
  it('calls, recalls, closes and opens with one key; Next soon after a call means that nobody came', async () => {
    const { short, double, long, last, tried } = await officer('one-key', 3, ', one_button_no_show: 20s');
    expect(await short('next')).toBe('A-001');
    await hall.pass(moment);
    await double('next');
    expect(last()).toMatchObject({ type: 'ticket.recalled', ticket: 'A-001', times: 1 });
    expect(await short('next')).toBe('A-002');
    expect(hall.events('ticket.no-show').map(({ payload }) => payload.subject)).toEqual(['A-001']);
    await hall.pass(20_000);
    expect(await short('next')).toBe('A-003');
    expect(hall.events('ticket.served').map(({ payload }) => payload.subject)).toEqual(['A-002']);
    expect(await long('next')).toBe('');
    expect(last()).toMatchObject({ type: 'counter.closed' });
    expect(await long('next')).toBe('-');
    expect(tried).toEqual(everyPress('one-key'));
  });

  it('waits for the second press before it calls', async () => {
    await officer('one-key', 1);
    hall.device('tombol').press?.('next', 100);
    await hall.pass(400);
    expect(hall.reads('papan')).toBe('');
    await hall.pass(100);
    expect(hall.reads('papan')).toBe('A-001');
  });
});

describe('two-keys', () => {
  it('calls at once, recalls, notes a no-show, opens and closes', async () => {
    const { short, double, long, last, tried } = await officer('two-keys', 2);
    expect(await short('next')).toBe('A-001');
    await hall.pass(moment);
    await short('recall');
    expect(last()).toMatchObject({ type: 'ticket.recalled', ticket: 'A-001' });
    expect(await double('recall')).toBe('-');
    expect(last()).toMatchObject({ type: 'ticket.no-show', ticket: 'A-001' });
    expect(await short('next')).toBe('A-002');
    expect(await long('recall')).toBe('');
    expect(await long('recall')).toBe('-');
    expect(tried).toEqual(everyPress('two-keys'));
  });

  it('calls while the key is still down, since Next is alone on it', async () => {
    await officer('two-keys', 1);
    hall.device('tombol').press?.('next', 3_000);
    await hall.pass(50);
    expect(hall.reads('papan')).toBe('A-001');
    await hall.pass(5_000);
  });
});

describe('four-keys', () => {
  it('does everything an officer needs', async () => {
    const { short, double, long, last, tried } = await officer('four-keys', 4);
    expect(await short('next')).toBe('A-001');
    await hall.pass(moment);
    await short('recall');
    expect(last()).toMatchObject({ type: 'ticket.recalled', ticket: 'A-001' });
    expect(await short('no-show')).toBe('-');
    expect(last()).toMatchObject({ type: 'ticket.no-show', ticket: 'A-001' });
    expect(await short('next')).toBe('A-002');
    expect(await double('recall')).toBe('A-002');
    expect(last()).toMatchObject({ type: 'ticket.arrived', ticket: 'A-002' });
    expect(await long('no-show')).toBe('-');
    expect(last()).toMatchObject({ type: 'ticket.parked', ticket: 'A-002' });
    expect(await short('next')).toBe('A-003');
    expect(await double('no-show')).toBe('-');
    expect(last()).toMatchObject({ type: 'ticket.returned', ticket: 'A-003', after: 1 });
    expect(await long('recall')).toBe('A-002');
    expect(last()).toMatchObject({ type: 'ticket.called', ticket: 'A-002', cause: 'resume' });
    expect(await short('end')).toBe('-');
    expect(last()).toMatchObject({ type: 'ticket.served', ticket: 'A-002' });
    expect(await double('end')).toBe('A-005');
    expect(last()).toMatchObject({ type: 'ticket.called', ticket: 'A-005', cause: 'walk-in' });
    expect(await short('next')).toBe('A-004');
    expect(await short('next')).toBe('A-003');
    expect(await long('end')).toBe('');
    expect(await long('end')).toBe('-');
    expect(tried).toEqual(everyPress('four-keys'));
  });
});

describe('numpad', () => {
  it('calls the number that is typed, or the next visitor when none is', async () => {
    const { short, tried } = await officer('numpad', 12);
    const type = async (digits: string) => {
      for (const digit of digits) await short(digit);
      return short('enter');
    };
    expect(await type('12')).toBe('A-012');
    expect(await type('10')).toBe('A-010');
    for (const digit of '23456789') expect(await type(digit)).toBe(`A-00${digit}`);
    expect(await type('')).toBe('A-001');
    expect(await type('99')).toBe('Err');
    expect(hall.state('counter/meja/state')).toMatchObject({ ticket: 'A-001', refused: 'unknown-ticket' });
    expect(await type('12')).toBe('Err');
    expect(hall.state('counter/meja/state')).toMatchObject({ refused: 'ticket-ended' });
    for (const digit of '0123456789') expect(tried).toContain(`${digit} short`);
  });

  it('sends the visitor on to the counter whose number is typed', async () => {
    const { short } = await officer('numpad', 2);
    await short('enter');
    await short('7');
    expect(await short('*')).toBe('-');
    expect(hall.events('ticket.transferred')[0]?.payload.data).toMatchObject({
      ticket: 'A-001',
      to: { counter: 'lain' },
      place: 'first',
    });
    expect(hall.state('counter/lain/state')).toMatchObject({ waiting: 1 });
    await hall.host.ask({ type: 'next', counter: 'lain' }, 'console');
    await hall.pass(100);
    expect(hall.reads('papan-lain')).toBe('A-001');

    await short('enter');
    await short('5');
    expect(await short('*')).toBe('Err');
    expect(hall.state('counter/meja/state')).toMatchObject({ ticket: 'A-002', refused: 'unknown-counter' });
    expect(hall.events('ticket.transferred')).toHaveLength(1);
  });

  it('forgets a number that is cleared, or that nobody goes on typing', async () => {
    const { short } = await officer('numpad', 3);
    for (const clear of ['.', 'backspace'] as const) {
      await short('3');
      await short(clear);
      expect(await short('enter')).toBe(clear === '.' ? 'A-001' : 'A-002');
    }
    await short('9');
    await hall.pass(10_000);
    expect(await short('enter')).toBe('A-003');
  });

  it('has the other functions on the keys around the digits', async () => {
    const { short, long, last, tried } = await officer('numpad', 3);
    await short('enter');
    await hall.pass(moment);
    await short('+');
    expect(last()).toMatchObject({ type: 'ticket.recalled', ticket: 'A-001' });
    expect(await short('-')).toBe('-');
    expect(last()).toMatchObject({ type: 'ticket.no-show', ticket: 'A-001' });
    await short('enter');
    expect(await short('/')).toBe('-');
    expect(last()).toMatchObject({ type: 'ticket.parked', ticket: 'A-002' });
    await short('enter');
    expect(await long('-')).toBe('-');
    expect(last()).toMatchObject({ type: 'ticket.served', ticket: 'A-003' });
    expect(await long('/')).toBe('A-002');
    expect(await long('.')).toBe('');
    expect(await long('.')).toBe('-');
    const elsewhere = [
      '* short',
      '. short',
      'backspace short',
      ...[...'0123456789'].map((d) => `${d} short`),
    ];
    expect(new Set([...tried, ...elsewhere])).toEqual(everyPress('numpad'));
  });
});

describe('store-next', () => {
  it('shows two dashes on an empty queue, and calls whoever comes next without another press', async () => {
    const { short } = await officer('two-keys', 0, ', store_next: true');
    expect(await short('next')).toBe('--');
    expect(hall.state('counter/meja/state')).toMatchObject({ state: 'armed' });
    await hall.ticket('paspor');
    expect(hall.reads('papan')).toBe('A-001');
    expect(hall.events('ticket.called')[0]?.payload.data).toMatchObject({ ticket: 'A-001', cause: 'armed' });
    await hall.ticket('paspor');
    expect(hall.reads('papan')).toBe('A-001');
  });
});

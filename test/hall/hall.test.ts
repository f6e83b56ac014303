import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SimulatedFirmataBoard } from '../../simulators/firmata-board/simulated-board.ts';
import { PlayedHall } from './played-hall.ts';

let hall: PlayedHall;
beforeEach(async () => {
  hall = await PlayedHall.open();
});
afterEach(() => hall.stop());

describe('a ticket', () => {
  it('is printed with its number, and waits once it is printed', async () => {
    const number = await hall.ticket('paspor');
    expect(number).toBe('A-001');
    expect(hall.printed.map(({ ticket }) => ticket.code)).toEqual(['A-001']);
    expect(hall.state('service/paspor/state')).toMatchObject({ waiting: 1, next_number: 'A-002' });
    expect(hall.events('ticket.issued').map(({ payload }) => payload.subject)).toEqual(['A-001']);
  });

  it('spends no number when the printer is out of paper, and goes on after the refill with no stale paper', async () => {
    hall.device('printer-1').paper?.('out');
    await hall.pass(5_000);
    expect(await hall.ticket('paspor')).toBeUndefined();
    hall.device('printer-1').paper?.('ok');
    await hall.pass(5_000);
    expect(hall.printed).toEqual([]);
    expect(await hall.ticket('paspor')).toBe('A-001');
  });
});

describe('a key press', () => {
  it('calls the next visitor once: the display reads it, one event, and the state of the counter', async () => {
    await hall.ticket('paspor');
    await hall.press('loket-1-keypad', 'next');
    expect(hall.reads('loket-1-display')).toBe('A-001');
    expect(hall.events('ticket.called')).toHaveLength(1);
    expect(hall.events('ticket.called')[0]?.payload.data).toMatchObject({
      ticket: 'A-001',
      counter: 'loket-1',
    });
    expect(hall.state('counter/loket-1/state')).toMatchObject({ state: 'called', ticket: 'A-001' });
  });

  it('sends only the digits that changed to the board', async () => {
    const bytes = () => board.bytesReceived;
    await hall.ticket('paspor');
    await hall.ticket('paspor');
    const board = hall.hall.boards.get('board-1') as SimulatedFirmataBoard;
    await hall.press('loket-1-keypad', 'next');
    // Displays are redrawn every few seconds in any case: count just after one such time.
    for (let seen = bytes(), redrawn = false; !redrawn; seen = bytes()) {
      await hall.pass(50);
      redrawn = bytes() - seen > 500;
    }
    const before = bytes();
    await hall.press('loket-1-keypad', 'next');
    const changed = bytes() - before;
    console.log(
      `key press over johnny-five: ${changed} bytes to the board for A-001 -> A-002 (one digit of five)`,
    );
    expect(hall.reads('loket-1-display')).toBe('A-002');
    expect(changed).toBeLessThan(300);
  });

  it('at two counters in the same moment calls two visitors', async () => {
    await hall.ticket('paspor');
    await hall.ticket('paspor');
    hall.device('loket-1-keypad').press?.('next', 100);
    hall.device('loket-2-keypad').press?.('next', 100);
    await hall.pass(1_000);
    const called = hall.events('ticket.called').map(({ payload }) => payload.subject);
    expect(called.toSorted()).toEqual(['A-001', 'A-002']);
  });

  it('with nobody waiting shows dashes for a moment', async () => {
    await hall.press('loket-1-keypad', 'next');
    expect(hall.reads('loket-1-display')).toBe('-');
    await hall.press('loket-1-keypad', 'next');
    expect(hall.reads('loket-1-display')).toBe('----');
    await hall.pass(2_000);
    expect(hall.reads('loket-1-display')).toBe('-');
  });
});

describe('every device of the hall that hangs on a cable', () => {
  it('goes offline within two seconds when its cable is pulled, and comes back with its display repainted', async () => {
    await hall.ticket('paspor');
    await hall.press('loket-1-keypad', 'next');
    for (const { id, kind, options } of hall.site.devices) {
      // A page in a browser hangs on none, and of a chip on SPI nobody can tell.
      if (kind.transports.includes('browser') || 'spi' in options) continue;
      const { cable } = hall.device(id);
      cable.unplug();
      await hall.pass(2_000);
      expect(hall.state(`device/${id}/state`), id).toMatchObject({ state: 'offline' });
      cable.plug();
      await hall.pass(35_000);
      expect(hall.state(`device/${id}/state`), id).toMatchObject({ state: 'online' });
    }
    expect(hall.reads('loket-1-display')).toBe('A-001');
  });
});

describe('the messages', () => {
  it('are all said again when the broker was away, the controller first', async () => {
    await hall.ticket('paspor');
    hall.connected = false;
    await hall.press('loket-1-keypad', 'next');
    const before = hall.messages.length;
    hall.reconnect();
    await hall.pass(1_000);
    const said = hall.messages.slice(before);
    expect(said[0]).toMatchObject({
      topic: 'loket/v1/simulated-hall/controller/state',
      payload: { state: 'online' },
    });
    const topics = new Set(said.map(({ topic }) => topic));
    for (const counter of hall.site.counters.keys()) {
      expect(topics).toContain(`loket/v1/simulated-hall/counter/${counter}/state`);
    }
    for (const { id } of hall.site.devices)
      expect(topics).toContain(`loket/v1/simulated-hall/device/${id}/state`);
    expect(hall.events('ticket.called')).toHaveLength(1);
  });

  it('number events without a gap', async () => {
    for (let visitor = 0; visitor < 5; visitor++) await hall.ticket('paspor');
    await hall.press('loket-1-keypad', 'next');
    const sequences = hall.records.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, index) => (sequences[0] ?? 0) + index));
  });
});

describe('a stop', () => {
  it('leaves the displays dark and says offline last', async () => {
    await hall.ticket('paspor');
    await hall.press('loket-1-keypad', 'next');
    await hall.stop();
    expect(hall.reads('loket-1-display')).toBe('');
    expect(hall.messages.at(-1)).toMatchObject({
      topic: 'loket/v1/simulated-hall/controller/state',
      payload: { state: 'offline', reason: 'stopped' },
    });
  });
});

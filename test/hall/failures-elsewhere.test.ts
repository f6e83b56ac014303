import { afterEach, describe, expect, it } from 'vitest';
import type { HostJournal } from '../../firmware-host/journal/journal-port.ts';
import { openMemoryJournal } from '../../firmware-host/journal/memory.ts';
import { PlayedHall } from './played-hall.ts';

/* Failures that other queue systems have had in their halls (docs/queue.md), played on the whole host. */

let hall: PlayedHall;
afterEach(() => hall.stop());

/** A journal on a disk that does not answer until it is told to. */
function heldJournal(): HostJournal & { hold(): void; release(): void } {
  const inner = openMemoryJournal();
  let gate = Promise.resolve();
  let open = () => {};
  return {
    ...inner,
    append: (records) => gate.then(() => inner.append(records)),
    hold() {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    release: () => open(),
  };
}

describe('what went wrong elsewhere', () => {
  it('two counters must never call the same visitor, also after a restart', async () => {
    hall = await PlayedHall.open();
    await hall.ticket('paspor');
    await hall.ticket('paspor');
    await hall.press('loket-1-keypad', 'next');
    hall = await hall.powerCut();
    expect(hall.reads('loket-1-display')).toBe('A-001');
    await hall.press('loket-2-keypad', 'next');
    expect(hall.reads('loket-2-display')).toBe('A-002');
  });

  it('numbers must not restart after a clock jump', async () => {
    hall = await PlayedHall.open();
    expect(await hall.ticket('paspor')).toBe('A-001');
    hall.clockSays('2026-11-23T09:00+07:00');
    expect(await hall.ticket('paspor')).toBe('A-002');
    hall = await hall.powerCut();
    expect(await hall.ticket('paspor')).toBe('A-003');
    hall = await hall.powerCut(-40 * 365 * 24 * 3_600_000);
    expect(await hall.ticket('paspor')).toBe('A-004');
    expect(hall.state('service/paspor/state').longest_wait_s).toBeGreaterThanOrEqual(0);
  });

  it('printing before recording leaves a paper ticket that does not exist', async () => {
    const journal = heldJournal();
    hall = await PlayedHall.open(undefined, { journal });
    journal.hold();
    hall.device('mesin-tiket').press?.('paspor', 100);
    await hall.pass(3_000);
    expect(hall.printed).toEqual([]);
    expect(hall.events('ticket.reserved')).toEqual([]);
    journal.release();
    await hall.pass(3_000);
    expect(hall.printed.map(({ ticket }) => ticket.code)).toEqual(['A-001']);
  });

  it('after a paper refill stale tickets print, or more than were asked', async () => {
    hall = await PlayedHall.open();
    hall.device('printer-1').paper?.('out');
    await hall.pass(5_000);
    for (let press = 0; press < 3; press++) await hall.press('mesin-tiket', 'paspor');
    expect(hall.refused).toEqual(['printer-not-ready', 'printer-not-ready', 'printer-not-ready']);
    hall.device('printer-1').paper?.('ok');
    await hall.pass(30_000);
    expect(hall.printed).toEqual([]);
    await hall.press('mesin-tiket', 'paspor');
    await hall.pass(5_000);
    expect(hall.printed.map(({ ticket }) => ticket.code)).toEqual(['A-001']);
  });

  it('a ticket on its way to paper when the power failed prints after the restart', async () => {
    const cut = await PlayedHall.open();
    cut.device('mesin-tiket').press?.('paspor', 100);
    await cut.pass(60);
    expect(cut.events('ticket.reserved').map(({ payload }) => payload.subject)).toEqual(['A-001']);
    hall = await cut.powerCut();
    await hall.pass(30_000);
    expect([...cut.printed, ...hall.printed]).toEqual([]);
    expect(hall.events('ticket.issued')).toEqual([]);
    // The number is spent, and waits for a person who looks at the paper.
    expect(hall.state('service/paspor/state')).toMatchObject({ waiting: 0, unconfirmed: 1 });
    expect(await hall.ticket('paspor')).toBe('A-002');
  });

  it('a parked or no-show visitor is called again after a restart', async () => {
    hall = await PlayedHall.open();
    for (let visitor = 0; visitor < 4; visitor++) await hall.ticket('paspor');
    await hall.press('loket-2-keypad', 'next');
    await hall.hold('loket-2-keypad', 'no-show');
    await hall.press('loket-1-keypad', 'next');
    await hall.press('loket-1-keypad', 'no-show');
    const left = ['ticket.parked', 'ticket.no-show'].map((type) => hall.events(type)[0]?.payload.subject);
    expect(left).toEqual(['A-001', 'A-002']);

    hall = await hall.powerCut();
    for (const counter of ['loket-1', 'loket-2', 'loket-1', 'loket-4']) {
      await hall.host.ask({ type: 'next', counter }, 'console');
      await hall.pass(1_000);
    }
    expect(hall.events('ticket.called').map(({ payload }) => payload.subject)).toEqual(['A-003', 'A-004']);
    // Asked for, the parked one comes back to the counter that parked it.
    await hall.hold('loket-2-keypad', 'recall');
    expect(hall.reads('loket-2-display')).toBe('A-001');
  });

  it('a held key sends a call every 300 ms', async () => {
    hall = await PlayedHall.open();
    for (let visitor = 0; visitor < 3; visitor++) await hall.ticket('paspor');
    await hall.press('loket-1-keypad', 'next', 8_000);
    expect(hall.events('ticket.called')).toHaveLength(1);
    expect(hall.refused).toEqual([]);
  });

  it('a press while the broker is away is lost', async () => {
    hall = await PlayedHall.open();
    await hall.ticket('paspor');
    hall.connected = false;
    await hall.press('loket-1-keypad', 'next');
    expect(hall.reads('loket-1-display')).toBe('A-001');
    hall.reconnect();
    await hall.pass(1_000);
    expect(hall.events('ticket.called')).toHaveLength(1);
  });

  it('"display status OK" is a constant', async () => {
    hall = await PlayedHall.open();
    expect(hall.state('device/loket-1-display/state')).toMatchObject({ state: 'online', usable: true });
    hall.device('loket-1-display').cable.unplug();
    await hall.pass(2_000);
    expect(hall.state('device/loket-1-display/state')).toMatchObject({ state: 'offline', usable: false });
  });

  it('an unknown counter id takes the whole board down', async () => {
    hall = await PlayedHall.open();
    await hall.ticket('paspor');
    const asked = hall.host.ask({ type: 'next', counter: 'loket-99' }, 'mqtt');
    await hall.pass(100);
    expect(await asked).toMatchObject({ ok: false, refused: 'unknown-counter' });
    await hall.press('loket-1-keypad', 'next');
    expect(hall.reads('loket-1-display')).toBe('A-001');
  });
});

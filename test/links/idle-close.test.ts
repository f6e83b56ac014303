import { describe, expect, test } from 'vitest';
import { escposPrinter } from '../../devices/escpos-printer/escpos-printer.ts';
import type { DeviceKind } from '../../devices/kind.ts';
import type { Millis } from '../../devices/ports.ts';
import { serialDisplay } from '../../devices/serial-display/serial-display.ts';
import type { DeviceStatus } from '../../firmware-host/supervise/device-status.ts';
import { SupervisedDevice } from '../../firmware-host/supervise/supervised-device.ts';
import { ending, ticket } from '../devices/printer-bench.ts';
import { onlyWires } from '../devices/wire-to.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { closingNeighbour } from './closing-neighbour.ts';

const address = 'tcp://192.0.2.9:9100';

function supervised(
  habits: Parameters<typeof closingNeighbour>[1],
  kind: { readonly options: DeviceKind['options'] } = escposPrinter,
  settings: object = { status: 'none' },
) {
  const clock = new VirtualClock();
  const neighbour = closingNeighbour(clock, habits);
  const statuses: DeviceStatus[] = [];
  const device = new SupervisedDevice({
    id: 'printer-1',
    kind: kind as unknown as DeviceKind,
    options: kind.options.parse({ address, ...settings }),
    enabled: true,
    ports: onlyWires(clock, neighbour.wires),
    random: () => 0.5,
    onEvent: () => undefined,
    onStatus: (status) => statuses.push(status),
  });
  device.start();
  const states = () => [...new Set(statuses.map(({ state }) => state))];
  return { clock, neighbour, device, states, statuses };
}

const codes = ({ device }: ReturnType<typeof supervised>) => device.status().reasons.map(({ code }) => code);

/** Twelve visitors, one after the other, and how the ticket of each ended. */
async function twelveTickets(
  { clock, device }: ReturnType<typeof supervised>,
  everyMs: Millis,
): Promise<string[]> {
  const ends: string[] = [];
  for (let visitor = 1; visitor <= 12; visitor++) {
    const printed = ending(device.perform(ticket(`A-${visitor}`)));
    void printed.then((end) => ends.push(end));
    await clock.advance(everyMs);
  }
  return ends;
}

describe('a device that closes its connection when there is nothing to do', () => {
  for (const idleMs of [20_000, 30_000, 75_000, 90_000] as const) {
    for (const status of ['none', 'full'] as const) {
      test(`after ${idleMs / 1_000} s prints 12 of 12 tickets, and is never called lost (status: ${status})`, async () => {
        const settings = status === 'none' ? { status } : {};
        const hall = supervised({ idleMs }, escposPrinter, settings);
        await hall.clock.advance(1_000);
        const ends = await twelveTickets(hall, Math.max(40_000, idleMs + 5_000));
        expect(ends).toEqual(Array(12).fill(status === 'none' ? 'sent' : 'acknowledged'));
        expect(hall.neighbour.jobs()).toHaveLength(12);
        expect(hall.states()).not.toContain('offline');
        expect(hall.device.status()).toMatchObject({ usable: true, attempts: 0, counters: { losses: 0 } });
        expect(hall.neighbour.refused()).toBe(0);
      });
    }
  }

  test('stays known for well: what stood of an earlier failure goes after a minute', async () => {
    const hall = supervised({ idleMs: 20_000 });
    await hall.clock.advance(1_000);
    for (let times = 0; times < 4; times++) {
      hall.neighbour.reset();
      await hall.clock.advance(5_000);
    }
    expect(codes(hall)).toContain('link.flapping');
    await hall.clock.advance(90_000);
    expect(codes(hall)).not.toContain('link.flapping');
  });

  test('may take no new connection for a while: a ticket waits for it', async () => {
    const hall = supervised({ idleMs: 20_000, busyMs: 1_500 });
    await hall.clock.advance(20_100);
    expect(hall.device.status().state).toBe('degraded');
    const printed = ending(hall.device.perform(ticket('A-001')));
    await hall.clock.advance(3_000);
    expect(await printed).toBe('sent');
    expect(hall.states()).not.toContain('offline');
  });

  for (const by of ['end', 'reset'] as const)
    test(`may take the next one only to ${by} it at once: nothing is printed on that, and no ticket is lost`, async () => {
      const hall = supervised({ idleMs: 20_000, dazedMs: 700, by });
      await hall.clock.advance(20_001);
      expect(hall.neighbour.opens()).toBe(2);
      const printed = ending(hall.device.perform(ticket('A-001')));
      await hall.clock.advance(3_000);
      expect(await printed).toBe('sent');
      expect(hall.neighbour.jobs().join()).toContain('A-001');
      expect(hall.states()).not.toContain('offline');
      expect(hall.device.status()).toMatchObject({ attempts: 0, counters: { losses: 0 } });
    });

  test('and closes the next one when that has stood, has as long again to take another', async () => {
    const hall = supervised({ idleMs: 2_100 });
    await hall.clock.advance(4_100);
    expect(hall.neighbour.opens()).toBe(2);
    // It closes that one too, and takes none for almost two seconds.
    hall.neighbour.away = true;
    await hall.clock.advance(1_900);
    hall.neighbour.away = false;
    await hall.clock.advance(500);
    expect(hall.neighbour.opens()).toBe(3);
    expect(hall.states()).not.toContain('offline');
  });

  test.each([
    ['ends', 'end', 'link.closed'],
    ['resets', 'reset', 'link.io_error'],
  ] as const)('and %s every next one at once is told as lost after a few seconds', async (_, by, code) => {
    const hall = supervised({ idleMs: 20_000, dazedMs: 1e9, by });
    await hall.clock.advance(20_001);
    const printed = ending(hall.device.perform(ticket('A-001')));
    await hall.clock.advance(4_000);
    expect(await printed).toBe('link.absent');
    expect(codes(hall)).toContain(code);
    expect(hall.device.status().state).toBe('offline');
    expect(hall.device.status().counters.losses).toBeGreaterThan(0);
  });

  test('and is then gone is told as gone, and the ticket that waited is refused', async () => {
    const hall = supervised({ idleMs: 20_000 });
    await hall.clock.advance(19_000);
    hall.neighbour.away = true;
    await hall.clock.advance(1_100);
    const printed = ending(hall.device.perform(ticket('A-001')));
    await hall.clock.advance(5_000);
    expect(await printed).toBe('link.absent');
    expect(codes(hall)).toContain('link.absent');
    expect(hall.device.status()).toMatchObject({ state: 'offline', counters: { losses: 1 } });
    hall.neighbour.away = false;
    await hall.clock.advance(30_000);
    expect(hall.device.status().usable).toBe(true);
  });

  test('while it is asked how it is has lost nothing', async () => {
    const hall = supervised({ idleMs: 1e9 }, escposPrinter, {});
    await hall.clock.advance(10_000);
    hall.neighbour.quiet = true;
    // It is asked every 1.5 s, and has a second for its answer.
    await hall.clock.advance(900);
    hall.neighbour.close();
    hall.neighbour.quiet = false;
    await hall.clock.advance(100);
    expect(hall.device.status()).toMatchObject({ usable: true, counters: { losses: 0 } });
    expect(hall.neighbour.opens()).toBe(2);
  });

  test('is a display too: it reads what it should on the new connection', async () => {
    const display = { bus_address: 1, digits: 4 };
    const hall = supervised({ idleMs: 30_000 }, serialDisplay, display);
    await hall.clock.advance(5_000);
    await hall.device.perform({ type: 'show', text: 'A-7' });
    hall.neighbour.close();
    const before = hall.neighbour.jobs().length;
    await hall.clock.advance(50);
    expect(hall.neighbour.jobs().slice(before).join()).toContain('A-7');
    expect(hall.states()).not.toContain('offline');
  });
});

describe('no orderly close of a link that was well is', () => {
  test('one in the middle of a ticket: it is unconfirmed, and the link has failed', async () => {
    const hall = supervised({ idleMs: 1e9 }, escposPrinter, {});
    await hall.clock.advance(10_000);
    hall.neighbour.quiet = 'about-jobs';
    const end = ending(hall.device.perform(ticket('A-001')));
    await hall.clock.advance(500);
    expect(hall.neighbour.jobs()).toHaveLength(1);
    hall.neighbour.close();
    await hall.clock.advance(50);
    expect(await end).toBe('job.unconfirmed: link.closed');
    expect(hall.device.status()).toMatchObject({ state: 'offline', counters: { losses: 1 } });
  });

  test('one at once after each opening: it is tried ever more rarely', async () => {
    const hall = supervised({ idleMs: 10 });
    await hall.clock.advance(600_000);
    expect(hall.neighbour.opens()).toBeGreaterThan(10);
    expect(hall.neighbour.opens()).toBeLessThan(35);
    expect(codes(hall)).toContain('link.closed');
  });

  test('a reset', async () => {
    const hall = supervised({ idleMs: 1e9 });
    await hall.clock.advance(10_000);
    hall.neighbour.reset();
    await hall.clock.advance(10);
    expect(codes(hall)).toContain('link.io_error');
    expect(hall.device.status().state).toBe('offline');
  });

  test('the last of several within a minute, when it stays no longer than it must', async () => {
    const hall = supervised({ idleMs: 2_500 });
    await hall.clock.advance(600_000);
    // One that stays for 2.5 s is opened again each time, and no more often.
    expect(hall.neighbour.opens()).toBeLessThan(260);
    expect(hall.device.status().usable).toBe(true);
  });
});

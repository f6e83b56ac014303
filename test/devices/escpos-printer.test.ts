import { describe, expect, test } from 'vitest';
import { escposPrinter } from '../../devices/escpos-printer/escpos-printer.ts';
import { answerMaxMs, printedLimitMs, statusLimitMs } from '../../devices/escpos-printer/printer-limits.ts';
import { type PrinterOptions, SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import type { PrinterState } from '../../simulators/escpos-printer/printer-state.ts';
import type { PrintedTicket } from '../../simulators/escpos-printer/ticket.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { type Bench, ending, openPrinter, ticket } from './printer-bench.ts';
import { type WiresTo, wiresTo } from './wire-to.ts';

/** Longer than the driver waits for anything. */
const longMs = 60_000;
const printMs = 2_000;
/** A line that is opened is proven empty by then. */
const settledMs = 10_000;

interface Scene extends Bench {
  readonly clock: VirtualClock;
  readonly printer: SimulatedPrinter;
  readonly wires: WiresTo;
  readonly tickets: readonly PrintedTicket[];
  /** Prints to the end, and says how it ended. */
  print(number: string): Promise<string>;
  probe(): Promise<string>;
}

async function scene(
  options: Partial<PrinterOptions> = {},
  settings: { readonly [setting: string]: unknown } = {},
): Promise<Scene> {
  const clock = new VirtualClock();
  const tickets: PrintedTicket[] = [];
  const onTicket = (printed: PrintedTicket): void => void tickets.push(printed);
  const printer = new SimulatedPrinter({ clock, columns: 48, printMs, onTicket, ...options });
  const wires = wiresTo(printer);
  const bench = await openPrinter(clock, wires, settings);
  await clock.advance(settledMs);
  const toTheEnd = async (work: Promise<string>): Promise<string> => {
    await clock.advance(longMs);
    return work;
  };
  return {
    ...{ ...bench, clock, printer, wires, tickets },
    print: (number) => toTheEnd(ending(bench.device.perform(ticket(number)))),
    probe: () => toTheEnd(ending(probed(bench))),
  };
}

/** A scene in which a ticket has begun to print but is not cut yet. */
async function midTicket(): Promise<Scene & { ended: Promise<string>; end(): Promise<string> }> {
  const begun = await scene();
  const ended = ending(begun.device.perform(ticket('A-012')));
  await begun.clock.advance(printMs / 2);
  return {
    ...{ ...begun, ended },
    async end() {
      await begun.clock.advance(longMs);
      return ended;
    },
  };
}

const probed = async ({ device }: Bench): Promise<undefined> => void (await device.probe?.());

const numbers = (tickets: readonly PrintedTicket[]): readonly string[] =>
  tickets.filter((each) => each.complete).map((each) => each.text.join(' ').match(/A-\d+/)?.[0] ?? 'none');

describe('a printer that is well', () => {
  test('acknowledges a ticket when it is printed, not before', async () => {
    const { device, clock, tickets } = await scene();
    let done = '';
    void ending(device.perform(ticket('A-012'))).then((end) => {
      done = end;
    });
    await clock.advance(printMs - 1);
    expect(done).toBe('');
    await clock.advance(1);
    expect(done).toBe('acknowledged');
    expect(numbers(tickets)).toEqual(['A-012']);
    expect(tickets[0]?.code).toBe('20251124-A-012');
  });

  test('is not asked for its status inside a running ticket', async () => {
    const { device, clock, wires } = await scene();
    const before = wires.written.length;
    const print = device.perform(ticket('A-012'));
    const probe = device.probe?.();
    await clock.advance(longMs);
    await Promise.all([print, probe]);
    const sizes = wires.written.slice(before).map((bytes) => (bytes.length > 12 ? 'ticket' : 'status'));
    expect(sizes).toEqual(['status', 'ticket', 'status']);
  });

  test('warns of low paper and prints on', async () => {
    const { printer, print, warnings } = await scene();
    printer.set({ paper: 'low' });
    expect(await print('A-001')).toBe('acknowledged');
    expect([...warnings.keys()]).toEqual(['paper.low']);
    printer.set({ paper: 'ok' });
    expect(await print('A-002')).toBe('acknowledged');
    expect([...warnings.keys()]).toEqual([]);
  });

  test('without a cutter gives its tickets to be torn off', async () => {
    const { print, tickets, printer } = await scene({ cutter: false }, { cut: false });
    expect(await print('A-001')).toBe('acknowledged');
    expect(await print('A-002')).toBe('acknowledged');
    expect(numbers(tickets)).toEqual(['A-001', 'A-002']);
    expect(printer.transcript.map((command) => command.name)).not.toContain('GS V');
  });
});

describe('P1: a printer that cannot print', () => {
  const cases: readonly (readonly [change: Partial<PrinterState>, code: string])[] = [
    [{ paper: 'out' }, 'paper.out'],
    [{ cover: 'open' }, 'cover.open'],
    [{ cutter: 'error' }, 'cutter.error'],
    [{ online: false }, 'printer.offline'],
  ];
  test.each(cases)('%o refuses with %s, and nothing of the ticket is sent', async (change, code) => {
    const { printer, print, tickets, warnings } = await scene();
    printer.set(change);
    const before = printer.transcript.length;
    expect(await print('A-001')).toBe(code);
    expect(printer.transcript.length).toBe(before);
    expect(warnings.has(code)).toBe(true);

    printer.set({ paper: 'ok', cover: 'closed', cutter: 'ok', online: true });
    expect(await print('A-002')).toBe('acknowledged');
    expect(numbers(tickets)).toEqual(['A-002']);
    expect(warnings.size).toBe(0);
  });

  test('a probe shows the condition and does not reject: the link is well', async () => {
    const { printer, probe, warnings } = await scene();
    printer.set({ paper: 'out' });
    expect(await probe()).toBe('done');
    expect([...warnings.keys()]).toEqual(['paper.out']);
    printer.set({ paper: 'ok' });
    expect(await probe()).toBe('done');
    expect(warnings.size).toBe(0);
  });

  test('a printer that tells its changes by itself needs no probe', async () => {
    const { printer, clock, warnings } = await scene({ tellsChanges: true });
    printer.set({ cover: 'open' });
    await clock.advance(0);
    expect([...warnings.keys()]).toEqual(['cover.open']);
    printer.set({ cover: 'closed' });
    await clock.advance(0);
    expect(warnings.size).toBe(0);
  });
});

describe('P1: paper that ends in the middle of a ticket', () => {
  test('leaves it unconfirmed, and no stale ticket after the refill', async () => {
    const { printer, print, tickets } = await scene();
    printer.paperEndsAfter(6);
    expect(await print('A-001')).toBe('job.unconfirmed: paper.out');
    printer.set({ paper: 'ok' });
    expect(tickets.map((each) => each.complete)).toEqual([false]);
    expect(printer.busy).toBe(false);
    expect(await print('A-002')).toBe('acknowledged');
    expect(numbers(tickets)).toEqual(['A-002']);
  });

  test('the same with a printer that forgets its job at ESC @ only', async () => {
    const { printer, print, tickets } = await scene({ forgetsBy: 'initialize' });
    printer.paperEndsAfter(6);
    expect(await print('A-001')).toBe('job.unconfirmed: paper.out');
    printer.set({ paper: 'ok' });
    expect(tickets.map((each) => each.complete)).toEqual([false]);
  });

  test('a printer that forgets nothing does print the rest after the refill: it is said, not prevented', async () => {
    const { printer, print, clock, tickets } = await scene({ forgetsBy: 'nothing' });
    printer.paperEndsAfter(6);
    expect(await print('A-001')).toBe('job.unconfirmed: paper.out');
    printer.set({ paper: 'ok' });
    await clock.advance(longMs);
    expect(tickets.map((each) => each.complete)).toEqual([false, false]);
    expect(tickets[1]?.code).toBe('20251124-A-012');
  });

  test('is known at once from a printer that tells its changes', async () => {
    const { printer, device, clock } = await scene({ tellsChanges: true });
    printer.paperEndsAfter(6);
    const end = ending(device.perform(ticket('A-001')));
    await clock.advance(0);
    expect(await end).toBe('job.unconfirmed: paper.out');
  });

  test('when it ends after a ticket, that ticket is printed and the next is refused', async () => {
    const { printer, print, tickets } = await scene();
    expect(await print('A-001')).toBe('acknowledged');
    printer.set({ paper: 'out' });
    expect(await print('A-002')).toBe('paper.out');
    printer.set({ paper: 'ok' });
    expect(await print('A-003')).toBe('acknowledged');
    expect(numbers(tickets)).toEqual(['A-001', 'A-003']);
  });
});

describe('P1: what breaks off a ticket', () => {
  test('power: unconfirmed, and nothing more of it when power is back', async () => {
    const { printer, clock, tickets, end } = await midTicket();
    printer.set({ power: 'off' });
    expect(await end()).toBe('job.unconfirmed: link.timeout');
    printer.set({ power: 'on' });
    await clock.advance(longMs);
    expect(numbers(tickets)).toEqual([]);
  });

  test('the cover: unconfirmed, and the ticket does not come when it is closed', async () => {
    const { printer, clock, tickets, end } = await midTicket();
    printer.set({ cover: 'open' });
    expect(await end()).toBe('job.unconfirmed: cover.open');
    printer.set({ cover: 'closed' });
    await clock.advance(longMs);
    expect(numbers(tickets)).toEqual([]);
  });

  test('the cable: unconfirmed and lost; the next connection clears what is left', async () => {
    const { printer, device, clock, wires, tickets, lost } = await scene();
    printer.paperEndsAfter(6);
    const end = ending(device.perform(ticket('A-001')));
    await clock.advance(printMs / 2);
    wires.breakOff();
    await clock.advance(0);
    expect(await end).toBe('job.unconfirmed: link.io_error');
    expect(lost).toHaveLength(1);
    expect(printer.busy).toBe(true);

    const again = await openPrinter(clock, wires);
    expect(again.warnings.has('paper.out')).toBe(true);
    printer.set({ paper: 'ok' });
    await clock.advance(longMs);
    expect(tickets.map((each) => each.complete)).toEqual([false]);
  });

  test('closing the device: unconfirmed at once, and nothing more of it', async () => {
    const { abort, device, clock, ended, printer, tickets } = await midTicket();
    printer.set({ cover: 'open' });
    abort.abort();
    await device.close();
    await device.close();
    expect(await ended).toBe('job.unconfirmed: link.io_error');
    printer.set({ cover: 'closed' });
    await clock.advance(longMs);
    expect(tickets.map((each) => each.complete)).toEqual([false]);
  });
});

describe('P2: a printer that does not answer as it should', () => {
  test('hangs before a ticket: refused in time, nothing sent, and other printers go on', async () => {
    const { printer, device, clock, wires, lost } = await scene();
    const neighbour = new SimulatedPrinter({ clock, columns: 48 });
    const other = await openPrinter(clock, wiresTo(neighbour));
    await clock.advance(settledMs);
    printer.set({ hung: true });
    const before = wires.written.length;
    const end = ending(device.perform(ticket('A-001')));
    expect(await ending(other.device.perform(ticket('B-001')))).toBe('acknowledged');
    await clock.advance(statusLimitMs);
    expect(await end).toBe('job.not_printed: link.timeout');
    expect(lost).toHaveLength(1);
    expect(wires.written.length).toBe(before + 1);
  });

  test('hangs in a ticket: unconfirmed', async () => {
    const { printer, end } = await midTicket();
    printer.set({ hung: true });
    expect(await end()).toBe('job.unconfirmed: link.timeout');
  });

  test('takes no bytes for a minute: unconfirmed in time, and well again afterwards', async () => {
    const { wires, clock, print, tickets } = await scene();
    const statusRequests = 1;
    wires.stall(statusRequests);
    expect(await print('A-001')).toBe('job.unconfirmed: link.timeout');
    wires.flow();
    await clock.advance(longMs);
    expect(numbers(tickets)).toEqual([]);
    expect(await print('A-002')).toBe('acknowledged');
    expect(numbers(tickets)).toEqual(['A-002']);
  });

  test('answers garbage: it is not a printer, and nothing is sent to it', async () => {
    const { printer, print, probe, tickets } = await scene();
    printer.set({ answers: 'garbage' });
    expect(await print('A-001')).toBe('job.not_printed: link.wrong_device');
    expect(await probe()).toBe('link.wrong_device');
    expect(tickets).toEqual([]);
  });

  test('answers garbage in a ticket: unconfirmed', async () => {
    const { printer, end } = await midTicket();
    printer.set({ answers: 'garbage' });
    expect(await end()).toBe('job.unconfirmed: link.wrong_device');
  });

  test('answers nothing: it cannot be opened, unless the site file says so', async () => {
    const clock = new VirtualClock();
    const tickets: PrintedTicket[] = [];
    const onTicket = (printed: PrintedTicket): void => void tickets.push(printed);
    const printer = new SimulatedPrinter({ clock, columns: 48, onTicket });
    printer.set({ answers: 'deaf' });
    const failed = ending(openPrinter(clock, wiresTo(printer)).then(() => undefined));
    await clock.advance(answerMaxMs);
    expect(await failed).toBe('link.timeout');

    const blind = await openPrinter(clock, wiresTo(printer), { status: 'none' });
    expect([...blind.warnings.keys()]).toEqual(['printer.status_unsupported']);
    expect(blind.device.probe).toBeUndefined();
    expect(blind.device.evidence).toBe('none');
    expect(await ending(blind.device.perform(ticket('A-001')))).toBe('sent');
    expect(numbers(tickets)).toEqual(['A-001']);
  });

  test('never answers GS r: sent, which is said, and waited for only once', async () => {
    const { device, clock, print, warnings, printer } = await scene({ acknowledges: false });
    expect(await print('A-001')).toBe('sent');
    expect([...warnings.keys()]).toEqual(['printer.status_unsupported']);
    const second = ending(device.perform(ticket('A-002')));
    await clock.advance(0);
    expect(await second).toBe('sent');
    await clock.advance(longMs);
    printer.set({ paper: 'out' });
    expect(await print('A-003')).toBe('paper.out');
  });

  test('was off for a moment in its very first ticket: that one is in doubt, and those after it are acknowledged', async () => {
    const { end, print, printer, warnings, tickets } = await midTicket();
    printer.set({ power: 'off' });
    printer.set({ power: 'on' });
    expect(await end()).toMatch(/^job\.unconfirmed/);
    expect(await print('A-013')).toBe('acknowledged');
    expect([...warnings.keys()]).toEqual([]);
    expect(numbers(tickets)).toEqual(['A-013']);
  });

  test('has acknowledged before and does not now: unconfirmed, however well it says it is', async () => {
    const slow = await scene({ printMs: 2_000 });
    expect(await slow.print('A-001')).toBe('acknowledged');
    const end = ending(slow.device.perform(ticket('A-002')));
    await slow.clock.advance(1_000);
    slow.printer.set({ hung: true });
    await slow.clock.advance(printedLimitMs - 1_000);
    slow.printer.set({ hung: false });
    await slow.clock.advance(longMs);
    expect(await end).toBe('job.unconfirmed: link.timeout');
    expect(numbers(slow.tickets)).toEqual(['A-001']);
  });
});

describe('settings', () => {
  const parse = (settings: object) => escposPrinter.options.safeParse(settings);

  test('a network address without a port means 9100', () => {
    const claims = (address: string) => escposPrinter.claims(escposPrinter.options.parse({ address }));
    expect(claims('tcp://10.0.0.9')).toEqual(claims('tcp://10.0.0.9:9100'));
    expect(claims('/dev/usb/lp0')).toEqual([
      { on: 'wire', address: '/dev/usb/lp0', share: undefined, setting: 'address' },
    ]);
  });

  test('what cannot be right is refused', () => {
    expect(parse({ address: 'printer' }).success).toBe(false);
    expect(parse({ address: 'tcp://a b' }).success).toBe(false);
    expect(parse({ address: '/dev/usb/lp0', columns: 40 }).success).toBe(false);
    expect(parse({ address: '/dev/usb/lp0', status: 'asb' }).success).toBe(false);
  });
});

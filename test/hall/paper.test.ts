import { afterEach, describe, expect, it } from 'vitest';
import type { SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import { seededRandom } from '../../simulators/random.ts';
import { paperSite } from './paper-site.ts';
import { papersAgree } from './paper-trail.ts';
import { PlayedHall } from './played-hall.ts';

/** A ticket is printed 300 ms after its job arrived: this is in its middle. */
const midJobMs = 150;
/** Longer than a job may take with everything that can go wrong in it. */
const endOfJobMs = 25_000;
/** Longer than the supervisor ever waits before it tries a device again. */
const comebackMs = 40_000;

/**
 * A person needs longer to see what is wrong with a printer and to mend it. Were a roll changed while its job is under
 * way, the printer would go on with that job and acknowledge it, though the ticket is in two pieces.
 */
const repairMs = 15_000;
const seeds = 8;

let hall: PlayedHall;
afterEach(async () => {
  papersAgree(hall);
  await hall.stop();
});

async function open(settings: { readonly [setting: string]: unknown } = {}): Promise<SimulatedPrinter> {
  hall = await PlayedHall.open(paperSite(settings));
  return printer('printer-1');
}

function printer(id: string): SimulatedPrinter {
  const { printer } = hall.device(id);
  if (printer === undefined) throw new Error(`${id} is no printer`);
  return printer;
}

/** A visitor asks for a ticket of service a, and what came of it is not waited for. */
async function asks(thenMs = midJobMs): Promise<void> {
  void hall.host.issue('a', 'regular');
  await hall.pass(thenMs);
}

const stateOf = (ticket: string) => hall.host.tickets().find((view) => view.ticket === ticket)?.state;
const complete = () => hall.printed.filter(({ ticket }) => ticket.complete).map(({ ticket }) => ticket.code);
const copies = () =>
  hall.printed
    .filter(({ ticket }) => ticket.complete && ticket.text.join(' ').includes('SALINAN'))
    .map(({ ticket }) => ticket.code);

const ready = {
  paper: 'ok',
  cover: 'closed',
  cutter: 'ok',
  power: 'on',
  hung: false,
  answers: 'right',
} as const;

interface Trouble {
  readonly what: string;
  readonly begin: (printer: SimulatedPrinter) => void;
  /** The paper of a ticket in the middle of its printing comes out whole all the same. */
  readonly printed?: boolean;
}

const troubles: readonly Trouble[] = [
  { what: 'the paper is taken out', begin: (p) => p.set({ paper: 'out' }) },
  { what: 'the cover is opened', begin: (p) => p.set({ cover: 'open' }) },
  { what: 'the cutter jams', begin: (p) => p.set({ cutter: 'error' }) },
  { what: 'the power goes', begin: (p) => p.set({ power: 'off' }) },
  { what: 'it hangs', begin: (p) => p.set({ hung: true }) },
  { what: 'it answers garbage', begin: (p) => p.set({ answers: 'garbage' }), printed: true },
  { what: 'it answers nothing', begin: (p) => p.set({ answers: 'deaf' }), printed: true },
  { what: 'its cable is pulled', begin: () => hall.device('printer-1').cable.unplug(), printed: true },
];

describe.each(troubles)('when $what', ({ begin, printed = false }) => {
  it('in the middle of a ticket: nobody knows, nothing stale is printed later, and the other printer goes on', async () => {
    const first = await open();
    await asks();
    begin(first);
    await hall.pass(endOfJobMs);
    expect(stateOf('A-001')).toBe('unconfirmed');
    expect(hall.state('service/a/state')).toMatchObject({ unconfirmed: 1, waiting: 0 });
    expect(complete()).toEqual(printed ? ['A-001'] : []);

    expect(await hall.ticket('a')).toBeUndefined();
    expect(await hall.ticket('b')).toBe('B-001');
    expect(stateOf('B-001')).toBe('waiting');

    first.set(ready);
    hall.device('printer-1').cable.plug();
    const before = hall.printed.length;
    await hall.pass(comebackMs);
    expect(hall.printed).toHaveLength(before);
    expect(await hall.ticket('a')).toBe('A-002');
    expect(stateOf('A-002')).toBe('waiting');
    expect(stateOf('A-001')).toBe('unconfirmed');
  });

  it('and is known: no number is spent', async () => {
    const first = await open();
    begin(first);
    await hall.pass(5_000);
    expect(await hall.host.issue('a', 'regular')).toMatchObject({ refused: 'printer-not-ready' });
    first.set(ready);
    hall.device('printer-1').cable.plug();
    await hall.pass(comebackMs);
    expect(await hall.ticket('a')).toBe('A-001');
  });

  it('a moment before a ticket: the number is void, or not given at all', async () => {
    const first = await open();
    begin(first);
    await asks(endOfJobMs);
    expect(stateOf('A-001') ?? 'voided').toBe('voided');
    expect(hall.printed).toEqual([]);
    expect(hall.state('service/a/state')).toMatchObject({ unconfirmed: 0, waiting: 0, issued: 0 });
  });
});

describe('a day that ends in the middle of a ticket', () => {
  it('does not take its paper for that of the same number of the next day', async () => {
    const first = await open();
    await asks();
    hall.clockSays('2026-11-26T03:00:00Z');
    await asks();
    expect(hall.events('ticket.reserved').map(({ payload }) => payload.data.ticket)).toEqual([
      'A-001',
      'A-001',
    ]);
    await hall.pass(100);
    expect(complete()).toEqual(['A-001']);
    expect(stateOf('A-001')).toBe('reserved');
    first.set({ paper: 'out' });
    await hall.pass(endOfJobMs);
    expect(complete()).toEqual(['A-001']);
    expect(stateOf('A-001')).toBe('unconfirmed');
  });
});

describe('a stop in the middle of a ticket', () => {
  const stopped = async () => {
    const stopping = hall.host.stop().then(() => 'stopped');
    await hall.pass(10_000);
    expect(await Promise.race([stopping, Promise.resolve('still stopping')])).toBe('stopped');
  };

  it('lets the printer finish it', async () => {
    await open();
    await asks();
    await stopped();
    expect(complete()).toEqual(['A-001']);
    expect(stateOf('A-001')).toBe('waiting');
    const events = hall.messages.map(({ topic }) => topic).filter((topic) => topic.includes('/event/'));
    expect(events.slice(-2)).toEqual([
      'loket/v1/paper/event/ticket/issued',
      'loket/v1/paper/event/host/stopped',
    ]);
  });

  it('does not wait long for one that cannot, and takes the ticket back', async () => {
    const first = await open();
    await asks();
    first.set({ cover: 'open' });
    await stopped();
    expect(stateOf('A-001')).toBe('unconfirmed');
    first.set({ cover: 'closed' });
    await hall.pass(endOfJobMs);
    expect(complete()).toEqual([]);
  });
});

it('printers that fail at random leave no number of which paper and journal disagree', async () => {
  for (let seed = 1; seed <= seeds; seed++) {
    const random = seededRandom(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    await open({ instead: 'printer-2' });
    for (let step = 0; step < 60; step++) {
      const id = pick(['printer-1', 'printer-2'] as const);
      if (random() < 0.3) pick(troubles).begin(printer(id));
      else if (random() < 0.2) printer(id).paperEndsAfter(Math.floor(random() * 20));
      else if (random() < 0.5) {
        await hall.pass(repairMs);
        printer(id).set(ready);
        hall.device('printer-1').cable.plug();
      }
      if (random() < 0.7) void hall.host.issue(pick(['a', 'b']), 'regular');
      const [doubted] = hall.host.tickets().filter(({ state }) => state === 'unconfirmed');
      if (doubted !== undefined && random() < 0.3) void hall.host.reprint(doubted.ticket);
      await hall.pass(Math.floor(random() * (random() < 0.7 ? 600 : 20_000)));
    }
    await hall.pass(endOfJobMs);
    papersAgree(hall);
    expect(hall.host.tickets().filter(({ state }) => state === 'reserved')).toEqual([]);
    if (seed < seeds) await hall.stop();
  }
});

describe('paper that ends', () => {
  it.each([1, 6, 12])('%i lines into a ticket leaves half a ticket that is unconfirmed', async (lines) => {
    const first = await open();
    first.paperEndsAfter(lines);
    await asks(endOfJobMs);
    expect(stateOf('A-001')).toBe('unconfirmed');
    expect(hall.printed.map(({ ticket }) => ticket.complete)).toEqual([false]);
    first.set({ paper: 'ok' });
    await hall.pass(comebackMs);
    expect(hall.printed).toHaveLength(1);
  });

  it('after a ticket leaves that ticket printed, and the next without a number', async () => {
    const first = await open();
    expect(await hall.ticket('a')).toBe('A-001');
    first.set({ paper: 'out' });
    await hall.pass(3_000);
    expect(await hall.ticket('a')).toBeUndefined();
    expect(stateOf('A-001')).toBe('waiting');
  });

  it('and is refilled: tickets are printed again within five seconds', async () => {
    const first = await open();
    first.set({ paper: 'out' });
    await hall.pass(600_000);
    first.set({ paper: 'ok' });
    await hall.pass(5_000);
    expect(await hall.ticket('a')).toBe('A-001');
  });
});

describe('a ticket of which nobody knows whether it was printed', () => {
  async function doubted(settings: { readonly [setting: string]: unknown } = {}): Promise<SimulatedPrinter> {
    const first = await open(settings);
    await asks();
    first.set({ cover: 'open' });
    await hall.pass(endOfJobMs);
    expect(stateOf('A-001')).toBe('unconfirmed');
    first.set({ cover: 'closed' });
    await hall.pass(5_000);
    return first;
  }

  it('is printed again when a person says so, under the same number and marked as a copy', async () => {
    await doubted();
    void hall.host.reprint('A-001');
    await hall.pass(2_000);
    expect(complete()).toEqual(['A-001']);
    expect(copies()).toEqual(['A-001']);
    expect(stateOf('A-001')).toBe('waiting');
    expect(hall.state('service/a/state')).toMatchObject({ unconfirmed: 0, waiting: 1 });
  });

  it('is void when a person says so, and never called', async () => {
    await doubted();
    void hall.host.ask({ type: 'void', ticket: 'A-001', reason: 'console' }, 'console');
    await hall.pass(100);
    expect(stateOf('A-001')).toBe('voided');
    await hall.press('tombol-1', 'next');
    expect(hall.reads('papan-1')).toBe('-');
    expect(await hall.ticket('a')).toBe('A-002');
  });

  it("stays what it is when the copy could not be printed: the first paper may be in somebody's hand", async () => {
    const first = await doubted();
    first.set({ paper: 'out' });
    void hall.host.reprint('A-001');
    await hall.pass(endOfJobMs);
    expect(stateOf('A-001')).toBe('unconfirmed');
    expect(complete()).toEqual([]);
  });

  it('is asked about twice and printed once', async () => {
    await doubted();
    void hall.host.reprint('A-001');
    const again = hall.host.reprint('A-001');
    await hall.pass(2_000);
    expect(await again).toMatchObject({ refused: 'not-printed-yet' });
    expect(complete()).toEqual(['A-001']);
  });

  it('cannot be printed again on a printer that cannot print', async () => {
    const first = await doubted();
    first.set({ paper: 'out' });
    await hall.pass(5_000);
    expect(await hall.host.reprint('A-001')).toMatchObject({ refused: 'printer-not-ready' });
  });
});

it('a copy of a ticket that waits changes nothing in the queue', async () => {
  await open();
  await hall.ticket('a');
  void hall.host.reprint('A-001');
  await hall.pass(2_000);
  expect(complete()).toEqual(['A-001', 'A-001']);
  expect(copies()).toEqual(['A-001']);
  expect(hall.events('ticket.issued')).toHaveLength(1);
});

describe('a printer without a usable status', () => {
  it('leaves every ticket unconfirmed: that is all that is known', async () => {
    await open({ status: 'none' });
    await asks(2_000);
    expect(complete()).toEqual(['A-001']);
    expect(stateOf('A-001')).toBe('unconfirmed');
  });

  it('is believed where the site file says so', async () => {
    await open({ status: 'none', accept_unconfirmed: true });
    await asks(2_000);
    expect(complete()).toEqual(['A-001']);
    expect(stateOf('A-001')).toBe('waiting');
  });

  it('is not believed when the job broke off, whatever the site file says', async () => {
    await open({ accept_unconfirmed: true });
    await asks();
    hall.device('printer-1').cable.unplug();
    await hall.pass(endOfJobMs);
    expect(stateOf('A-001')).toBe('unconfirmed');
  });
});

describe('another printer that stands in', () => {
  it('prints what is asked for while the first one cannot', async () => {
    const first = await open({ instead: 'printer-2' });
    await hall.ticket('a');
    first.set({ paper: 'out' });
    await hall.pass(5_000);
    await hall.ticket('a');
    first.set({ paper: 'ok' });
    await hall.pass(5_000);
    await hall.ticket('a');
    const papers = hall.printed.map(({ printer, ticket }) => `${printer} ${ticket.code}`);
    expect(papers).toEqual(['printer-1 A-001', 'printer-2 A-002', 'printer-1 A-003']);
  });

  it('does not take over a number by itself, neither a void nor a doubted one', async () => {
    const first = await open({ instead: 'printer-2' });
    first.set({ paper: 'out' });
    await asks(endOfJobMs);
    expect(stateOf('A-001')).toBe('voided');
    first.set({ paper: 'ok' });
    await hall.pass(5_000);
    await asks();
    first.set({ cover: 'open' });
    await hall.pass(endOfJobMs);
    expect(stateOf('A-002')).toBe('unconfirmed');
    expect(complete()).toEqual([]);
    void hall.host.reprint('A-002');
    await hall.pass(2_000);
    expect(
      hall.printed.map(({ printer, ticket }) => `${printer} ${ticket.code} ${ticket.complete}`),
    ).toContain('printer-2 A-002 true');
  });

  it('spends no number when neither can print', async () => {
    const first = await open({ instead: 'printer-2' });
    first.set({ paper: 'out' });
    printer('printer-2').set({ cover: 'open' });
    await hall.pass(5_000);
    expect(await hall.host.issue('a', 'regular')).toMatchObject({ refused: 'printer-not-ready' });
  });
});

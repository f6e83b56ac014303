import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encode } from '../../devices/escpos-printer/encode.ts';
import { escposPrinter } from '../../devices/escpos-printer/escpos-printer.ts';
import { plainContent } from '../../devices/escpos-printer/normalise.ts';
import { paperOf } from '../../devices/escpos-printer/paper-use.ts';
import { layOut } from '../../devices/escpos-printer/ticket-layout.ts';
import type { TicketContent } from '../../devices/roles.ts';
import { type PrinterOptions, SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import { seededRandom } from '../../simulators/random.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { content, ending, ticket } from './printer-bench.ts';
import { onlyWires, wiresTo } from './wire-to.ts';

const words = fc.stringMatching(/^[A-Za-z0-9 .,]{0,120}$/);

const anyTicket: fc.Arbitrary<TicketContent> = fc.record({
  site: words,
  service: words,
  number: fc.stringMatching(/^[A-Z]{1,3}-[0-9]{2,4}$/),
  class: fc.constantFrom('regular', 'priority'),
  issued: fc.constantFrom('24 Nov 2025 08.12 WIB', ''),
  waitingAhead: fc.nat(500),
  code: fc.oneof(
    fc.stringMatching(/^[0-9]{8}-[A-Z]-[0-9]{3}$/),
    fc.stringMatching(/^[A-Za-z0-9-]{0,70}$/),
    fc.constant('not a code'),
  ),
  copy: fc.boolean(),
  footer: fc.option(words, { nil: undefined }),
  language: fc.constantFrom('id', 'en'),
});

const anyPaper = fc.record({
  columns: fc.constantFrom(32, 42, 48),
  codes: fc.constantFrom('qr', 'code128'),
  cut: fc.boolean(),
});

/** A step of the QR code, which one printer may take and another not, and the rounding to a millimetre. */
const stepMm = (4 * 8) / 7 + 0.5;

test('whatever a ticket says, its paper is what the printer has fed, to a millimetre', () => {
  let exact = 0;
  let all = 0;
  fc.assert(
    fc.property(anyTicket, anyPaper, (any, paper) => {
      const printer = new SimulatedPrinter({ clock: new VirtualClock(), columns: paper.columns });
      const elements = layOut(plainContent(any), paper);
      printer.connect(() => {}).receive(encode(elements, paper));
      const told = paperOf(elements, paper);
      expect(Math.abs(told - printer.paperMm)).toBeLessThanOrEqual(stepMm);
      if (Math.abs(told - printer.paperMm) <= 0.5) exact++;
      all++;
    }),
    { numRuns: 2_000 },
  );
  // Encoders of QR codes choose their modes in their own way now and then.
  expect(exact / all).toBeGreaterThan(0.9);
}, 60_000);

/** A printer driver at work on a simulated printer, and what it has counted. */
async function scene(
  options: Partial<PrinterOptions> = {},
  settings: { readonly [name: string]: unknown } = {},
) {
  const clock = new VirtualClock();
  const printer = new SimulatedPrinter({ clock, columns: 48, printMs: 2_000, ...options });
  const counted: number[] = [];
  const device = await escposPrinter.open({
    ...{ id: 'printer-1', ports: onlyWires(clock, wiresTo(printer)), random: seededRandom(1) },
    options: escposPrinter.options.parse({ address: 'tcp://printer', ...settings }),
    ...{ tell: () => {}, lost: () => {}, warn: () => {}, signal: new AbortController().signal },
    count: (what, by) => void counted.push(what === 'paper_mm' && by !== undefined ? by : Number.NaN),
  });
  await clock.advance(10_000);
  return {
    ...{ clock, printer, counted, device },
    async print(number: string): Promise<string> {
      const ended = ending(device.perform(ticket(number)));
      await clock.advance(60_000);
      return ended;
    },
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

test.each([
  ['58 mm paper', { columns: 32 } as const],
  ['80 mm paper at 203 dots an inch', { columns: 48 } as const],
  ['80 mm paper at 180 dots an inch', { columns: 42 } as const],
])('a day of tickets on %s is counted to within one part in a hundred', async (_paper, paper) => {
  const { printer, counted, print } = await scene({ ...paper, printMs: 0 }, paper);
  for (let number = 1; number <= 20; number++) expect(await print(`A-${number}`)).toBe('acknowledged');
  expect(counted).toHaveLength(20);
  expect(Math.abs(sum(counted) - printer.paperMm) / printer.paperMm).toBeLessThan(0.01);
});

test('the paper of a ticket is counted once, when it is printed', async () => {
  const { clock, device, counted } = await scene();
  const ended = ending(device.perform(ticket('A-012')));
  await clock.advance(1_900);
  expect(counted).toEqual([]);
  await clock.advance(60_000);
  expect(await ended).toBe('acknowledged');
  expect(counted).toEqual([paperOf(layOut(plainContent(content), { columns: 48, codes: 'qr' }), cutting)]);
});
const cutting = { columns: 48, cut: true } as const;

test('a printer that proves nothing, or answers nothing, has used the paper that it was told to use', async () => {
  for (const [options, settings] of [
    [{ acknowledges: false }, {}],
    [{}, { status: 'none' }],
  ] as const) {
    const { print, counted, printer } = await scene({ printMs: 0, ...options }, settings);
    expect(await print('A-012')).toBe('sent');
    expect(Math.abs(sum(counted) - printer.paperMm)).toBeLessThanOrEqual(1);
  }
});

test('a ticket that was not printed does not count, nor one that ended with its roll and was taken back', async () => {
  const { printer, clock, device, counted, print } = await scene();
  printer.set({ cover: 'open' });
  expect(await print('A-012')).toBe('cover.open');
  expect(counted).toEqual([]);
  printer.set({ cover: 'closed' });
  const ended = ending(device.perform(ticket('A-013')));
  await clock.advance(1_000);
  printer.set({ paper: 'out' });
  await clock.advance(60_000);
  expect(await ended).toBe('job.unconfirmed: paper.out');
  expect(counted).toEqual([]);
  printer.set({ paper: 'ok' });
  expect(await print('A-014')).toBe('acknowledged');
  expect(counted).toHaveLength(1);
});

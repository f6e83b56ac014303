import { PNG } from 'pngjs';
import { describe, expect, it, test } from 'vitest';
import { escposPrinter } from '../../devices/escpos-printer/escpos-printer.ts';
import type { TicketContent } from '../../devices/roles.ts';
import { type PrinterOptions, SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import type { PrintedTicket } from '../../simulators/escpos-printer/ticket.ts';
import { seededRandom } from '../../simulators/random.ts';
import { picturesWith } from '../pictures/printed-ticket.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { content, ending } from './printer-bench.ts';
import { onlyWires, wiresTo } from './wire-to.ts';

/** An ESC/POS printer and its driver, on virtual time. */
async function scene(settings: { readonly [name: string]: unknown }, options: Partial<PrinterOptions> = {}) {
  const clock = new VirtualClock();
  const tickets: PrintedTicket[] = [];
  const warnings = new Map<string, string>();
  const paperMm: number[] = [];
  const printer = new SimulatedPrinter({
    ...{ clock, columns: 48, printMs: 500, onTicket: (one) => tickets.push(one) },
    ...options,
  });
  const opening = escposPrinter.open({
    id: 'printer-1',
    options: escposPrinter.options.parse({ address: 'tcp://printer', ...settings }),
    ports: { ...onlyWires(clock, wiresTo(printer)), pictures: picturesWith() },
    ...{ tell: () => {}, lost: () => {}, signal: new AbortController().signal, random: seededRandom(1) },
    warn: (code, text) => (text === undefined ? warnings.delete(code) : warnings.set(code, text)),
    count: (what, by = 0) => void (what === 'paper_mm' && paperMm.push(by)),
  });
  await clock.advance(12_000);
  const device = await opening;
  return {
    ...{ clock, printer, tickets, warnings, paperMm },
    async print(number: string, more: Partial<TicketContent> = {}): Promise<string> {
      const ended = ending(device.perform({ type: 'print', content: { ...content, number, ...more } }));
      await clock.advance(30_000);
      return ended;
    },
    async probes(times: number): Promise<void> {
      for (let time = 0; time < times; time++) {
        const probed = device.probe?.();
        await clock.advance(1_500);
        await probed;
      }
    },
  };
}

test('the longest ticket there is is printed as a picture too', async () => {
  const { print, tickets } = await scene({ raster: 'all', pictures: 'esc-star' });
  const words = (most: number) =>
    'Wxyz '
      .repeat(most)
      .slice(0, most - 1)
      .concat('X');
  const longest: Partial<TicketContent> = {
    ...{ site: words(64), agency: words(96), service: words(96), note: words(240), footer: words(240) },
    ...{ class: 'priority', copy: true, estimateMinutes: 100, code: 'x'.repeat(64) },
    place: { of: 'zones', names: Array.from({ length: 12 }, (_, zone) => `zona-yang-jauh-${zone}`) },
    link: `https://example.go.id/${'x'.repeat(158)}`,
  };
  expect(await print('A-001', longest)).toBe('acknowledged');
  expect(tickets.map(({ complete }) => complete)).toEqual([true]);
});

describe('a cutter', () => {
  it.each([
    ['gs-v-partial', [0x1d, 0x56, 1]],
    ['gs-v-full', [0x1d, 0x56, 0]],
    ['gs-v-feed-partial', [0x1d, 0x56, 66, 0]],
    ['gs-v-feed-full', [0x1d, 0x56, 65, 0]],
    ['esc-i', [0x1b, 0x69]],
    ['esc-m', [0x1b, 0x6d]],
  ])('that is told by %s cuts each ticket once, below its last line', async (cutter, bytes) => {
    const { print, tickets, printer, paperMm } = await scene({ cutter });
    for (const number of ['A-001', 'A-002']) expect(await print(number)).toBe('acknowledged');
    expect(tickets.map(({ complete }) => complete)).toEqual([true, true]);
    const cuts = printer.transcript.filter(({ name }) => ['GS V', 'ESC i', 'ESC m'].includes(name));
    expect(cuts.map(({ data }) => data)).toEqual(Array(2).fill(bytes.slice(2)));
    const told = paperMm.reduce((sum, each) => sum + each, 0);
    expect(Math.abs(told - printer.paperMm)).toBeLessThanOrEqual(2);
  });

  it('that is further away gets more lines first, and one that feeds by itself none', async () => {
    const lines = async (settings: { readonly [name: string]: unknown }) => {
      const { print, printer } = await scene(settings);
      await print('A-001');
      const until = printer.transcript.findIndex(({ name }) => name === 'GS V');
      const before = printer.transcript.slice(0, until).map(({ name }) => name);
      return before.length - 1 - before.findLastIndex((name) => name !== 'LF');
    };
    const usual = await lines({});
    expect(await lines({ feed_lines: 9 })).toBe(usual + 5);
    expect(await lines({ cutter: 'gs-v-feed-full' })).toBe(usual - 4);
  });
});

describe('a printer that does not know GS v 0', () => {
  it('gets the same picture with ESC *, with no white between its bands, and without requests in it', async () => {
    const drawn = await Promise.all(
      (['gs-v-0', 'esc-star'] as const).map(async (pictures) => {
        const { print, tickets, printer, paperMm } = await scene({ raster: 'all', pictures });
        expect(await print('A-001')).toBe('acknowledged');
        expect(Math.abs((paperMm[0] ?? 0) - printer.paperMm)).toBeLessThanOrEqual(1);
        const names = new Set(printer.transcript.map(({ name }) => name));
        expect(names.has('GS v')).toBe(pictures === 'gs-v-0');
        return PNG.sync.read(tickets[0]?.png() ?? Buffer.alloc(0));
      }),
    );
    const [bands, columns] = drawn;
    const rows = Math.min(bands?.height ?? 0, columns?.height ?? 0) - 24 - 120;
    const length = rows * (bands?.width ?? 0) * 4;
    expect(rows).toBeGreaterThan(500);
    const differing =
      bands?.data.subarray(0, length).filter((byte, at) => byte !== columns?.data[at]).length ?? -1;
    // A dot more stands here and there in place of a request.
    expect(differing / 3).toBeLessThan(20);
  });
});

describe('an ejector that holds tickets out', () => {
  const settings = { left_after_s: 30 };
  const kiosk = { ejects: true };

  it('whose tickets are taken says nothing', async () => {
    const { print, printer, probes, warnings } = await scene(settings, kiosk);
    expect(await print('A-001')).toBe('acknowledged');
    expect(printer.state.ejector).toBe('out');
    printer.set({ ejector: 'empty' });
    await probes(30);
    expect([...warnings.keys()]).toEqual([]);
  });

  it('says that a ticket was left, pulls it in where the site wants that, and goes on with the next', async () => {
    const { print, printer, probes, warnings } = await scene({ ...settings, left: 'retract' }, kiosk);
    expect(await print('A-001')).toBe('acknowledged');
    await probes(10);
    expect([...warnings.keys()]).toEqual([]);
    await probes(20);
    expect(printer.state.ejector).toBe('retracted');
    expect([...warnings.keys()]).toEqual(['ticket.left']);
    expect(await print('A-002')).toBe('acknowledged');
    expect([...warnings.keys()]).toEqual([]);
  });

  it('that is jammed stops the printer, and is told as what it is', async () => {
    const { print, printer, probes, warnings } = await scene(settings, kiosk);
    printer.set({ ejector: 'jammed' });
    await probes(1);
    expect([...warnings.keys()]).toEqual(['presenter.jam']);
    expect(await print('A-001')).toBe('presenter.jam');
    printer.set({ ejector: 'empty' });
    await probes(1);
    expect([...warnings.keys()]).toEqual([]);
  });

  it('that does not say where its tickets are is told once, and prints', async () => {
    const { print, warnings } = await scene(settings);
    expect(warnings.get('printer.status_partial')).toContain('20: whether its tickets are taken');
    expect(await print('A-001')).toBe('acknowledged');
  });
});

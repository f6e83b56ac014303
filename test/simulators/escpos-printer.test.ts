import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { encode } from '../../devices/escpos-printer/encode.ts';
import { plainContent } from '../../devices/escpos-printer/normalise.ts';
import { layOut } from '../../devices/escpos-printer/ticket-layout.ts';
import { glyph } from '../../simulators/escpos-printer/glyph.ts';
import { type PrinterOptions, SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import type { PrintedTicket } from '../../simulators/escpos-printer/ticket.ts';
import { content } from '../devices/printer-bench.ts';
import { has } from '../programs.ts';
import { VirtualClock } from '../virtual-clock.ts';

const cut = [0x1d, 0x56, 0x01];
const ascii = (text: string): readonly number[] => [...Buffer.from(text, 'latin1')];
const job = (codes: 'qr' | 'code128' = 'qr', columns: 32 | 48 = 48): Uint8Array =>
  encode(layOut(plainContent(content), { columns, codes }), { columns, cut: true });

interface Connected {
  readonly printer: SimulatedPrinter;
  readonly clock: VirtualClock;
  readonly tickets: readonly PrintedTicket[];
  /** What the printer has answered since the last call. */
  answers(): readonly number[];
  send(...bytes: readonly (number | readonly number[] | Uint8Array)[]): void;
}

function connected(options: Partial<PrinterOptions> = {}): Connected {
  const clock = new VirtualClock();
  const tickets: PrintedTicket[] = [];
  const onTicket = (printed: PrintedTicket): void => void tickets.push(printed);
  const printer = new SimulatedPrinter({ clock, columns: 48, onTicket, ...options });
  let answered: number[] = [];
  const end = printer.connect((bytes) => answered.push(...bytes));
  return {
    ...{ printer, clock, tickets },
    send: (...bytes) =>
      end.receive(Uint8Array.from(bytes.flatMap((part) => (typeof part === 'number' ? part : [...part])))),
    answers() {
      const since = answered;
      answered = [];
      return since;
    },
  };
}

/** What a scanner reads from a ticket's picture. */
function scan(ticket: PrintedTicket | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'loket-ticket-'));
  try {
    const file = join(folder, 'ticket.png');
    writeFileSync(file, ticket?.png() ?? '');
    return execFileSync('zbarimg', ['-q', '--nodbus', file], { encoding: 'utf8' }).trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reads lines of plain text back from the picture, by comparing every character box with every glyph. */
function read(ticket: PrintedTicket | undefined, columns: number, lines: number): readonly string[] {
  const png = PNG.sync.read(ticket?.png() ?? Buffer.alloc(0));
  const [side, top, width, height, spacing] = [32, 40, 12, 24, 30];
  const known = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
  const characterAt = (column: number, line: number): string => {
    const box = Uint8Array.from({ length: width * height }, (_, dot) => {
      const x = side + column * width + (dot % width);
      const y = top + line * spacing + Math.floor(dot / width);
      return png.data[(y * png.width + x) * 4] === 0 ? 1 : 0;
    });
    return known
      .filter((each) => Buffer.compare(glyph(each, width, height, false).dots, box) === 0)
      .join('|');
  };
  return Array.from({ length: lines }, (_, line) =>
    Array.from({ length: columns }, (_, column) => characterAt(column, line))
      .join('')
      .trimEnd(),
  );
}

describe('reading the print stream', () => {
  test.each(['qr', 'code128'] as const)(
    'a ticket with %s is the same wherever its bytes are divided',
    (codes) => {
      const bytes = job(codes);
      const whole = connected();
      whole.send(bytes);
      const expected = { transcript: whole.printer.transcript, text: whole.tickets[0]?.text };
      for (let at = 1; at < bytes.length; at++) {
        const divided = connected();
        divided.send(bytes.subarray(0, at));
        divided.send(bytes.subarray(at));
        expect({ transcript: divided.printer.transcript, text: divided.tickets[0]?.text }).toEqual(expected);
      }
    },
  );

  test('any bytes in any chunks: never an error, and the chunks do not show', () => {
    const anyByte = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(0x1b, 0x1d, 0x1c, 0x10, 0x28, 0x6b, 10),
    );
    const anyChunk = fc.array(anyByte, { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(anyChunk, { maxLength: 20 }), (chunks) => {
        const [together, apart] = [connected(), connected()];
        together.send(...chunks);
        for (const chunk of chunks) apart.send(chunk);
        expect(apart.printer.transcript).toEqual(together.printer.transcript);
        expect(apart.answers()).toEqual(together.answers());
        expect(apart.tickets.map((each) => each.text)).toEqual(together.tickets.map((each) => each.text));
      }),
    );
  });

  test('what it does not know is recorded, and what follows is printed', () => {
    const { send, printer, tickets } = connected();
    send(0x1b, 0x99, 0x07, ascii('Paspor'), 10, cut);
    expect(printer.transcript.map((command) => command.name)).toEqual([
      'unknown',
      'unknown',
      'text',
      'LF',
      'GS V',
    ]);
    expect(tickets[0]?.text).toEqual(['Paspor']);
  });

  test('status requests are taken out even where they interrupt another command', () => {
    const { send, answers, tickets } = connected();
    send(0x1d, 0x10, 0x04, 1, 0x21, 0x11, ascii('A'), 0x10, 0x04, 4, ascii('B'), 10, cut);
    expect(answers()).toEqual([0x12, 0x12]);
    expect(tickets[0]?.text).toEqual(['AB']);
  });

  test('a line that is too long for the paper wraps', () => {
    const { send, tickets } = connected({ columns: 32 });
    send(ascii('x'.repeat(40)), 10, 0x1d, 0x21, 0x10, ascii('y'.repeat(17)), 10, cut);
    expect(tickets[0]?.text).toEqual(['x'.repeat(32), 'x'.repeat(8), 'y'.repeat(16), 'y']);
  });
});

describe('the picture of a ticket', () => {
  test('shows the text: every character can be read back, and no two look alike', () => {
    const { send, tickets } = connected();
    const characters = String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 33 + index));
    const lines = [characters.slice(0, 47), characters.slice(47)];
    send(...lines.flatMap((line) => [ascii(line), 10]), cut);
    expect(read(tickets[0], 48, 2)).toEqual(lines);
  });

  test('is as wide as its paper, and as long as its lines', () => {
    for (const [columns, width] of [
      [32, 384],
      [42, 504],
      [48, 576],
    ] as const) {
      const { send, tickets } = connected({ columns });
      send(ascii('Satu'), 10, 0x1d, 0x21, 0x77, ascii('2'), 10, cut);
      const png = PNG.sync.read(tickets[0]?.png() ?? Buffer.alloc(0));
      expect([png.width, png.height]).toEqual([width + 2 * 32, 40 + 30 + 8 * 24 + 24]);
    }
  });

  test('has nothing of a CODE128 code that is wider than the paper, as in real printers', () => {
    const { send, tickets } = connected({ columns: 32 });
    const tooLong = ascii(`{B${'A'.repeat(40)}`);
    send(0x1d, 0x77, 3, 0x1d, 0x6b, 73, tooLong.length, tooLong, 10, cut);
    const png = PNG.sync.read(tickets[0]?.png() ?? Buffer.alloc(0));
    expect(png.data.every((value) => value === 255)).toBe(true);
  });

  describe.skipIf(!has('zbarimg'))('scanned', () => {
    test.each([48, 32] as const)('its QR code reads as the ticket’s code on %i columns', (columns) => {
      const { send, tickets } = connected({ columns });
      send(job('qr', columns));
      expect(scan(tickets[0])).toBe('QR-Code:20251124-A-012');
    });

    test('its CODE128 code reads as the ticket’s code', () => {
      const { send, tickets } = connected();
      send(job('code128'));
      expect(scan(tickets[0])).toBe('CODE-128:20251124-A-012');
    });
  });
});

describe('status', () => {
  const statusOf = ({ send, answers }: Connected): readonly number[] => {
    for (const n of [1, 2, 3, 4]) send(0x10, 0x04, n);
    return answers();
  };

  test('DLE EOT 1 to 4 say what is wrong', () => {
    const scene = connected();
    const { printer } = scene;
    expect(statusOf(scene)).toEqual([0x12, 0x12, 0x12, 0x12]);
    printer.set({ paper: 'low' });
    expect(statusOf(scene)).toEqual([0x12, 0x12, 0x12, 0x1e]);
    printer.set({ paper: 'out' });
    expect(statusOf(scene)).toEqual([0x1a, 0x32, 0x12, 0x7e]);
    printer.set({ paper: 'ok', cover: 'open' });
    expect(statusOf(scene)).toEqual([0x1a, 0x16, 0x12, 0x12]);
    printer.set({ cover: 'closed', cutter: 'error' });
    expect(statusOf(scene)).toEqual([0x1a, 0x52, 0x1a, 0x12]);
    printer.set({ cutter: 'ok', online: false });
    expect(statusOf(scene)).toEqual([0x1a, 0x12, 0x12, 0x12]);
  });

  test('GS r waits for what is before it', async () => {
    const { send, answers, clock } = connected({ printMs: 2_000 });
    send(job(), 0x1d, 0x72, 1);
    await clock.advance(1_999);
    expect(answers()).toEqual([]);
    await clock.advance(1);
    expect(answers()).toEqual([0]);
  });

  test('GS a turns automatic status on and off', () => {
    const { send, answers, printer } = connected();
    send(0x1d, 0x61, 0xff);
    expect(answers()).toEqual([0x10, 0, 0, 0]);
    printer.set({ cover: 'open' });
    expect(answers()).toEqual([0x38, 0, 0, 0]);
    printer.set({ cover: 'closed' });
    printer.set({ cover: 'closed' });
    expect(answers()).toEqual([0x10, 0, 0, 0]);
    send(0x1d, 0x61, 0);
    printer.set({ paper: 'out' });
    expect(answers()).toEqual([]);
  });

  test('deaf prints and answers nothing; garbage prints and answers nonsense', () => {
    const scene = connected();
    scene.printer.set({ answers: 'deaf' });
    expect(statusOf(scene)).toEqual([]);
    scene.printer.set({ answers: 'garbage' });
    for (const byte of statusOf(scene)) expect([0x10, 0x12]).not.toContain(byte & 0x93);
    scene.send(job());
    expect(scene.tickets).toHaveLength(1);
  });
});

describe('a job that cannot be printed', () => {
  const refilled = (options: Partial<PrinterOptions>, cancel: readonly number[]): readonly boolean[] => {
    const { send, printer, tickets } = connected(options);
    printer.set({ paper: 'out' });
    send(job(), cancel);
    printer.set({ paper: 'ok' });
    return tickets.map((each) => each.complete);
  };
  const clear = [0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8];
  const initialize = [0x1b, 0x40];

  test('is kept and printed after the refill: the trap', () => {
    expect(refilled({}, [])).toEqual([true]);
  });

  test('is forgotten by what the printer knows, and by nothing else', () => {
    expect(refilled({ forgetsBy: 'clear' }, clear)).toEqual([]);
    expect(refilled({ forgetsBy: 'clear' }, initialize)).toEqual([true]);
    expect(refilled({ forgetsBy: 'initialize' }, initialize)).toEqual([]);
    expect(refilled({ forgetsBy: 'initialize' }, clear)).toEqual([true]);
    expect(refilled({ forgetsBy: 'nothing' }, [...clear, ...initialize])).toEqual([true]);
  });

  test('goes on where the paper ended: two pieces, neither a ticket', () => {
    const { send, printer, tickets } = connected();
    printer.paperEndsAfter(5);
    send(job());
    printer.set({ paper: 'ok' });
    expect(tickets.map((each) => each.complete)).toEqual([false, false]);
    expect(tickets.map((each) => each.code)).toEqual([undefined, '20251124-A-012']);
    send(job());
    expect(tickets.at(-1)?.complete).toBe(true);
  });

  test('is lost with the power, half-read commands included', async () => {
    const { send, printer, tickets, clock } = connected({ printMs: 2_000 });
    send(job(), 0x1d, 0x28);
    await clock.advance(1_000);
    printer.set({ power: 'off' });
    send(job());
    printer.set({ power: 'on' });
    await clock.advance(10_000);
    expect(tickets.map((each) => each.complete)).toEqual([false]);
    send(job());
    await clock.advance(10_000);
    expect(tickets.map((each) => each.complete)).toEqual([false, true]);
  });

  test('waits in front of a printer that hangs, and so do questions', () => {
    const { send, printer, tickets, answers } = connected();
    printer.set({ hung: true });
    send(job(), 0x10, 0x04, 1);
    expect([tickets.length, answers().length]).toEqual([0, 0]);
    printer.set({ hung: false });
    expect([tickets.length, answers().length]).toEqual([1, 1]);
  });
});

test('printing takes the time it takes, ticket by ticket', async () => {
  const { send, clock, tickets } = connected({ printMs: 2_000 });
  send(job(), job());
  for (const expected of [0, 1, 2]) {
    expect(tickets).toHaveLength(expected);
    await clock.advance(2_000);
  }
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encode } from '../../devices/escpos-printer/encode.ts';
import {
  plainContent,
  printable,
  printableCode,
  printableLink,
} from '../../devices/escpos-printer/normalise.ts';
import { ticketJob } from '../../devices/escpos-printer/ticket-job.ts';
import { layOut } from '../../devices/escpos-printer/ticket-layout.ts';
import { balanced, wrap } from '../../devices/escpos-printer/wrap.ts';
import type { TicketContent } from '../../devices/roles.ts';
import { type Command, createParser } from '../../simulators/escpos-printer/parser.ts';
import { SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import { createRealtimeFilter } from '../../simulators/escpos-printer/realtime.ts';
import type { PrintedTicket } from '../../simulators/escpos-printer/ticket.ts';
import { picturesWith, settings } from '../pictures/printed-ticket.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { content } from './printer-bench.ts';

const allowed = new Set(
  'text;LF;ESC @;FS .;ESC M;ESC t;ESC E;ESC a;GS !;GS B;GS ( k;GS h;GS w;GS H;GS k;GS V'.split(';'),
);

/** Any UTF-16 text, lone surrogates included, with commands and control characters more often than by chance. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
        .map((units) => String.fromCharCode(...units)),
      fc
        .array(fc.integer({ min: 0, max: 0x20 }), { maxLength: 6 })
        .map((units) => String.fromCharCode(...units)),
      fc.constantFrom(
        '\x1b@',
        '\x1dV\x00',
        '\x1dV1',
        '\x10\x04\x01',
        '\x10\x14\x08',
        '{B',
        '\x1d(k',
        '\x9b',
        '\u2028',
      ),
      fc.constantFrom('Paspor', 'Izin Tinggal', 'A-001', '\u4f60\u597d', '\u{1f600}', '\ufdfa', 'e\u0301'),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const anyCode = fc.string({
  unit: fc.constantFrom(...'ABCXYZabcxyz0123456789-'),
  minLength: 1,
  maxLength: 64,
});

const anySlip: fc.Arbitrary<TicketContent> = fc.record({
  site: anyText,
  service: anyText,
  number: anyText,
  class: fc.constantFrom('regular', 'priority'),
  issued: anyText,
  waitingAhead: fc.oneof(fc.integer(), fc.double()),
  code: fc.oneof(anyText, anyCode),
  copy: fc.boolean(),
  footer: fc.option(anyText, { nil: undefined }),
  language: fc.constantFrom('id', 'en'),
  agency: fc.option(anyText, { nil: undefined }),
  note: fc.option(anyText, { nil: undefined }),
  link: fc.option(fc.oneof(anyText, fc.webUrl({ withQueryParameters: true })), { nil: undefined }),
  estimateMinutes: fc.option(fc.oneof(fc.integer(), fc.double()), { nil: undefined }),
  place: fc.option(
    fc.record({ of: fc.constantFrom('counters', 'zones'), names: fc.array(anyText, { maxLength: 20 }) }),
    { nil: undefined },
  ),
  codeAs: fc.constantFrom('qr', 'code128', 'none', undefined),
});

const anyPaper = fc.record({
  columns: fc.constantFrom(32, 42, 48),
  codes: fc.constantFrom('qr', 'code128'),
  cut: fc.constant(true),
});

/** The commands in a job; a real-time request among them is an error by itself. */
function commandsOf(job: Uint8Array): readonly Command[] {
  const received = createRealtimeFilter().push(job);
  const stream = received.flatMap((each) =>
    each.type === 'data' ? each.bytes : expect.fail(`a request: ${each.type}`),
  );
  return createParser().push(stream);
}

test('P3: whatever the texts are, a ticket is made of the known commands and is cut once', () => {
  fc.assert(
    fc.property(anySlip, anyPaper, (any, paper) => {
      const commands = commandsOf(encode(layOut(plainContent(any), paper), paper));
      expect(commands.filter((command) => !allowed.has(command.name))).toEqual([]);
      expect(commands.filter((command) => command.name === 'GS V')).toHaveLength(1);
      const text = commands.filter((command) => command.name === 'text').flatMap((command) => command.data);
      expect(text.filter((byte) => byte < 0x20 || byte > 0x7e)).toEqual([]);
    }),
    { numRuns: 10_000, verbose: fc.VerbosityLevel.None },
  );
}, 240_000);

test('P3: whatever the texts are, no line is wider than the paper and the code is the ticket’s own or absent', () => {
  fc.assert(
    fc.property(anySlip, anyPaper, (any, paper) => {
      const tickets: PrintedTicket[] = [];
      const onTicket = (printed: PrintedTicket): void => void tickets.push(printed);
      const printer = new SimulatedPrinter({ clock: new VirtualClock(), columns: paper.columns, onTicket });
      printer.connect(() => {}).receive(encode(layOut(plainContent(any), paper), paper));
      expect(tickets).toHaveLength(1);
      expect(tickets[0]?.text.filter((line) => line.length > paper.columns)).toEqual([]);
      const link = printableLink(any.link ?? '');
      expect([any.code, link, undefined]).toContain(tickets[0]?.code);
      if (any.codeAs !== 'none' && printableCode(any.code) !== undefined)
        expect(tickets[0]?.code).toBe(any.code);
    }),
    { numRuns: 500 },
  );
});

test('whatever the texts are, a ticket that is a picture is pictures and line feeds alone, as wide as the paper at most', async () => {
  const known = ['ESC @', 'FS .', 'ESC M', 'GS v', 'LF', 'GS V'];
  await fc.assert(
    fc.asyncProperty(anySlip, fc.constantFrom(32, 48), async (any, columns) => {
      const { bytes } = await ticketJob(any, settings({ columns, raster: 'all' }), picturesWith());
      const commands = commandsOf(bytes);
      expect(commands.filter(({ name }) => !known.includes(name))).toEqual([]);
      for (const { name, data } of commands)
        if (name === 'GS v') expect((data[2] ?? 0) * 8).toBeLessThanOrEqual(columns * 12);
      expect(commands.filter(({ name }) => name === 'GS V')).toHaveLength(1);
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('text is spelled in what every printer has', () => {
  const cases = {
    'Caf\u00e9 \u201cKantor\u201d \u2013 Jl. Ahmad Yani': 'Cafe "Kantor" - Jl. Ahmad Yani',
    'Loket\u00a0\u00a03\r\n\tlantai 2': 'Loket 3 lantai 2',
    '\u20ac5 \u00b7 10\u00d710': 'EUR5 * 10x10',
    'Layanan\u2026': 'Layanan...',
    '\u4f60\u597d A': '?? A',
    'pas\u200bpor\u00ad': 'paspor',
    '\u001b@\u001dV1': '@ V1',
    '\ud83d': '?',
  };
  for (const [text, expected] of Object.entries(cases)) expect(printable(text, 100)).toBe(expected);
  expect(printable('Pengaduan masyarakat', 10)).toBe('Pengaduan');
});

test('a code is printed as it is, or not at all', () => {
  expect(printableCode('20251124-A-012')).toBe('20251124-A-012');
  for (const code of ['', 'A 1', 'A_1', '\u001b@', 'A'.repeat(65)])
    expect(printableCode(code)).toBeUndefined();
});

test('lines break at spaces, long words break anywhere, and what is too long ends in dots', () => {
  expect(wrap('Penggantian Paspor Habis Masa Berlaku', 20, 3)).toEqual([
    'Penggantian Paspor',
    'Habis Masa Berlaku',
  ]);
  expect(wrap('ABCDEFGHIJ', 4, 3)).toEqual(['ABCD', 'EFGH', 'IJ']);
  expect(wrap('satu dua tiga empat lima', 9, 2)).toEqual(['satu dua', 'tiga...']);
  expect(balanced('Nomor Anda akan dipanggil ke loket.', 32, 3)).toEqual([
    'Nomor Anda akan',
    'dipanggil ke loket.',
  ]);
});

const printedLines = (more: Partial<TicketContent>, columns: 32 | 42 | 48 = 48): readonly string[] => {
  const tickets: PrintedTicket[] = [];
  const onTicket = (printed: PrintedTicket): void => void tickets.push(printed);
  const printer = new SimulatedPrinter({ clock: new VirtualClock(), columns, onTicket });
  const job = encode(layOut(plainContent({ ...content, ...more }), { columns, codes: 'qr' }), {
    columns,
    cut: true,
  });
  printer.connect(() => {}).receive(job);
  return (tickets[0]?.text ?? [])
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^-+$/.test(line));
};

test('a ticket in Indonesian says what a visitor needs', () => {
  expect(printedLines({}).map((line) => line.replace(/ +/g, ' '))).toEqual([
    'MPP Batam',
    'Nomor antrean',
    'A-012',
    'Layanan Paspor',
    'Waktu 24 Nov 2025 08.12 WIB',
    'Menunggu di depan Anda 7 orang',
    'Silakan menunggu. Nomor Anda',
    'akan dipanggil ke loket.',
  ]);
});

test('the site’s own footer takes the place of the closing sentence', () => {
  const lines = printedLines({ footer: 'Simpan tiket ini.\nTerima kasih.' });
  expect(lines.slice(-2)).toEqual(['Simpan tiket ini.', 'Terima kasih.']);
  expect(lines.join(' ')).not.toContain('Silakan');
});

test('priority tickets and copies are marked, in the language of the ticket', () => {
  expect(printedLines({ class: 'priority' })).toContain('PRIORITAS');
  expect(printedLines({ class: 'priority', language: 'en' })).toContain('PRIORITY');
  expect(printedLines({ copy: true }).filter((line) => line === 'SALINAN')).toHaveLength(2);
  expect(printedLines({ copy: true, language: 'en' }).filter((line) => line === 'COPY')).toHaveLength(2);
  expect(printedLines({ language: 'en', waitingAhead: 1 }).join('\n')).toMatch(
    /Waiting ahead of you +1 person/,
  );
});

test('what does not fit beside its name stands below it', () => {
  const lines = printedLines({ service: 'Penggantian Paspor Habis Masa Berlaku' }, 32);
  expect(lines).toEqual(expect.arrayContaining(['Layanan', 'Penggantian Paspor Habis Masa', 'Berlaku']));
});

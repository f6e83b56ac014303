import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashCodes, readBookings } from '../../firmware-host/bookings/booking-lines.ts';
import { bookingHash } from '../../firmware-host/bookings/hash.ts';
import { plainText } from '../../firmware-host/plain-text.ts';

const key = Buffer.from('a key for tests, 32 characters..');

/** What a list of one code comes to: its cells behind the hash, and what was assumed. */
function hashed(text: string) {
  const { lines, badLines, assumed } = hashCodes(text, key);
  return { cells: lines.map((line) => line.slice(65)), badLines, assumed };
}

describe('a list as Excel saves it', () => {
  it.each([
    ['semicolons', 'MP-1;2026-11-24;paspor'],
    ['tabs', 'MP-1\t2026-11-24\tpaspor'],
    ['commas', 'MP-1,2026-11-24,paspor'],
    ['quotes', '"MP-1","2026-11-24","paspor"'],
    ['quotes with a line end in them', '"MP-1\n";"2026-11-24";"\r\npaspor"'],
    ['empty columns at the end', 'MP-1;2026-11-24;paspor;;;;'],
    ['a line that names the separator', 'sep=;\nMP-1;2026-11-24;paspor'],
    ['a heading', 'Kode Booking;Tanggal Kunjungan;Layanan\nMP-1;2026-11-24;paspor'],
    ['an English heading', 'code,date,service\nMP-1,2026-11-24,paspor'],
    ['line ends of Windows', 'MP-1;2026-11-24;paspor\r\n;;\r\n'],
    ['a date with its day first', 'MP-1;24/11/2026;paspor'],
    ['a date with hyphens', 'MP-1;24-11-2026;paspor'],
    ['a date with its midnight', 'MP-1;2026-11-24 00:00:00;paspor'],
  ])('is taken: %s', (_, text) => {
    expect(hashed(text)).toMatchObject({ cells: ['2026-11-24,paspor'], badLines: [] });
  });

  it.each(['08.00-09.30', '8:00-9:30', '08:00:00 - 09:30:00', '8.00 \u2013 9.30'])(
    'takes the times %s',
    (times) => {
      expect(hashed(`MP-1;2026-11-24;paspor;;${times}`).cells).toEqual([
        '2026-11-24,paspor,regular,08.00-09.30',
      ]);
    },
  );

  it('says which dates it read day first though they need not be, and the heading it left out', () => {
    const text = 'Kode;Tgl;Layanan\nMP-1;03/04/2026;paspor\nMP-2;24/11/2026;paspor\nMP-3;05/05/2026;paspor';
    expect(hashed(text)).toMatchObject({
      cells: ['2026-04-03,paspor', '2026-11-24,paspor', '2026-05-05,paspor'],
      assumed: { heading: 1, dayFirst: [{ line: 2, date: '2026-04-03' }] },
    });
  });

  it('loses no line that is only like a heading', () => {
    expect(hashed('MP-1;besok;paspor').badLines).toMatchObject([{ line: 1, column: 2 }]);
    expect(hashed('MP-1;24 hari;paspor').badLines).toMatchObject([{ line: 1, column: 2 }]);
    expect(hashed('MP-1;2026-11-24;paspor\nKode;Tanggal;Layanan').badLines).toMatchObject([{ line: 2 }]);
  });

  it.each([
    ['a date with the month first', 'MP-1;11/24/2026;paspor', 2],
    ['a year of two digits', 'MP-1;24/11/26;paspor', 2],
    ['a date that mixes signs', 'MP-1;24/11-2026;paspor', 2],
    ['hours over midnight', 'MP-1;2026-11-24;paspor;;25.00-26.00', 5],
    ['a service in another encoding', 'MP-1;2026-11-24;pa\uFFFDspor', 3],
    ['a column too many', 'MP-1;2026-11-24;paspor;;08.00-09.00;3171234567890001', 6],
    ['a quote that is never closed', 'MP-1;2026-11-24;"paspor\nMP-2;2026-11-24;paspor', 3],
  ])('names line and column of %s', (_, text, column) => {
    expect(hashed(text)).toMatchObject({ cells: [], badLines: [{ line: 1, column }] });
  });

  it('counts lines as an editor does, also behind cells with line ends in them', () => {
    const text = '# a list\n"MP\n-1";2026-11-24;paspor\n\nMP-2;2026-11-24;\n';
    expect(hashed(text).badLines.map(({ line, column }) => [line, column])).toEqual([
      [2, 1],
      [5, 3],
    ]);
  });

  it('is the same list in UTF-8 and UTF-16, with and without the mark', () => {
    const text = 'MP-1;2026-11-24;paspor\r\n';
    const swapped = Buffer.from(text, 'utf16le').swap16();
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(text, 'utf16le'),
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      swapped,
      Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
    ])
      expect(hashed(plainText(bytes)).cells).toEqual(['2026-11-24,paspor']);
  });
});

describe('every list', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      '"',
      '""',
      ';',
      ',',
      '\n',
      '\r\n',
      '#',
      'sep=;',
      'MP-1',
      '2026-11-24',
      '3/4/2026',
      'paspor',
    ),
    fc.string({ maxLength: 6 }),
  );

  it('loses no line in silence: each is hashed, bad, a comment, empty or the heading', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), (rows) => {
        const plain = rows.map((row) => row.map((one) => one.replaceAll(/["\r\n;,\t]/g, '')).join(';'));
        const { lines, badLines, assumed } = hashCodes(plain.join('\n'), key);
        const said = plain.filter(
          (line) => line.replaceAll(/[;\s]/g, '') !== '' && !line.startsWith('#') && !/^sep=.\s*$/.test(line),
        );
        const headings = assumed.heading === undefined ? 0 : 1;
        expect(lines.length + badLines.length + headings).toBe(said.length);
      }),
      { seed: 4_711 },
    );
  });

  it('never throws, and what it hashes can be read again', () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 30 }), (parts) => {
        const { lines } = hashCodes(parts.join(''), key);
        expect(readBookings(lines.join('\n')).badLines).toEqual([]);
      }),
      { seed: 4_712 },
    );
  });

  it('keeps a service whose id has a separator or a quote in it', () => {
    const { lines } = hashCodes('MP-1;2026-11-24;"pas;por, ""baru"""', key);
    const [booking] = readBookings(lines.join('\n')).bookings.values();
    expect(booking).toMatchObject({ hash: bookingHash('MP-1', key), service: 'pas;por, "baru"' });
  });
});

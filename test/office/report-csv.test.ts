import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvStyle, csvLine } from '../../office/reports/csv.ts';
import { noDeviceSums } from '../../office/reports/device-sums.ts';
import { addedDurations, durationOf, noDurations, percentile } from '../../office/reports/durations.ts';
import { unknownPaper } from '../../office/reports/paper-report.ts';
import { csvHead, csvKinds, csvLines } from '../../office/reports/report-csv.ts';
import { reportDays } from '../../office/reports/report-days.ts';
import { noTickets } from '../../office/reports/service-report.ts';
import type { SiteReport } from '../../office/reports/site-report.ts';

const indonesian: CsvStyle = { separator: ';', decimal: ',', unknown: 'tidak diketahui' };
const english: CsvStyle = { separator: ',', decimal: '.', unknown: 'not known' };

/** A reader of RFC 4180, section 2. */
function read(text: string, separator: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (text[at] === '"') at++;
        cell += text[at];
      }
      at++;
    } else
      while (at < text.length && text[at] !== separator && !text.startsWith('\r\n', at)) cell += text[at++];
    rows.at(-1)?.push(cell);
    if (text.startsWith('\r\n', at)) {
      rows.push([]);
      at += 2;
    } else if (text[at] === separator) at++;
  }
  rows.pop();
  return rows;
}

describe('a line of CSV', () => {
  it('is read again as it was, whatever its texts are', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', ';', ',', '"', '\r', '\n', ' ', 'é', '0'),
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (cells) => {
        const texts = cells.map((one) => `x${one}`);
        for (const style of [indonesian, english]) {
          expect(read(csvLine(texts, style), style.separator)).toEqual([texts]);
        }
      }),
    );
  });

  it('has no text that a spreadsheet would reckon', () => {
    const texts = ['=1+1', '+62', '-2', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', 'MPP =1'];
    const [cells = []] = read(csvLine(texts, english), ',');
    expect(cells.filter((one) => !one.startsWith("'"))).toEqual(['MPP =1']);
  });

  it('has numbers as the language writes them, and words for what is not known', () => {
    const cells = [{ number: 99.5, decimals: 3 }, { number: 1_234, decimals: 0 }, undefined];
    expect(csvLine([...cells, { number: undefined, decimals: 1 }], indonesian)).toBe(
      '99,500;1234;tidak diketahui;tidak diketahui\r\n',
    );
    expect(csvLine(cells, english)).toBe('99.500,1234,not known\r\n');
  });
});

describe('the files of a report', () => {
  const days = reportDays('week', '2026-11-23');
  const device = {
    id: 'printer-1',
    title: '=HYPERLINK("x")',
    role: 'printer',
    kind: 'escpos-printer',
    model: 'tm',
  };
  const site: SiteReport = {
    ...{ id: 'mpp-batam', title: 'MPP; Batam', region: undefined, hoursFrom: 'office', sums: noDeviceSums },
    devices: [{ ...device, availability: undefined }],
    services: [
      { id: 'paspor', title: 'Paspor', tickets: noTickets },
      { id: 'sim', title: undefined, tickets: undefined },
    ],
    ...{ tickets: noTickets, paper: [unknownPaper('printer-1')], paperPerTicket: undefined },
  };

  it('begin with the mark of UTF-8 and have as many cells in each line as names in the first', () => {
    for (const kind of csvKinds)
      for (const language of ['id', 'en'] as const) {
        const text = csvHead(kind, language) + csvLines(kind, site, days, language);
        expect(text.startsWith('\uFEFF')).toBe(true);
        const rows = read(text, language === 'id' ? ';' : ',');
        expect(rows.map(({ length }) => length)).toEqual(rows.map(() => rows[0]?.length));
        expect(rows.length).toBe(kind === 'queues' ? 3 : 2);
      }
  });

  it('say what is not known, and leave empty what there was none of', () => {
    const [first = [], second = []] = read(csvLines('queues', site, days, 'en'), ',');
    expect(first.slice(7)).toEqual(['0', '0', '0', '0', '0', '0', ...Array(7).fill(''), '0', '', '', '']);
    expect(new Set(second.slice(7))).toEqual(new Set(['not known']));
    const [row = []] = read(csvLines('availability', site, days, 'id'), ';');
    expect(row.slice(3, 7)).toEqual(['MPP; Batam', '', 'printer-1', `'=HYPERLINK("x")`]);
    expect(row.slice(10)).toEqual(['kantor', ...Array(9).fill('tidak diketahui')]);
  });
});

describe('percentiles', () => {
  it('of histograms that were added up are right to within 15 %', () => {
    const seconds = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(
        fc.array(seconds, { minLength: 1, maxLength: 60 }),
        fc.constantFrom(0.5, 0.9),
        (all, share) => {
          const sum = all.map((one) => durationOf(one) ?? noDurations).reduce(addedDurations, noDurations);
          const exact = [...all].sort((a, b) => a - b)[Math.max(0, Math.ceil(all.length * share) - 1)] ?? 0;
          const found = percentile(sum, share) ?? Number.NaN;
          expect(Math.abs(found - exact)).toBeLessThanOrEqual(Math.max(10, 0.16 * exact));
        },
      ),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { ticketJob } from '../../devices/escpos-printer/ticket-job.ts';
import { createParser } from '../../simulators/escpos-printer/parser.ts';
import { createRealtimeFilter } from '../../simulators/escpos-printer/realtime.ts';
import { content } from '../devices/printer-bench.ts';
import { has } from '../programs.ts';
import { blackAt, decoded, image, linesOf, printedTicket, settings } from './printed-ticket.ts';

const link = 'https://antrean.mpp.example/t/A-012?hari=2025-11-24';
const papers = [32, 42, 48] as const;

/** A picture whose bytes are DLE, and EOT, ENQ or DC4 after it, over and over. */
const requests = image(320, 64, (x, y) => {
  const byte = Math.floor(x / 8) % 2 === 0 ? 0x10 : ([0x04, 0x05, 0x14][y % 3] ?? 0);
  return (byte >> (7 - (x % 8))) & 1 ? 0 : 1;
});

describe.skipIf(!has('zbarimg'))('read by a real decoder', () => {
  it.each(papers)(
    'a ticket on paper of %i columns has both codes, made by the printer or sent as pictures',
    async (columns) => {
      for (const raster of ['off', 'codes', 'all'] as const) {
        const { ticket } = await printedTicket({ link }, { columns, raster });
        expect(decoded(ticket.png()), raster).toEqual(['20251124-A-012', link]);
      }
    },
    60_000,
  );

  it('a CODE128 that is sent as a picture is read too', async () => {
    for (const raster of ['codes', 'all'] as const) {
      const { ticket } = await printedTicket({ codeAs: 'code128', code: 'A-012' }, { raster });
      expect(decoded(ticket.png()), raster).toEqual(['A-012']);
    }
  }, 30_000);

  it('the longest address is read on the narrowest paper', async () => {
    const long = `https://antrean.mpp.example/${'x'.repeat(152)}`;
    const { ticket } = await printedTicket({ link: long, codeAs: 'none' }, { columns: 32, raster: 'codes' });
    expect(decoded(ticket.png())).toEqual([long]);
  }, 30_000);
});

it('with raster: all the printer gets no letter and no code: pictures, line feeds and a cut', async () => {
  const { printer } = await printedTicket({ link }, { raster: 'all' });
  expect([...new Set(printer.transcript.map(({ name }) => name))].toSorted()).toEqual(
    ['ESC @', 'ESC M', 'FS .', 'GS V', 'GS v', 'LF'].toSorted(),
  );
});

it('with raster: codes the letters stay letters', async () => {
  const { printer, ticket } = await printedTicket({ link }, { raster: 'codes' });
  expect(linesOf(ticket)).toContain('A-012');
  expect(printer.transcript.filter(({ name }) => name === 'GS ( k' || name === 'GS k')).toEqual([]);
});

it('no picture is wider than the paper, and no command longer than the smallest buffer', async () => {
  const logo = image(900, 300, (x, y) => ((x >> 4) + (y >> 4)) & 1);
  for (const columns of papers) {
    for (const raster of ['off', 'codes', 'all'] as const) {
      const { printer, ticket } = await printedTicket({ link }, { columns, raster }, { logo });
      const pictures = printer.transcript.filter(({ name }) => name === 'GS v');
      expect(pictures.length).toBeGreaterThan(0);
      for (const { data } of pictures) {
        expect((data[2] ?? 0) * 8, `${columns} ${raster}`).toBeLessThanOrEqual(columns * 12);
        expect(data.length).toBeLessThanOrEqual(2_048);
      }
      const small = await printedTicket(
        { link },
        { columns, raster },
        { logo, habits: { bufferBytes: 2_048 } },
      );
      expect(small.ticket.png().equals(ticket.png())).toBe(true);
    }
  }
}, 60_000);

it('a picture holds no real-time request, whatever it shows: DLE DC4 8 would clear the printer in the middle of a ticket', async () => {
  const { bytes } = await printedTicket({}, {}, { logo: requests });
  expect(
    createRealtimeFilter()
      .push(bytes)
      .filter(({ type }) => type !== 'data'),
  ).toEqual([]);
  expect(
    createParser()
      .push(bytes)
      .filter(({ name }) => name === 'unknown'),
  ).toEqual([]);
});

it('a printer that takes a picture for letters prints rubbish, and the number all the same', async () => {
  const logo = image(200, 80, (x, y) => (x + y) / 280);
  const { tickets } = await printedTicket({}, {}, { logo, habits: { pictures: 'text' } });
  const lines = tickets.flatMap(({ text }) => text.map((line) => line.trim()));
  expect(lines).toContain('A-012');
  expect(lines.length).toBeGreaterThan(30);
});

it('a copy that is a picture says so at both ends: it has the white letters on black of a copy, and an original has not', async () => {
  const blackRows = async (copy: boolean): Promise<number> => {
    const { ticket } = await printedTicket({ copy }, { raster: 'all' });
    const { width, height, at } = blackAt(ticket.png());
    // The edge of a badge is 264 dots of black; a rule goes over the whole paper.
    const isBadge = (y: number) => {
      const row = Array.from({ length: width }, (_, x) => (at(x, y) ? '#' : '.')).join('');
      return /#{200}/.test(row) && !at(40, y);
    };
    return Array.from({ length: height }, (_, y) => isBadge(y)).filter(Boolean).length;
  };
  expect(await blackRows(false)).toBe(0);
  expect(await blackRows(true)).toBeGreaterThanOrEqual(4);
}, 30_000);

it('a ticket is not printed where nothing draws the pictures that its printer needs, and the fault says so', async () => {
  await expect(ticketJob(content, settings({ raster: 'all' }), undefined)).rejects.toMatchObject({
    code: 'job.not_printed',
  });
  await expect(ticketJob(content, settings({ raster: 'off' }), undefined)).resolves.toBeDefined();
});

it('the bytes of a ticket that is a picture are as many as the check of slow lines reckons with, or fewer', async () => {
  for (const [columns, most] of [
    [32, 36_000],
    [48, 55_000],
  ] as const) {
    const { bytes } = await printedTicket(
      { link, agency: 'Kantor Imigrasi', note: 'Bawa KTP.' },
      { columns, raster: 'all' },
    );
    expect(bytes.length).toBeLessThan(most);
    expect(bytes.length).toBeGreaterThan(most * 0.6);
  }
});

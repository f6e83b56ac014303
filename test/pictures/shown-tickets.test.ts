import { readFileSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import type { TicketContent } from '../../devices/roles.ts';
import { has } from '../programs.ts';
import { decoded, image, type PrintOptions, printedTicket } from './printed-ticket.ts';

const file = 'docs/pictures/ticket.png';
const gap = 40;

/** A building with five columns under a gable, in front of a disc that becomes lighter towards its foot. */
const emblem = image(320, 160, (x, y) => {
  const [fromMiddle, fromTop] = [Math.abs(x - 160), y - 24];
  if (fromTop >= 0 && fromTop < 40 && fromMiddle < fromTop * 2.2)
    return fromMiddle < fromTop * 2.2 - 12 ? 1 : 0;
  if (y >= 64 && y < 74 && fromMiddle < 92) return 0;
  if (y >= 78 && y < 126 && fromMiddle < 84) return x % 36 < 16 ? 0 : 1;
  if (y >= 130 && y < 144 && fromMiddle < 104) return 0;
  return Math.hypot(x - 160, y - 80) < 80 ? 0.55 + y / 400 : [1, 0];
});

const tickets: readonly (readonly [Partial<TicketContent>, PrintOptions])[] = [
  [
    {
      ...{ site: 'MPP Kota Batam', agency: 'Kantor Imigrasi Kelas I Batam', estimateMinutes: 18 },
      ...{ place: { of: 'counters', names: ['1', '2'] }, note: 'Siapkan KTP dan KK asli.' },
      ...{ link: 'https://antrean.mpp.example/t/A-012', footer: 'Simpan tiket ini.' },
    },
    { columns: 48 },
  ],
  [
    {
      ...{ site: 'MPP Kabupaten Banyuwangi', agency: 'Kantor Imigrasi Jember', class: 'priority' },
      ...{ number: 'A-007', code: 'A-007-K3M', codeAs: 'code128', waitingAhead: 3 },
      ...{ place: { of: 'counters', names: ['1'] }, footer: 'Terima kasih atas kunjungan Anda.' },
    },
    { columns: 32, raster: 'all' },
  ],
];

/** Pictures beside each other on grey. */
function beside(pictures: readonly PNG[]): PNG {
  const width = pictures.reduce((sum, each) => sum + each.width + gap, gap);
  const height = Math.max(...pictures.map((each) => each.height)) + 2 * gap;
  const sheet = new PNG({ width, height });
  sheet.data.fill(0xd8);
  let left = gap;
  for (const each of pictures) {
    PNG.bitblt(each, sheet, 0, 0, each.width, each.height, left, gap);
    left += each.width + gap;
  }
  return sheet;
}

it.skipIf(!has('zbarimg'))(
  'the tickets that the docs show are as they print now, and their codes are read',
  async () => {
    const printed = await Promise.all(
      tickets.map(
        async ([content, options]) => (await printedTicket(content, options, { logo: emblem })).ticket,
      ),
    );
    const sheet = beside(printed.map((ticket) => PNG.sync.read(ticket.png())));
    const png = PNG.sync.write(sheet, { colorType: 0, deflateLevel: 9 });
    expect(decoded(png)).toEqual(['20251124-A-012', 'A-007-K3M', 'https://antrean.mpp.example/t/A-012']);
    if (process.env.LOKET_WRITE_PICTURES === '1') writeFileSync(file, png);
    expect(
      PNG.sync.read(readFileSync(file)).data.equals(PNG.sync.read(png).data),
      `${file} is an older one`,
    ).toBe(true);
  },
  60_000,
);

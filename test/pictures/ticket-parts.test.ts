import { expect, it } from 'vitest';
import { linesOf, printedTicket } from './printed-ticket.ts';

it('a ticket says who gives the service, where its visitor is called, how long that takes, and a text of the service', async () => {
  const { ticket } = await printedTicket({
    agency: 'Kantor Imigrasi Kelas I Batam',
    place: { of: 'counters', names: ['1', '2', '4-6'] },
    estimateMinutes: 21.4,
    note: 'Siapkan KTP dan KK asli.',
  });
  expect(linesOf(ticket)).toEqual([
    ...['Kantor Imigrasi Kelas I Batam', 'MPP Batam', 'Nomor antrean', 'A-012', 'Layanan Paspor'],
    ...['Waktu 24 Nov 2025 08.12 WIB', 'Menunggu di depan Anda 7 orang', 'Perkiraan menunggu 25 menit'],
    ...['Loket 1, 2 atau 4-6', 'Siapkan KTP dan KK asli.'],
    ...['Silakan menunggu. Nomor Anda', 'akan dipanggil ke loket.'],
  ]);
});

it('and in English', async () => {
  const { ticket } = await printedTicket({
    ...{ language: 'en', estimateMinutes: 5, place: { of: 'zones', names: ['North Wing'] } },
    link: 'https://q.example/A-012',
  });
  expect(linesOf(ticket)).toEqual(
    expect.arrayContaining(['Likely wait 5 minutes', 'Place North Wing', 'Follow the queue on your phone:']),
  );
});

it.each([
  [undefined, undefined],
  [Number.NaN, undefined],
  [Number.POSITIVE_INFINITY, undefined],
  [0, 'kurang dari 5 menit'],
  [3.9, 'kurang dari 5 menit'],
  [4.1, '5 menit'],
  [5, '5 menit'],
  [5.1, '10 menit'],
  [1e9, '1000 menit'],
])(
  'a wait of %s minutes is told as %s: what is not known is left out, and is never 0',
  async (estimateMinutes, said) => {
    const { ticket } = await printedTicket({ estimateMinutes });
    const line = linesOf(ticket).find((each) => each.startsWith('Perkiraan menunggu'));
    expect(line).toBe(said === undefined ? undefined : `Perkiraan menunggu ${said}`);
  },
);

it('a long name of an agency goes over several lines of 58 mm paper, and no word of it is cut', async () => {
  const agency =
    'Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kabupaten Banyuwangi Provinsi Jawa Timur';
  const { ticket } = await printedTicket({ agency }, { columns: 32 });
  const lines = linesOf(ticket);
  expect(lines.slice(0, lines.indexOf('MPP Batam')).join(' ')).toBe(agency);
  expect(lines.indexOf('MPP Batam')).toBeGreaterThan(2);
});

it('what does not fit ends at a word, with dots', async () => {
  const { ticket } = await printedTicket({ note: 'Persyaratan administrasi '.repeat(9) }, { columns: 32 });
  expect(linesOf(ticket)).toContain('Persyaratan administrasi...');
  expect(linesOf(ticket).join(' ')).not.toMatch(/(Pers|Persyarat|admin|administra)\.\.\./);
});

it('the number is the largest thing on the ticket, whatever else is on it', async () => {
  for (const columns of [32, 48] as const) {
    const { printer } = await printedTicket(
      { agency: 'Kantor Imigrasi', note: 'x'.repeat(240), estimateMinutes: 5, copy: true, class: 'priority' },
      { columns },
    );
    const sizes = printer.transcript.flatMap(({ name, data }, at) => {
      const [size = 0] = name === 'GS !' ? data : [];
      const text = printer.transcript.slice(at).find((next) => next.name === 'text')?.data ?? [];
      return name === 'GS !'
        ? [{ area: ((size >> 4) + 1) * ((size & 7) + 1), text: String.fromCharCode(...text) }]
        : [];
    });
    const [largest, second] = sizes.toSorted((one, other) => other.area - one.area);
    expect(largest?.text).toBe('A-012');
    expect(largest?.area).toBeGreaterThan(4 * (second?.area ?? 0));
  }
});

it('a code is printed as the site wants it, unless the printer has another; without codes none is printed', async () => {
  const names = async (
    codeAs: 'qr' | 'code128' | 'none' | undefined,
    codes: 'qr' | 'code128' | undefined,
  ) => {
    const { printer } = await printedTicket({ codeAs }, { codes });
    return printer.transcript.map(({ name }) => name).find((name) => name === 'GS k' || name === 'GS ( k');
  };
  expect(await names(undefined, undefined)).toBe('GS ( k');
  expect(await names('code128', undefined)).toBe('GS k');
  expect(await names('code128', 'qr')).toBe('GS ( k');
  expect(await names('qr', 'code128')).toBe('GS k');
  expect(await names('none', undefined)).toBeUndefined();
  expect(await names('none', 'code128')).toBeUndefined();
});

it('the address for phones comes after the code of the ticket, with words of its own', async () => {
  const { ticket } = await printedTicket({ link: 'https://q.example/A-012' });
  expect(ticket.code).toBe('20251124-A-012');
  expect(linesOf(ticket)).toContain('Pantau antrean dengan ponsel Anda:');
});

it('an address that cannot be printed as it is, is not printed: an altered one leads elsewhere', async () => {
  for (const link of [
    'https://q.example/é',
    `https://q.example/${'x'.repeat(180)}`,
    'javascript:alert(1)',
    'https://q.example/ \u001b@',
  ]) {
    const { ticket } = await printedTicket({ link });
    expect(linesOf(ticket).join(' '), link).not.toContain('Pantau antrean');
  }
});

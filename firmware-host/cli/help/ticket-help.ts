import { type HelpCatalogue, siteArgument, unsaid } from './command-help.ts';

/** The commands about what is printed on tickets. */
export const ticketHelp: HelpCatalogue = {
  ticket: {
    summary: { id: 'apa yang tercetak di tiket', en: 'what is printed on the tickets of a site' },
  },
  'ticket preview': {
    summary: {
      id: 'tulis gambar tiket seperti yang akan tercetak, tanpa printer',
      en: 'write a picture of a ticket as it would print, without a printer',
    },
    arguments: { site: siteArgument },
    options: {
      '--service': {
        id: 'tiket layanan yang mana (biasanya yang pertama)',
        en: 'whose ticket (usually the first service)',
      },
      '--class': { id: 'kelas tiketnya', en: 'class of the ticket' },
      '--printer': {
        id: 'kertas printer yang mana (biasanya printer layanan itu)',
        en: 'whose paper (usually the printer of the service)',
      },
      '--copy': { id: 'salinan, seperti hasil cetak ulang', en: 'a copy, as a reprint is' },
      '--out': {
        id: 'berkas PNG yang ditulis; yang sudah ada diganti',
        en: 'the PNG file to write; one that is there is replaced',
      },
    },
    notes: [
      {
        id: 'Byte-nya sama dengan yang dikirim ke printer, di kertas simulasi selebar kertasnya, satu piksel tiap titik. Jumlah orang dan lama menunggu hanya contoh.',
        en: 'The bytes are those that the printer would get, on simulated paper of its width, one pixel a dot. People ahead and the wait are examples.',
      },
      {
        id: 'Kode keluar: 0 tertulis, 1 tidak tertulis, 2 perintahnya sendiri salah.',
        en: 'Exit codes: 0 written, 1 it could not be, 2 the command itself is wrong.',
      },
    ],
    examples: [
      ['loket ticket preview site.yaml', unsaid],
      ['loket ticket preview site.yaml --class priority --out tiket.png', unsaid],
    ],
  },
};

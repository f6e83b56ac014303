import * as z from 'zod';
import { described } from '../described.ts';
import { cutterNames, feedLinesMax } from './cutters.ts';
import { leftSettings } from './presenter.ts';

const defaultPort = 9100;

/** The settings of an ESC/POS printer in the site file. */
export const printerOptions = z.object({
  address: z
    .string()
    .regex(/^(tcp:\/\/(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?|\/\S+)$/, 'bad-printer-address')
    .meta(
      described(
        'Where the printer is: tcp://HOST:PORT (port 9100 unless given), or the path of its serial line or USB printer device',
        'Alamat printer: tcp://HOST:PORT (port 9100 bila tidak ditulis), atau jalur perangkat serial atau USB-nya',
      ),
    ),
  baud_rate: z
    .number()
    .int()
    .min(1200)
    .max(921_600)
    .default(9600)
    .meta(
      described(
        'Speed of a serial line in baud, as set in the printer; other connections do not use it',
        'Kecepatan jalur serial (baud), seperti yang disetel pada printer; sambungan lain tidak memakainya',
      ),
    ),
  columns: z
    .literal([32, 42, 48])
    .default(48)
    .meta(
      described(
        'Characters on a line: 32 on 58 mm paper, 42 or 48 on 80 mm paper, as in the self-test print',
        'Karakter per baris: 32 pada kertas 58 mm, 42 atau 48 pada kertas 80 mm, seperti pada cetak uji',
      ),
    ),
  codes: z
    .literal(['qr', 'code128'])
    .optional()
    .meta(
      described(
        'How this printer prints the ticket code, otherwise as ticket: { code } says; a CODE128 code too wide for the paper is printed as QR',
        'Cara printer ini mencetak kode tiket; bila tidak ditulis, menurut ticket: { code }. CODE128 yang terlalu lebar dicetak sebagai QR',
      ),
    ),
  raster: z
    .literal(['off', 'codes', 'all'])
    .default('off')
    .meta(
      described(
        'What is sent as a picture: codes for a printer that cannot make codes, all for one without Latin letters, off for others',
        'Yang dikirim sebagai gambar: codes bila printer tidak dapat membuat kode, all bila tidak punya huruf Latin, off untuk yang lain',
      ),
    ),
  pictures: z
    .literal(['gs-v-0', 'esc-star'])
    .default('gs-v-0')
    .meta(
      described(
        'The command for pictures: GS v 0, or ESC * for an old printer that prints rubbish in place of them',
        'Perintah untuk gambar: GS v 0, atau ESC * untuk printer lama yang mencetak huruf acak di tempat gambar',
      ),
    ),
  status: z
    .literal(['dle-eot', 'none'])
    .default('dle-eot')
    .meta(
      described(
        'Whether the printer answers status requests (DLE EOT). With none no ticket is known to be printed',
        'Apakah printer menjawab pertanyaan status (DLE EOT). Dengan none tiket tidak dapat dipastikan tercetak',
      ),
    ),
  cut: z
    .boolean()
    .default(true)
    .meta(described('Whether the printer has a cutter', 'Apakah printer punya pemotong kertas')),
  cutter: z
    .literal(cutterNames)
    .default('gs-v-partial')
    .meta(
      described(
        'The command that cuts: GS V 1 or GS V 0 where the paper is, GS V 66 or GS V 65 after feeding it to the cutter, ESC i or ESC m for old cutters',
        'Perintah memotong: GS V 1 atau GS V 0 di tempat kertas berada, GS V 66 atau GS V 65 sesudah kertas diajukan ke pisau, ESC i atau ESC m untuk pemotong lama',
      ),
    ),
  feed_lines: z
    .number()
    .int()
    .min(0)
    .max(feedLinesMax)
    .optional()
    .meta(
      described(
        'Lines of 3.75 mm that are fed before the cut, so that it falls below the last line; 4 unless given, 0 with a cutter that feeds',
        'Baris 3,75 mm yang diajukan sebelum dipotong, agar potongannya di bawah baris terakhir; 4 bila tidak ditulis, 0 bila perintah memotong sudah mengajukan',
      ),
    ),
  ...leftSettings,
});

export type PrinterOptions = z.output<typeof printerOptions>;

/** The address for `Wires.open`: a TCP address always has a port. */
export function wireAddress(address: string): string {
  if (!address.startsWith('tcp://')) return address;
  return /:\d+$/.test(address) ? address : `${address}:${defaultPort}`;
}

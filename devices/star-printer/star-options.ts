import * as z from 'zod';
import { described } from '../described.ts';
import { leftSettings } from '../escpos-printer/presenter.ts';
import { printerOptions } from '../escpos-printer/printer-options.ts';

const { address, baud_rate, codes } = printerOptions.shape;

/** The settings of a Star printer in the site file. */
export const starOptions = z.object({
  address,
  baud_rate,
  language: z
    .literal(['line', 'graphic'])
    .default('line')
    .meta(
      described(
        'line for printers with Star Line Mode or StarPRNT, graphic for those that print pictures alone (TSP100, TSP143)',
        'line untuk printer dengan Star Line Mode atau StarPRNT, graphic untuk yang hanya mencetak gambar (TSP100, TSP143)',
      ),
    ),
  columns: z
    .literal([32, 48])
    .default(48)
    .meta(
      described(
        'Characters on a line: 32 on 58 mm paper, 48 on 80 mm paper',
        'Karakter per baris: 32 pada kertas 58 mm, 48 pada kertas 80 mm',
      ),
    ),
  codes,
  raster: z
    .literal(['off', 'codes', 'all'])
    .default('off')
    .meta(
      described(
        'What is sent as a picture: codes for a printer that cannot make QR codes (TSP600 to TSP800), all for the whole ticket. With graphic it is always all',
        'Yang dikirim sebagai gambar: codes bila printer tidak dapat membuat QR (TSP600 sampai TSP800), all untuk seluruh tiket. Dengan graphic selalu all',
      ),
    ),
  cut: printerOptions.shape.cut,
  full_cut: z
    .boolean()
    .default(false)
    .meta(
      described(
        'Whether the cut goes all through the paper; otherwise a bridge is left, so that the ticket does not fall',
        'Apakah kertas dipotong seluruhnya; bila tidak, disisakan sedikit agar tiket tidak jatuh',
      ),
    ),
  ...leftSettings,
});

export type StarOptions = z.output<typeof starOptions>;

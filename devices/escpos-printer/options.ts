import { z } from 'zod';

const defaultPort = 9100;

/** What the site file says about an ESC/POS printer. */
export const printerOptions = z.object({
  address: z
    .string()
    .regex(
      /^(tcp:\/\/(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?|\/\S+)$/,
      'Write tcp://HOST:PORT for a network printer, or a device path such as /dev/usb/lp0',
    )
    .describe(
      'Where the printer is: tcp://HOST:PORT (port 9100 unless given), or the path of its serial line or USB printer device',
    ),
  baud_rate: z
    .number()
    .int()
    .min(1200)
    .max(921_600)
    .default(9600)
    .describe('Speed of a serial line in baud, as set in the printer; other connections do not use it'),
  columns: z
    .literal([32, 42, 48])
    .default(48)
    .describe('Characters on a line: 32 on 58 mm paper, 42 or 48 on 80 mm paper, as in the self-test print'),
  codes: z
    .literal(['qr', 'code128'])
    .default('qr')
    .describe('How the ticket code is printed; a CODE128 code too wide for the paper is printed as QR'),
  status: z
    .literal(['dle-eot', 'none'])
    .default('dle-eot')
    .describe(
      'Whether the printer answers status requests (DLE EOT). With none no ticket is known to be printed',
    ),
  cut: z.boolean().default(true).describe('Whether the printer has a cutter'),
});

export type PrinterOptions = z.output<typeof printerOptions>;

/** The address as the wires take it: with a port. */
export function wireAddress(address: string): string {
  if (!address.startsWith('tcp://')) return address;
  return /:\d+$/.test(address) ? address : `${address}:${defaultPort}`;
}

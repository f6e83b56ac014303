import * as z from 'zod';
import { described } from '../described.ts';
import type { Claim } from '../kind.ts';
import type { HidPlace } from '../ports.ts';

const usbId = z.int().min(0).max(0xffff);

/** The settings that select one HID device. */
export const hidSettings = {
  vendor_id: usbId.meta(
    described(
      'USB vendor id, such as 0x05f9 (see `lsusb`)',
      'Id vendor USB, misalnya 0x05f9 (lihat `lsusb`)',
    ),
  ),
  product_id: usbId.meta(described('USB product id, such as 0x2214', 'Id produk USB, misalnya 0x2214')),
  serial: z
    .string()
    .min(1)
    .max(126)
    .optional()
    .meta(
      described('Serial number, where alike devices have one', 'Nomor seri, bila alat yang sama memilikinya'),
    ),
  path: z
    .string()
    .regex(/^\/dev\/\S+$/, { error: 'bad-udev-link' })
    .optional()
    .meta(
      described(
        'A udev link by USB port such as /dev/loket/keypad-1, where alike devices have no serial number',
        'Tautan udev menurut port USB seperti /dev/loket/keypad-1, bila alat yang sama tidak punya nomor seri',
      ),
    ),
};

export interface HidOptions {
  readonly vendor_id: number;
  readonly product_id: number;
  readonly serial?: string | undefined;
  readonly path?: string | undefined;
}

export function hidPlace({ vendor_id, product_id, serial, path }: HidOptions): HidPlace {
  return { vendorId: vendor_id, productId: product_id, serial, path };
}

export function hidClaim({ vendor_id, product_id, serial, path }: HidOptions): Claim {
  const setting = path !== undefined ? 'path' : serial !== undefined ? 'serial' : 'vendor_id';
  return { on: 'hid', vendorId: vendor_id, productId: product_id, serial, path, setting };
}

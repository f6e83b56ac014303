import { z } from 'zod';
import type { Claim } from '../kind.ts';
import type { HidPlace } from '../ports.ts';

const usbId = z.int().min(0).max(0xffff);

/** The settings that say which HID device is meant. */
export const hidSettings = {
  vendor_id: usbId.describe('USB vendor id, such as 0x05f9 (see `lsusb`)'),
  product_id: usbId.describe('USB product id, such as 0x2214'),
  serial: z.string().min(1).max(126).optional().describe('Serial number, where alike devices have one'),
  path: z
    .string()
    .regex(/^\/dev\/\S+$/)
    .optional()
    .describe(
      'A udev link by USB port such as /dev/loket/keypad-1, where alike devices have no serial number',
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

import * as z from 'zod';
import { described } from '../described.ts';
import { checkBytes, checksums } from '../serial-bus/checksum.ts';

/** How a display's address is written in a frame, with the highest address each form allows. */
export const addressForms = {
  none: { highest: 255, bytes: () => [] },
  byte: { highest: 255, bytes: (address: number) => [address] },
  'decimal-2': { highest: 99, bytes: (address: number) => digitsOf(address, 10, 2) },
  'decimal-3': { highest: 255, bytes: (address: number) => digitsOf(address, 10, 3) },
  'hex-2': { highest: 255, bytes: (address: number) => digitsOf(address, 16, 2) },
} as const satisfies Record<string, { highest: number; bytes(address: number): readonly number[] }>;

type AddressForm = keyof typeof addressForms;
const addressFormNames = Object.keys(addressForms) as [AddressForm, ...AddressForm[]];

const byteText = z
  .string()
  .max(16)
  .refine((text) => [...text].every((character) => character.charCodeAt(0) <= 0xff), {
    message: 'byte-text',
  });

/** A frame is prefix, address, text, check bytes over address and text, suffix; then a silent gap. */
export const frameSettings = z.strictObject({
  prefix: byteText
    .min(1)
    .meta(described('What a frame starts with, such as "\\x02"', 'Awal data, misalnya "\\x02"')),
  address: z.enum(addressFormNames).meta(described('How bus_address is written', 'Cara bus_address ditulis')),
  pad: byteText
    .length(1)
    .meta(described('What stands in unused places on the left', 'Pengisi tempat kosong di kiri')),
  checksum: z
    .enum(checksums)
    .meta(
      described(
        'Check bytes over address and text; crc16 is that of Modbus',
        'Byte pemeriksa atas alamat dan teks; crc16 seperti pada Modbus',
      ),
    ),
  suffix: byteText.meta(
    described('What a frame ends with, such as "\\x03" or "\\r"', 'Akhir data, misalnya "\\x03" atau "\\r"'),
  ),
  gap_ms: z
    .int()
    .min(0)
    .max(1_000)
    .meta(
      described(
        'Silence on the line after a frame, in milliseconds',
        'Jeda di jalur setelah data, dalam milidetik',
      ),
    ),
});

export type FrameTemplate = z.output<typeof frameSettings>;

/** The bytes that make display `address` show `text`, which has one character for each of its digits. */
export function encodeFrame(frame: FrameTemplate, address: number, text: string): Uint8Array {
  const blanks = text.length - text.trimStart().length;
  const field = frame.pad.repeat(blanks) + text.slice(blanks);
  const body = [...addressForms[frame.address].bytes(address), ...latin1(field)];
  return Uint8Array.from([
    ...latin1(frame.prefix),
    ...body,
    ...checkBytes(frame.checksum, body),
    ...latin1(frame.suffix),
  ]);
}

/** One byte a character; a character outside Latin-1 becomes a blank. */
function latin1(text: string): number[] {
  return [...text].map((character) => {
    const code = character.charCodeAt(0);
    return code <= 0xff ? code : 0x20;
  });
}

function digitsOf(address: number, radix: number, length: number): number[] {
  return latin1(address.toString(radix).toUpperCase().padStart(length, '0'));
}

import * as z from 'zod';
import { described } from '../described.ts';
import { checkBytes, checksums } from '../serial-bus/checksum.ts';
import { latin1, textFormatNames, textFormats } from './text-formats.ts';

/** How a display's address is written in a frame, with the highest address each form allows. */
export const addressForms = {
  none: { highest: 255, bytes: () => [] },
  byte: { highest: 255, bytes: (address: number) => [address] },
  'decimal-2': { highest: 99, bytes: (address: number) => digitsOf(address, 10, 2) },
  'decimal-3': { highest: 255, bytes: (address: number) => digitsOf(address, 10, 3) },
  'hex-2': { highest: 255, bytes: (address: number) => digitsOf(address, 16, 2) },
  /** Two half bytes, each above 30h: 0 to 9 are digits, and A to F are `:;<=>?`. */
  'halves-2': { highest: 255, bytes: (address: number) => [0x30 + (address >> 4), 0x30 + (address & 0xf)] },
} as const satisfies Record<string, { highest: number; bytes(address: number): readonly number[] }>;

type AddressForm = keyof typeof addressForms;
const addressFormNames = Object.keys(addressForms) as [AddressForm, ...AddressForm[]];

const byteText = z
  .string()
  .max(16)
  .refine((text) => [...text].every((character) => character.charCodeAt(0) <= 0xff), {
    message: 'byte-text',
  });

/** The parts of a frame in their order, then the silence after it. */
export const frameSettings = z.strictObject({
  prefix: byteText.meta(
    described('What a frame starts with, such as "\\x02"', 'Awal data, misalnya "\\x02"'),
  ),
  address: z.enum(addressFormNames).meta(described('How bus_address is written', 'Cara bus_address ditulis')),
  command: byteText.meta(
    described('What stands after the address, such as "DM"', 'Isi sesudah alamat, misalnya "DM"'),
  ),
  length: z
    .enum(['none', 'byte'])
    .meta(
      described('byte: how many bytes the text has, in one byte', 'byte: banyak byte teks, dalam satu byte'),
    ),
  format: z
    .enum(textFormatNames)
    .meta(
      described(
        'How the text stands in a frame; all but characters carry only its number',
        'Cara teks ditulis dalam data; selain characters hanya memuat angkanya',
      ),
    ),
  pad: byteText
    .length(1)
    .meta(described('What stands in unused places on the left', 'Pengisi tempat kosong di kiri')),
  trailer: byteText.meta(
    described('What stands between text and check bytes', 'Isi di antara teks dan byte pemeriksa'),
  ),
  checksum: z
    .enum(checksums)
    .meta(
      described(
        'Check bytes from the address to the trailer; crc16 is that of Modbus',
        'Byte pemeriksa dari alamat sampai trailer; crc16 seperti pada Modbus',
      ),
    ),
  check_from: z
    .enum(['address', 'prefix'])
    .meta(described('Where the checked part begins', 'Awal bagian yang diperiksa')),
  check_as: z
    .enum(['byte', 'hex'])
    .meta(
      described(
        'A check byte as it is, or as two hexadecimal characters',
        'Byte pemeriksa apa adanya, atau sebagai dua karakter heksadesimal',
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

/** The parts that few frames have, as in frames without them. */
export const plainFrame = {
  command: '',
  length: 'none',
  format: 'characters',
  trailer: '',
  check_from: 'address',
  check_as: 'byte',
} as const satisfies Partial<FrameTemplate>;

/** The bytes that make display `address` show `text`, which has one character for each of its digits. */
export function encodeFrame(frame: FrameTemplate, address: number, text: string): Uint8Array {
  const prefix = latin1(frame.prefix);
  const field = textFormats[frame.format].bytes(text, frame.pad);
  const body = [
    ...addressForms[frame.address].bytes(address),
    ...latin1(frame.command),
    ...(frame.length === 'byte' ? [field.length] : []),
    ...field,
    ...latin1(frame.trailer),
  ];
  const check = checkBytes(frame.checksum, frame.check_from === 'prefix' ? [...prefix, ...body] : body);
  const written = frame.check_as === 'hex' ? check.flatMap((byte) => digitsOf(byte, 16, 2)) : check;
  return Uint8Array.from([...prefix, ...body, ...written, ...latin1(frame.suffix)]);
}

function digitsOf(value: number, radix: number, length: number): number[] {
  return latin1(value.toString(radix).toUpperCase().padStart(length, '0'));
}

/** CRC-16 of Modbus by a table of half bytes; 0 for a frame that ends with its own CRC, low byte first. */
export function crcRemainder(bytes: readonly number[]): number {
  return bytes.reduce((crc, byte) => {
    const low = (crc >> 4) ^ nibble((crc ^ byte) & 0x0f);
    return (low >> 4) ^ nibble((low ^ (byte >> 4)) & 0x0f);
  }, 0xffff);
}

const nibbles = [
  0x0000, 0xcc01, 0xd801, 0x1400, 0xf001, 0x3c00, 0x2800, 0xe401, 0xa001, 0x6c00, 0x7800, 0xb401, 0x5000,
  0x9c01, 0x8801, 0x4400,
];
const nibble = (index: number): number => nibbles[index] ?? 0;

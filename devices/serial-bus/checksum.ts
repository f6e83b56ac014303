export const checksums = ['none', 'sum', 'sum-negative', 'xor', 'crc16'] as const;
export type Checksum = (typeof checksums)[number];

/**
 * The check bytes of a frame. `sum`: the sum modulo 256. `sum-negative`: what makes that sum 0 (two's complement).
 * `xor`: the longitudinal check of serial protocols (LRC). `crc16`: that of Modbus (polynomial 0xA001 reflected, start
 * 0xFFFF), low byte first.
 */
export function checkBytes(kind: Checksum, bytes: readonly number[]): readonly number[] {
  switch (kind) {
    case 'none':
      return [];
    case 'sum':
      return [sumOf(bytes)];
    case 'sum-negative':
      return [-sumOf(bytes) & 0xff];
    case 'xor':
      return [bytes.reduce((xor, byte) => xor ^ byte, 0)];
    case 'crc16': {
      const crc = bytes.reduce(crc16, 0xffff);
      return [crc & 0xff, crc >> 8];
    }
  }
}

const sumOf = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);

function crc16(crc: number, byte: number): number {
  let next = crc ^ byte;
  for (let bit = 0; bit < 8; bit++) next = next & 1 ? (next >> 1) ^ 0xa001 : next >> 1;
  return next;
}

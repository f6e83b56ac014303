/** An I2C address as data sheets and `i2cdetect` write it: `0x70`. */
export function i2cAddress(address: number): string {
  return `0x${address.toString(16).padStart(2, '0')}`;
}

/** The part of i2c-bus 5.2 that is used here; the package has no types. */
declare module 'i2c-bus' {
  export interface I2cBus {
    i2cWrite(address: number, length: number, bytes: Buffer): Promise<unknown>;
    close(): Promise<void>;
  }

  const i2c: { openPromisified(bus: number): Promise<I2cBus> };
  export default i2c;
}

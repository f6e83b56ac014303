/** The part of spi-device that is used here. The package may be missing: it is compiled at installation. */
declare module 'spi-device' {
  type Done = (thrown: Error | null | undefined) => void;

  export interface SpiDevice {
    transfer(message: readonly { byteLength: number; sendBuffer: Buffer }[], done: Done): SpiDevice;
    close(done: Done): void;
  }

  export function open(
    bus: number,
    select: number,
    options: { mode: 0 | 1 | 2 | 3; maxSpeedHz: number },
    done: Done,
  ): SpiDevice;
}

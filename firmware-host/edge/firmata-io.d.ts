/** The part of firmata-io 2.3 that is used here; the package has no types. */
declare module 'firmata-io' {
  import type { EventEmitter } from 'node:events';

  /** The byte stream to a board. */
  export interface Transport {
    on(event: string, listener: (data: Uint8Array) => void): void;
    write(bytes: Uint8Array, done: () => void): void;
  }

  export interface Firmata extends EventEmitter {
    readonly MODES: { readonly INPUT: 0; readonly OUTPUT: 1; readonly PULLUP: 11 };
    readonly pins: readonly {
      readonly supportedModes: readonly number[];
      readonly mode: number | undefined;
    }[];
    /** The last known levels of inputs and outputs, eight pins to a port. */
    readonly ports: number[];
    /** A timer that would request the version by itself. */
    readonly reportVersionTimeoutId: NodeJS.Timeout;
    reportVersion(answered: () => void): void;
    queryFirmware(answered: () => void): void;
    /** Sends these seven-bit bytes between the two that frame a sysex message. */
    sysexCommand(message: readonly number[]): void;
    digitalWrite(pin: number, level: number): void;
    /** Sets the level in `ports` without sending anything; returns the pin's port. */
    updateDigitalPort(pin: number, level: number): number;
    writeDigitalPort(port: number): void;
  }

  const bindTransport: { readonly Firmata: new (transport: Transport) => Firmata };
  export default bindTransport;
}

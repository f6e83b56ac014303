/** The parts of johnny-five 2.1 that are used here; the package has no types. The whole of it is ten times as much. */
declare module 'johnny-five/lib/board.js' {
  import type { EventEmitter } from 'node:events';
  import type { Firmata } from 'firmata-io';

  export interface Board extends EventEmitter {
    pinMode(pin: number, mode: number): void;
    /** Turns reporting of the pin's port on; the listener is called for every report, changed or not. */
    digitalRead(pin: number, listener: (level: 0 | 1) => void): void;
    /** Sends eight bits, the highest first: data, then a rising clock, for each. */
    shiftOut(dataPin: number, clockPin: number, byte: number): void;
  }

  const Board: {
    new (options: {
      readonly io: Firmata;
      readonly repl: false;
      readonly sigint: false;
      readonly debug: false;
    }): Board;
    /** Every board ever created, for components created without a board. */
    readonly cache: Board[];
  };
  export default Board;
}

declare module 'johnny-five/lib/led/digits.js' {
  import type { Firmata } from 'firmata-io';
  import type { Board } from 'johnny-five/lib/board.js';

  /** Seven-segment digits on a MAX7219. */
  export interface Digits {
    board: Board;
    io: Firmata;
    initialize(options: { readonly pins: DigitPins }): void;
    /** Writes one register of one chip. */
    send(device: number, register: number, value: number): void;
  }

  export interface DigitPins {
    readonly data: number;
    readonly clock: number;
    readonly cs: number;
  }

  const Digits: new (options: { readonly board: Board; readonly pins: DigitPins }) => Digits;
  export default Digits;
}

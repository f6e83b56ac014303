/** The parts of johnny-five 2.1 that are used here; the package has no types. The whole of it is ten times as much. */
declare module 'johnny-five/lib/board.js' {
  import type { EventEmitter } from 'node:events';
  import type { Firmata } from 'firmata-io';

  export interface Board extends EventEmitter {
    pinMode(pin: number, mode: number): void;
    /** Turns reporting of the pin's port on; the listener is called for every report, changed or not. */
    digitalRead(pin: number, listener: (level: 0 | 1) => void): void;
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

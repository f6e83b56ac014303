/** The part of onoff that is used here. The package may be missing: its addon `epoll` is compiled at installation. */
declare module 'onoff' {
  type Direction = 'in' | 'out' | 'high' | 'low';
  type Edge = 'none' | 'rising' | 'falling' | 'both';

  export class Gpio {
    /** `line`: the kernel's number of the line. */
    constructor(line: number, direction: Direction, edge: Edge, options: { debounceTimeout: number });
    direction(): Direction;
    edge(): Edge;
    readSync(): 0 | 1;
    watch(heard: (error: Error | null | undefined, level: 0 | 1) => void): void;
    unwatchAll(): void;
    unexport(): void;
  }
}

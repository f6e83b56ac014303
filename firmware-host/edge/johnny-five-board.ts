import type { Firmata } from 'firmata-io';
import type { Board } from 'johnny-five/lib/board.js';

/** A johnny-five board over a firmata-io that is ready (with one that is only open it would hang for ever). */
export async function johnnyFiveBoard(io: Firmata, onError: (why: Error) => void): Promise<Board> {
  // Loaded on the first connection: a hall without such boards saves the memory.
  const { default: Board } = await import('johnny-five/lib/board.js');
  writeOutputsOnly(io);
  // By default it starts a REPL, which ends a process that has no terminal, and interrupts our shutdown.
  const board = new Board({ io, repl: false, sigint: false, debug: false });
  board.on('error', (why: unknown) => onError(why instanceof Error ? why : new Error(String(why))));
  // The library keeps every board for ever, for components created without a board. Ours always name theirs.
  Board.cache.splice(Board.cache.indexOf(board), 1);
  await new Promise<void>((resolve) => board.once('ready', resolve));
  return board;
}

/**
 * A port write sets eight pins. firmata-io mirrors what it reads into what it writes, and StandardFirmata turns the
 * pull-up of an input on when a 1 is written to it; so only the levels of outputs may be sent.
 */
function writeOutputsOnly(io: Firmata): void {
  const write = io.writeDigitalPort.bind(io);
  io.writeDigitalPort = (port) => {
    for (let bit = 0; bit < 8; bit++) {
      const pin = port * 8 + bit;
      if (io.pins[pin]?.mode !== io.MODES.OUTPUT) io.ports[port] = (io.ports[port] ?? 0) & ~(1 << bit);
    }
    write(port);
  };
}

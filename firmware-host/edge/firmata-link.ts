import type { Firmata } from 'firmata-io';
import type { Board } from 'johnny-five/lib/board.js';
import { Fault } from '../../devices/fault.ts';
import type { Cancel, Clock, Wire } from '../../devices/ports.ts';
import { greet } from './firmata-greeting.ts';
import { wireTransport } from './firmata-transport.ts';
import { watchVersion } from './firmata-version.ts';
import { johnnyFiveBoard } from './johnny-five-board.ts';

/** One connection to a board that speaks Firmata. It is used until it is lost or closed, and never again. */
export interface FirmataLink {
  readonly io: Firmata;
  readonly board: Board;
  /** Resolves when the wire has taken everything sent so far, rejects when the link is over. */
  flushed(): Promise<void>;
  /**
   * Resolves when the board has answered a version request made now; by then it has also processed everything sent
   * before.
   */
  probe(): Promise<void>;
  /** The listener is called once, when the link is lost or closed; if it is over already, soon after this call. */
  onOver(listener: (why: Error) => void): Cancel;
  close(): Promise<void>;
}

/**
 * Greets the board at the end of `wire`. Throws a Fault, and closes the wire, when the board does not answer as
 * Firmata.
 */
export async function openFirmataLink(wire: Wire, clock: Clock): Promise<FirmataLink> {
  const listeners = new Set<(why: Error) => void>();
  let over: Error | undefined;
  const end = (why: Error) => {
    if (over !== undefined) return;
    over = why;
    for (const listener of [...listeners]) listener(why);
    listeners.clear();
  };
  const onOver = (listener: (why: Error) => void): Cancel => {
    listeners.add(listener);
    const why = over;
    if (why !== undefined) queueMicrotask(() => listeners.delete(listener) && listener(why));
    return () => listeners.delete(listener);
  };

  const transport = wireTransport(wire, end);
  try {
    const io = await greet(transport, clock, onOver);
    const probe = watchVersion(io, clock, onOver, end);
    const board = await johnnyFiveBoard(io, end);
    return {
      io,
      board,
      async flushed() {
        await transport.flushed();
        if (over !== undefined) throw over;
      },
      probe,
      onOver,
      async close() {
        end(new Fault('link.absent', 'the board was closed'));
        await wire.close();
      },
    };
  } catch (thrown) {
    await wire.close();
    throw thrown;
  }
}

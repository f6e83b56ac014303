import { Duplex } from 'node:stream';
import { Fault } from '../../devices/fault.ts';
import type { Clock, Millis, Wires } from '../../devices/ports.ts';
import { wireOver } from '../../firmware-host/edge/duplex-wire.ts';

export interface Neighbour {
  readonly wires: Wires;
  /** Connections that were taken, and those that were turned away. */
  opens(): number;
  refused(): number;
  /** What it was sent and is no question about its status. */
  jobs(): readonly string[];
  /** Closes the connection as a device does that ends it: what was sent has arrived. */
  close(): void;
  /** Breaks it, as when the device loses its power. */
  reset(): void;
  away: boolean;
  /** Answers nothing, or nothing to a job, as in the middle of printing. */
  quiet: boolean | 'about-jobs';
}

/**
 * A printer or a serial server on the network that closes a connection on which there was no job for `idleMs`, whatever
 * else is asked, and then takes no other for `busyMs`. It answers DLE EOT and GS r as a printer that is well.
 */
export function closingNeighbour(
  clock: Clock,
  { idleMs, busyMs = 0 }: { idleMs: Millis; busyMs?: Millis },
): Neighbour {
  const jobs: string[] = [];
  let opens = 0;
  let refused = 0;
  let free = 0;
  let open: Duplex | undefined;
  let cancel = (): void => {};

  function close(): void {
    cancel();
    open?.push(null);
    open = undefined;
    free = clock.now() + busyMs;
  }

  function expect(): void {
    cancel();
    cancel = clock.after(idleMs, close);
  }

  function receive(stream: Duplex, bytes: Buffer): void {
    const status = bytes.length === 3 && bytes[0] === 0x10 && bytes[1] === 0x04;
    if (status && neighbour.quiet !== true) stream.push(Buffer.of(0x12));
    // The buffer clear, and what asks for a status, is no job.
    if (bytes[0] === 0x10) return;
    jobs.push(bytes.toString('latin1'));
    expect();
    if (bytes.includes(Buffer.from('\x1dr\x01', 'latin1')) && !neighbour.quiet) stream.push(Buffer.of(0));
  }

  const neighbour: Neighbour = {
    wires: {
      async open(address) {
        if (neighbour.away || open !== undefined || clock.now() < free) {
          refused++;
          throw new Fault('link.absent', 'connection refused');
        }
        opens++;
        const stream = new Duplex({
          allowHalfOpen: false,
          read: () => {},
          write: (bytes: Buffer, _encoding, done) => {
            receive(stream, bytes);
            done();
          },
        });
        open = stream;
        expect();
        return wireOver(stream, clock, address, async () => {
          if (open === stream) open = undefined;
          stream.destroy();
        });
      },
    },
    opens: () => opens,
    refused: () => refused,
    jobs: () => jobs,
    close,
    reset() {
      cancel();
      open?.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
      open = undefined;
    },
    away: false,
    quiet: false,
  };
  return neighbour;
}

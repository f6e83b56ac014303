import { Duplex } from 'node:stream';
import { Fault } from '../../devices/fault.ts';
import type { Clock, Millis, Wires } from '../../devices/ports.ts';
import { wireOver } from '../../firmware-host/edge/duplex-wire.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the bytes of the questions
const dleEot = /\x10\x04[\x01-\x04]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the bytes of the questions
const gsR = /\x1dr\x01/g;

const wasReset = (): Error => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

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

interface Habits {
  readonly idleMs: Millis;
  readonly busyMs?: Millis;
  readonly dazedMs?: Millis;
  readonly by?: 'end' | 'reset';
}

/**
 * A printer or a serial server on the network that closes a connection on which there was no job for `idleMs`, whatever
 * else is asked, and then takes no other for `busyMs`; for `dazedMs` it takes one only to end it at once, and what
 * comes on that is lost: it ends that one `by` an orderly end, or by a reset, as a system does that has bytes nobody
 * read. It answers DLE EOT and GS r as a printer that is well.
 */
export function closingNeighbour(
  clock: Clock,
  { idleMs, busyMs = 0, dazedMs = 0, by = 'end' }: Habits,
): Neighbour {
  const jobs: string[] = [];
  let opens = 0;
  let refused = 0;
  let free = 0;
  let closedAt = Number.NEGATIVE_INFINITY;
  let open: Duplex | undefined;
  let cancel = (): void => {};

  function close(): void {
    cancel();
    open?.push(null);
    open = undefined;
    free = clock.now() + busyMs;
    closedAt = clock.now();
  }

  function expect(): void {
    cancel();
    cancel = clock.after(idleMs, close);
  }

  function receive(stream: Duplex, bytes: Buffer): void {
    const text = bytes.toString('latin1');
    const times = (question: RegExp): number => [...text.matchAll(question)].length;
    // The buffer clear, and what asks for a status alone, is no job.
    const job = bytes[0] !== 0x10 && bytes[0] !== 0x1d;
    if (neighbour.quiet !== true) stream.push(Buffer.alloc(times(dleEot), 0x12));
    if (job) {
      jobs.push(text);
      expect();
    }
    if (neighbour.quiet === false) stream.push(Buffer.alloc(times(gsR)));
  }

  const neighbour: Neighbour = {
    wires: {
      async open(address) {
        if (neighbour.away || open !== undefined || clock.now() < free) {
          refused++;
          throw new Fault('link.absent', 'connection refused');
        }
        opens++;
        const dazed = clock.now() < closedAt + dazedMs;
        const stream = new Duplex({
          allowHalfOpen: false,
          read: () => {},
          write: (bytes: Buffer, _encoding, done) => {
            if (!dazed) receive(stream, bytes);
            done();
          },
        });
        open = stream;
        // The end of the one before does not come again.
        if (dazed) clock.after(5, () => (by === 'end' ? stream.push(null) : stream.destroy(wasReset())));
        else expect();
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
      open?.destroy(wasReset());
      open = undefined;
    },
    away: false,
    quiet: false,
  };
  return neighbour;
}

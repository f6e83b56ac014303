import type { Transport } from 'firmata-io';
import { asFault, Fault } from '../../devices/fault.ts';
import type { Wire } from '../../devices/ports.ts';
import { firmataFrames } from './firmata-frames.ts';

/** More than five seconds' worth at 57,600 baud: a board with so much queued is not reading. */
const maxQueuedBytes = 32_768;

export interface WireTransport extends Transport {
  /** Resolves when the wire has taken everything written so far, rejects when it is lost. */
  flushed(): Promise<void>;
  /** Whether any byte has come from the other end. */
  heard(): boolean;
}

/**
 * Carries firmata-io over one wire. Data written after the wire was lost is dropped, never sent later. All writes
 * within one turn of the event loop are sent as one. `onLost` is called once.
 */
export function wireTransport(wire: Wire, onLost: (why: Error) => void): WireTransport {
  let queue: Uint8Array[] = [];
  let queuedBytes = 0;
  let draining: Promise<void> | undefined;
  let lost: Error | undefined;
  let heard = false;

  const lose = (why: Error) => {
    if (lost !== undefined) return;
    lost = why;
    queue = [];
    onLost(why);
  };
  wire.onLost(lose);

  const drain = async () => {
    await Promise.resolve();
    try {
      while (queue.length > 0) {
        const batch = Buffer.concat(queue);
        queue = [];
        queuedBytes = 0;
        await wire.write(batch);
      }
    } catch (thrown) {
      lose(asFault(thrown, 'link.io_error'));
    }
    draining = undefined;
  };

  return {
    // Open, close and error events are not emitted: the wire is already open, and its end ends everything on it.
    on(event, listener) {
      if (event !== 'data') return;
      const read = firmataFrames(listener);
      wire.onBytes((bytes) => {
        heard = true;
        try {
          read(bytes);
        } catch (thrown) {
          lose(asFault(thrown, 'link.io_error'));
        }
      });
    },
    write(bytes, done) {
      // `done` only feeds firmata-io's own count of pending writes, which is not used.
      done();
      if (lost !== undefined) return;
      queue.push(bytes);
      queuedBytes += bytes.length;
      if (queuedBytes > maxQueuedBytes)
        return lose(new Fault('link.timeout', `the board has not taken ${queuedBytes} bytes`));
      draining ??= drain();
    },
    async flushed() {
      await draining;
      if (lost !== undefined) throw lost;
    },
    heard: () => heard,
  };
}

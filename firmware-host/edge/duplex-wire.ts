import type { Duplex } from 'node:stream';
import { Fault } from '../../devices/fault.ts';
import { Loss } from '../../devices/loss.ts';
import type { Clock, Millis, Wire } from '../../devices/ports.ts';
import { createBudget } from '../async/budget.ts';
import { linkFault } from './link-fault.ts';

/**
 * The most bytes that may wait in the process, besides one write, for a device that takes no data; a ticket is about 3
 * KB.
 */
const MOST_WAITING_BYTES = 64 * 1024;

/**
 * The most that a device may send: a serial line at 115,200 baud delivers 11.5 KB a second. A device that sends more
 * than a driver can process between two key presses is faulty; it is closed and retried as after any other fault.
 */
const MOST_COMING_BYTES = { burst: 8 * 1024, perSecond: 16 * 1024 };

/** The part of closing that depends on the kind of stream: releases it, in limited time, once `written` has settled. */
export type Release = (written: Promise<unknown>) => Promise<void>;

/** A Wire over an open serial port or socket, both of which are Node streams. `place` names it in faults. */
export function wireOver(stream: Duplex, clock: Clock, place: string, release: Release): Wire {
  const loss = new Loss();
  const waiting = new Map<Promise<void>, (why: Error) => void>();
  let listener: ((bytes: Uint8Array, at: Millis) => void) | undefined;
  let closing: Promise<void> | undefined;

  const failWaiting = (why: Error) => {
    for (const fail of waiting.values()) fail(why);
  };
  const lost = (thrown: unknown) => {
    const why = linkFault(thrown, place);
    loss.tell(why);
    // The libraries do not promise to call back for writes that were still queued.
    failWaiting(why);
  };

  const mayCome = createBudget(clock, MOST_COMING_BYTES);
  // A pty reports that the other end is gone only to a reader, so reading starts at once.
  stream.on('data', (bytes: Buffer) => {
    if (closing !== undefined) return;
    if (mayCome(bytes.length)) return listener?.(bytes, clock.now());
    // Nothing more is read: the rest stays with the sender until this wire is closed.
    stream.pause();
    lost(new Fault('link.flood', `${place}: more than ${MOST_COMING_BYTES.perSecond} bytes a second`));
  });
  // The 'error' listener is never removed: a stream may still emit errors after it was closed.
  stream.on('error', lost);
  // An orderly end: everything that the other side sent has been read. After a reset or on a dead line, 'error' comes
  // first.
  stream.on('end', () => lost(new Fault('link.closed', `${place} was closed by the other side`)));
  stream.on('close', (why?: unknown) => lost(why instanceof Error ? why : 'the connection was closed'));

  async function close(): Promise<void> {
    loss.end();
    await release(Promise.allSettled([...waiting.keys()]));
    failWaiting(new Fault('link.io_error', `${place}: closed before everything was sent`));
  }

  function write(bytes: Uint8Array): Promise<void> {
    if (loss.why !== undefined) return Promise.reject(loss.why);
    if (closing !== undefined) return Promise.reject(new Fault('link.absent', `${place} is closed`));
    const waitingBytes = stream.writableLength;
    if (waitingBytes > 0 && waitingBytes + bytes.length > MOST_WAITING_BYTES) {
      return Promise.reject(new Fault('link.timeout', `${place} takes no data: ${waitingBytes} bytes wait`));
    }
    let fail: (why: Error) => void = () => undefined;
    const written = new Promise<void>((resolve, reject) => {
      fail = reject;
      stream.write(bytes, (error) => (error ? reject(linkFault(error, place)) : resolve()));
    }).finally(() => waiting.delete(written));
    waiting.set(written, fail);
    return written;
  }

  return {
    onBytes: (take) => {
      listener = take;
    },
    onLost: (tell) => loss.listen(tell),
    write,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

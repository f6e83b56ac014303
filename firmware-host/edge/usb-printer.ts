import { close, constants, fstat, open, read, type Stats, stat, write } from 'node:fs';
import { Duplex } from 'node:stream';
import { promisify } from 'node:util';
import type { Cancel, Clock, Wire } from '../../devices/ports.ts';
import { pause, settledIn } from '../async/time-limit.ts';
import { type Release, wireOver } from './duplex-wire.ts';
import { linkFault } from './link-fault.ts';

/** How often the printer is asked for bytes, and how long a write waits that it would not take. */
const POLL_MS = 25;
const RETRY_MS = 10;
const READ_BYTES = 256;
/** How long closing waits for the printer to take what was written, and then for the system to let go. */
const SEND_LIMIT_MS = 1_000;
const CLOSE_LIMIT_MS = 500;

/** What the system says of a call that would have to wait, and the driver of a printer that never sends anything. */
const NOT_NOW = ['EAGAIN', 'EINTR'];
const ONE_WAY = ['EINVAL'];

/** Linux: USB character devices; on a Raspberry Pi and on Debian these are the printers of `usblp`. */
const USB_MAJOR = 180;

const file = {
  open: promisify(open),
  stat: promisify(stat),
  fstat: promisify(fstat),
  read: promisify(read),
  write: promisify(write),
  close: promisify(close),
};

/** Whether a file, links followed, is the device of a USB printer such as /dev/usb/lp0. */
export function isUsbPrinter(of: Pick<Stats, 'rdev' | 'isCharacterDevice'>): boolean {
  return of.isCharacterDevice() && ((of.rdev >> 8) & 0xfff) === USB_MAJOR;
}

/**
 * Opens a USB printer by the path of its `usblp` device or of a link to it. No call on it ever waits: a printer that
 * takes no bytes would keep one of Node's four threads, and four of these stop every file operation of the process.
 * So it is opened without waiting, asked for bytes again and again, and given the rest of a write when it has room.
 */
export async function openUsbPrinter(path: string, clock: Clock): Promise<Wire> {
  try {
    const fd = await file.open(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    const stream = streamOf(fd, path, (await file.fstat(fd)).ino, clock);
    return wireOver(stream, clock, path, releaseOf(stream, clock));
  } catch (thrown) {
    throw linkFault(thrown, path);
  }
}

function streamOf(fd: number, path: string, inode: number, clock: Clock): Duplex {
  let cancelPoll: Cancel = () => undefined;
  let reading = Promise.resolve();
  let writing = Promise.resolve();

  async function poll(): Promise<void> {
    const buffer = Buffer.alloc(READ_BYTES);
    while (!stream.destroyed) {
      const count = await readSome(fd, buffer);
      if (count === undefined) return;
      if (count === 0) return stillThere(path, inode);
      stream.push(Buffer.from(buffer.subarray(0, count)));
    }
  }

  const pollAgain = () => {
    reading = poll().then(
      () => {
        if (!stream.destroyed) cancelPoll = clock.after(POLL_MS, pollAgain, 'usb printer: next look');
      },
      (thrown: Error) => void stream.destroy(thrown),
    );
  };

  /** A printer that goes in the middle of a write takes less than it was given, and the next one tells why. */
  async function send(bytes: Buffer): Promise<void> {
    let left = bytes;
    while (!stream.destroyed) {
      const count = await writeSome(fd, left);
      if (count === undefined) await pause(clock, RETRY_MS, 'usb printer: write again');
      else if (count === left.length) return;
      else left = left.subarray(count);
    }
    throw new Error('closed before everything was sent');
  }

  const stream = new Duplex({
    read: () => undefined,
    write(bytes: Buffer, _encoding, done) {
      writing = send(bytes);
      writing.then(() => done(), done);
    },
    final(done) {
      // The driver drops at closing what it has still to send, and takes nothing, not even no bytes, until it has.
      writing = send(Buffer.alloc(0));
      writing.then(() => done(), done);
    },
    destroy(why, done) {
      cancelPoll();
      // A number that is closed under a call that is still in a thread may be another file's by then.
      const idle = Promise.allSettled([reading, writing]);
      idle
        .then(() => file.close(fd))
        .then(
          () => done(why),
          (thrown: Error) => done(why ?? thrown),
        );
    },
  });
  pollAgain();
  return stream;
}

/** How many bytes were read; undefined when there are none now, and 0 when that cannot be told from never. */
async function readSome(fd: number, buffer: Buffer): Promise<number | undefined> {
  try {
    return (await file.read(fd, buffer, 0, buffer.length, null)).bytesRead;
  } catch (thrown) {
    if (saysOneOf(thrown, NOT_NOW)) return undefined;
    if (saysOneOf(thrown, ONE_WAY)) return 0;
    throw thrown;
  }
}

/** How many bytes were taken; undefined when there is no room now. */
async function writeSome(fd: number, bytes: Buffer): Promise<number | undefined> {
  try {
    return (await file.write(fd, bytes)).bytesWritten;
  } catch (thrown) {
    if (saysOneOf(thrown, NOT_NOW)) return undefined;
    throw thrown;
  }
}

const saysOneOf = (thrown: unknown, codes: readonly string[]): boolean =>
  thrown instanceof Error && 'code' in thrown && codes.includes(String(thrown.code));

/** Of a printer whose reads say nothing of an unplugging, the name in /dev does: it goes, or is another's. */
async function stillThere(path: string, inode: number): Promise<void> {
  const named = await file.stat(path);
  if (named.ino !== inode) throw new Error(`another device is at ${path} now`);
}

function releaseOf(stream: Duplex, clock: Clock): Release {
  const told = (...events: readonly string[]) =>
    new Promise<void>((resolve) => {
      for (const event of events) stream.once(event, () => resolve());
    });
  return async () => {
    if (!stream.destroyed) {
      const sent = told('finish', 'close');
      stream.end();
      await settledIn(clock, SEND_LIMIT_MS, sent, 'usb printer: send');
    }
    if (stream.closed) return;
    const closed = told('close');
    stream.destroy();
    await settledIn(clock, CLOSE_LIMIT_MS, closed, 'usb printer: close');
  };
}

import { close, constants, fstat, open, read, type Stats, stat, write } from 'node:fs';
import { Duplex } from 'node:stream';
import { promisify } from 'node:util';
import type { Cancel, Clock, Wire } from '../../devices/ports.ts';
import { pause, settledIn } from '../async/time-limit.ts';
import { type Release, wireOver } from './duplex-wire.ts';
import { linkFault } from './link-fault.ts';

/**
 * How often the printer is polled for bytes, and how long to wait before a write that it did not take is tried again.
 */
const POLL_MS = 25;
const RETRY_MS = 10;
const READ_BYTES = 256;
/**
 * How long closing waits until the printer has taken the written data, and then until the system has closed the device.
 */
const SEND_LIMIT_MS = 1_000;
const CLOSE_LIMIT_MS = 500;

/** Error codes of a call that would have to block, and of the driver of a printer that never sends anything. */
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

/** Whether a file, after following links, is the device of a USB printer such as /dev/usb/lp0. */
export function isUsbPrinter(of: Pick<Stats, 'rdev' | 'isCharacterDevice'>): boolean {
  return of.isCharacterDevice() && ((of.rdev >> 8) & 0xfff) === USB_MAJOR;
}

/**
 * Opens a USB printer by the path of its `usblp` device or of a link to it. No call on it ever blocks: a printer that
 * takes no bytes would occupy one of Node's four threads, and four of these stop every file operation of the process.
 * So it is opened non-blocking, polled for bytes, and given the rest of a write when it has room.
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

  /** A printer that is unplugged in the middle of a write takes only a part; the next write then throws the reason. */
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
      // At close the driver drops what it has not sent yet. Until it has sent everything it accepts no write, not even
      // an empty one, so an empty write that succeeds proves that all was sent.
      writing = send(Buffer.alloc(0));
      writing.then(() => done(), done);
    },
    destroy(why, done) {
      cancelPoll();
      // If a file descriptor is closed while a thread still uses it, its number may belong to another file by then.
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

/** How many bytes were read; undefined when there are none now, 0 when the printer may never send any. */
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

/** For a printer whose reads do not show an unplugging: its name in /dev disappears, or becomes another device. */
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

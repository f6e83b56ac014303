import { read } from 'node:fs';
import { promisify } from 'node:util';
import type { SerialPort } from 'serialport';

const readBytes = promisify(read);

/** The parts of serialport's Linux binding that a read needs. */
interface LinuxBinding {
  readonly fd: number | null;
  readonly poller: { once(event: 'readable', listener: (error: Error | null) => void): unknown };
  read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }>;
}

/**
 * Makes an open port detect that its line was hung up during a read, as when its cable is pulled. Such a read returns
 * nothing, now and ever after, and serialport would repeat it for ever: it would never report the loss and would keep a
 * processor busy (serialport/bindings-cpp issue 162). To be called before anything is read.
 */
export function noticeHangUp(port: SerialPort, path: string): void {
  const binding: unknown = port.port;
  if (!isLinuxBinding(binding)) return;
  binding.read = async (buffer, offset, length) => {
    while (binding.fd !== null) {
      const got = await readBytes(binding.fd, buffer, offset, length, null).catch(nothingYet);
      if (got?.bytesRead === 0) throw new Error(`${path} was hung up`);
      if (got !== undefined) return { buffer, bytesRead: got.bytesRead };
      // Polling a port that was closed meanwhile aborts the process.
      if (binding.fd !== null) await readable(binding);
    }
    // An error with `canceled` means to serialport that the end was intended, and no device was lost.
    throw Object.assign(new Error('closed'), { canceled: true });
  };
}

function isLinuxBinding(binding: unknown): binding is LinuxBinding {
  return typeof binding === 'object' && binding !== null && 'poller' in binding && 'fd' in binding;
}

function nothingYet(thrown: NodeJS.ErrnoException): undefined {
  if (thrown.code !== 'EAGAIN' && thrown.code !== 'EINTR') throw thrown;
}

function readable({ poller }: LinuxBinding): Promise<void> {
  return new Promise((resolve, reject) => {
    poller.once('readable', (error) => (error ? reject(error) : resolve()));
  });
}

import { createServer, type Socket } from 'node:net';
import type { WireHardware } from './hardware.ts';

/**
 * Serves hardware on a TCP port, to one host at a time like real serial servers and printers; a second host is
 * disconnected. Port 0 takes a free port. Resolves with the port when it listens.
 */
export function serveTcp(
  hardware: WireHardware,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ readonly port: number; close(): Promise<void> }> {
  let connected: Socket | undefined;
  const server = createServer((socket) => {
    if (connected !== undefined) {
      socket.destroy();
      return;
    }
    connected = socket;
    socket.setNoDelay(true);
    const far = hardware.connect(
      (bytes) => void socket.write(bytes),
      () => void socket.end(),
    );
    socket.on('data', (bytes) => far.receive(bytes));
    // A host that disappears causes an error; 'close' follows and does the clean-up.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      connected = undefined;
      far.hangUp();
    });
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      connected?.destroy();
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address !== null ? address.port : port, close });
    });
  });
}

/**
 * Hardware at the end of a wire. When a host connects, it receives a function to send and one to close the connection
 * in order; it is notified when the host is gone.
 */
export interface WireHardware {
  connect(
    send: (bytes: Uint8Array) => void,
    end?: () => void,
  ): { receive(bytes: Uint8Array): void; hangUp(): void };
}

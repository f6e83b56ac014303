/**
 * Hardware at the end of a wire: it is given a way to send when a host connects and a way to end the connection in good
 * order, and is told when the host is gone.
 */
export interface WireHardware {
  connect(
    send: (bytes: Uint8Array) => void,
    end?: () => void,
  ): { receive(bytes: Uint8Array): void; hangUp(): void };
}

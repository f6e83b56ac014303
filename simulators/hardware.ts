/** Hardware at the end of a wire: it is given a way to send when a host connects, and told when the host is gone. */
export interface WireHardware {
  connect(send: (bytes: Uint8Array) => void): { receive(bytes: Uint8Array): void; hangUp(): void };
}

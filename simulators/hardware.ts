/** Simulated hardware on the far end of a wire: whoever carries the bytes connects it, and hangs up when the wire goes. */
export interface WireHardware {
  connect(send: (bytes: Uint8Array) => void): { receive(bytes: Uint8Array): void; hangUp(): void };
}

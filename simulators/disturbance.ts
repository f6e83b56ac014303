/** Interference on a line. */
export interface Disturbance {
  /** The share of transmissions that is lost or garbled, 0 to 1. */
  readonly share: number;
  readonly random: () => number;
}

/** One transmission as it arrives: whole, with one byte garbled, or not at all. */
export function disturbed(bytes: Uint8Array, disturbance: Disturbance | undefined): Uint8Array {
  if (disturbance === undefined || disturbance.random() >= disturbance.share) return bytes;
  if (disturbance.random() < 0.5) return new Uint8Array();
  const garbled = Uint8Array.from(bytes);
  const at = Math.floor(disturbance.random() * garbled.length);
  garbled[at] = (garbled[at] ?? 0) ^ (1 << Math.floor(disturbance.random() * 8));
  return garbled;
}

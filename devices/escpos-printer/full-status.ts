/**
 * The full status of kiosk printers with an ejector (Custom KPM210/216 and KPM150 manuals; Pyramid Reliance manual,
 * "Real Time Status"): `DLE EOT 20` is answered with `10 0F` and four bytes. Bit 5 of the first says that a ticket is
 * held out, bit 6 of the third that paper is jammed.
 */
export const fullStatusRequest = Uint8Array.of(0x10, 4, 20);
export const fullStatusLead = [0x10, 0x0f] as const;
export const fullStatusLength = 6;

export interface FullStatus {
  readonly type: 'full';
  readonly ticketOut: boolean;
  readonly jam: boolean;
}

export const fullStatus = (bytes: readonly number[]): FullStatus => ({
  type: 'full',
  ticketOut: ((bytes[2] ?? 0) & 0x20) !== 0,
  jam: ((bytes[4] ?? 0) & 0x40) !== 0,
});

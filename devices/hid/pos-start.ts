/**
 * Makers whose scanners are silent in HID-POS mode until the host has sent feature report 254 with the value 1:
 * Honeywell and its brand Youjie. Read in the public project NielsLeenheer/WebHidBarcodeScanner, src/main.js (`open`);
 * no manual names it.
 */
const silentVendors: readonly number[] = [0x0c2e, 0x23d0];

const startReport = Uint8Array.of(254, 1);

/** The feature report, id first, that has a scanner of this vendor send its scans; undefined where none is needed. */
export const startOf = (vendorId: number): Uint8Array | undefined =>
  silentVendors.includes(vendorId) ? startReport : undefined;

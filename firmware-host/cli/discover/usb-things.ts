/** What a thing on USB is, as far as its ids tell. */
export interface UsbThing {
  readonly vendor: number;
  /** Absent: whatever this vendor makes. */
  readonly product?: number;
  readonly name: string;
  /** `adapter`: a serial line behind which anything may be. */
  readonly is: 'board' | 'adapter' | 'scanner' | 'printer';
  /** Copies of Arduino boards have this adapter. */
  readonly onClones?: true;
  /** The serial number that the maker gives to all of them, which tells none from another. */
  readonly sameSerial?: string;
  /** A printer that may speak another language than ESC/POS; `other`: one that no kind speaks. */
  readonly language?: 'star' | 'other';
}

/**
 * What can be recognised; a new kind joins with a line. Names and ids are those of usb.ids (linux-usb.org, as of 2025),
 * and Youjie's that of the public project NielsLeenheer/WebHidBarcodeScanner. The first line that fits counts.
 */
const usbThings: readonly UsbThing[] = [
  { vendor: 0x2341, name: 'Arduino', is: 'board' },
  { vendor: 0x2a03, name: 'Arduino', is: 'board' },
  { vendor: 0x1a86, product: 0x7522, name: 'CH340', is: 'adapter', onClones: true },
  { vendor: 0x1a86, product: 0x7523, name: 'CH340', is: 'adapter', onClones: true },
  { vendor: 0x1a86, product: 0x5523, name: 'CH341', is: 'adapter', onClones: true },
  { vendor: 0x0403, name: 'FTDI', is: 'adapter' },
  { vendor: 0x10c4, product: 0xea60, name: 'CP210x', is: 'adapter', sameSerial: '0001' },
  { vendor: 0x10c4, product: 0xea70, name: 'CP2105', is: 'adapter' },
  { vendor: 0x10c4, product: 0xea71, name: 'CP2108', is: 'adapter' },
  { vendor: 0x067b, product: 0x2303, name: 'PL2303', is: 'adapter' },
  { vendor: 0x067b, product: 0x23a3, name: 'PL2303', is: 'adapter' },
  { vendor: 0x0c2e, name: 'Honeywell', is: 'scanner' },
  { vendor: 0x0536, name: 'Honeywell', is: 'scanner' },
  { vendor: 0x23d0, name: 'Youjie', is: 'scanner' },
  { vendor: 0x05e0, name: 'Zebra (Symbol)', is: 'scanner' },
  { vendor: 0x05f9, name: 'Datalogic', is: 'scanner' },
  { vendor: 0x1eab, name: 'Newland', is: 'scanner' },
  { vendor: 0x065a, name: 'Opticon', is: 'scanner' },
  { vendor: 0x04b8, name: 'Epson', is: 'printer' },
  { vendor: 0x1504, name: 'Bixolon', is: 'printer' },
  { vendor: 0x1d90, name: 'Citizen', is: 'printer' },
  { vendor: 0x0dd4, name: 'Custom', is: 'printer' },
  { vendor: 0x154f, name: 'SNBC', is: 'printer' },
  { vendor: 0x0519, name: 'Star', is: 'printer', language: 'star' },
  { vendor: 0x0a5f, name: 'Zebra', is: 'printer', language: 'other' },
];

export const thingOf = (vendorId: number | undefined, productId: number | undefined): UsbThing | undefined =>
  usbThings.find(({ vendor, product }) => vendor === vendorId && (product ?? productId) === productId);

import { entry, type FaultEntry } from './fault-entry.ts';

/** Faults of scanners. Part of the catalogue. */
export const scanFaults = {
  'scan.rejected': entry(
    'info',
    'clerk',
    'Kode yang dipindai ditolak: pindai kode tiket atau kode pesanan.',
    'The scanned code was refused: scan a ticket or a booking code.',
  ),
  'scan.flood': entry(
    'warn',
    'technician',
    'Pemindai mengirim terlalu cepat: periksa mode pemindai.',
    'The scanner sends too fast: check its mode.',
  ),
  'scan.no_end': entry(
    'info',
    'technician',
    'Pemindai tidak mengirim penutup, jadi tiap kode menunggu sebentar: setel akhiran (suffix) pemindai ke CR atau Enter.',
    'The scanner sends no line end, so each code is delayed for a moment: set its suffix to CR or Enter.',
  ),
  'scan.slow': entry(
    'warn',
    'technician',
    'Huruf dari pemindai datang terlalu lambat dan kode terpotong: setel `silence_ms`, atau akhiran Enter pada pemindai.',
    'The characters of the scanner come too slowly, so codes are cut into pieces: set `silence_ms`, or have it send Enter.',
  ),
  'scan.mute': entry(
    'warn',
    'technician',
    'Pemindai HID-POS ini mungkin diam: pindai satu kode; bila tidak terbaca, setel ke mode serial (USB-COM) atau keyboard.',
    'This HID-POS scanner may stay silent: scan a code; if it is not read, set the scanner to serial (USB-COM) or keyboard mode.',
  ),
} as const satisfies Readonly<Record<string, FaultEntry>>;

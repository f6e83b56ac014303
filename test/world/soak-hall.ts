import { loadSite } from '../../config/load.ts';
import type { Site } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';

/** Where tickets are taken, and how many counters call them. */
export const soakServices = ['a', 'b', 'c', 'd'] as const;
const counters = [1, 2, 3, 4, 5, 6, 7, 8] as const;

const text = `
version: 1
site: { id: soak, title: MPP Bulan Panjang, zone: Asia/Jakarta }
services:
  a: { title: Paspor, prefix: A, printer: printer-1 }
  b: { title: Izin Tinggal, prefix: B, printer: printer-1 }
  c: { title: Kependudukan, prefix: C, printer: printer-2 }
  d: { title: Perizinan, prefix: D, printer: printer-2 }
counters:
${counters.map((n) => `  loket-${n}: { number: ${n}, serves: [a, b, c, d], strategy: longest-queue }`).join('\n')}
devices:
${counters
  .map(
    (n) => `
  tombol-${n}: { kind: call-button, counter: loket-${n}, pin: ${1 + n} }
  papan-${n}: { kind: serial-display, counter: loket-${n}, address: /dev/serial/by-id/usb-RS485_1, bus_address: ${n}, digits: 5 }`,
  )
  .join('')}
  mesin:
    kind: keypad
    keys: { a: 10, b: 11, c: 12, d: 13 }
    does: { a: ticket a, b: ticket b, c: ticket c, d: ticket d }
  printer-1: { kind: escpos-printer, address: "tcp://192.168.10.50:9100" }
  printer-2: { kind: escpos-printer, address: "tcp://192.168.10.51:9100" }
  pemindai-1: { kind: serial-scanner, counter: loket-1, address: /dev/serial/by-id/usb-Scanner_1 }
  pemindai-2: { kind: hid-scanner, counter: loket-2, vendor_id: 0x05f9, product_id: 0x2214 }
`;

/** Eight counters, four services and a ticket machine: a hall through which thousands go in a day. */
export function soakSite(): { readonly site: Site; readonly read: () => ReturnType<typeof loadSite> } {
  const read = () => loadSite(text, 'site.yaml', kinds);
  const { site, problems } = read();
  if (site === undefined) throw new Error(JSON.stringify(problems));
  return { site, read };
}

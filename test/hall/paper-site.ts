/**
 * A small hall around two ticket printers: service `a` prints on printer-1 and `b` on printer-2, and loket-1 serves
 * both with a call button and a display. The settings are added to those of printer-1.
 */
export function paperSite(settings: { readonly [setting: string]: unknown } = {}): string {
  const first = { kind: 'escpos-printer', address: 'tcp://192.168.10.50:9100', ...settings };
  return `
version: 1
site: { id: paper, title: MPP Uji, zone: Asia/Jakarta }
services:
  a: { title: Paspor, prefix: A, printer: printer-1 }
  b: { title: Izin Tinggal, prefix: B, printer: printer-2 }
counters:
  loket-1: { number: 1, serves: [a, b] }
  loket-2: { number: 2, serves: [b, a], store_next: true }
devices:
  tombol-1: { kind: call-button, counter: loket-1, pin: 24 }
  tombol-2: { kind: call-button, counter: loket-2, pin: 25 }
  papan-1: { kind: serial-display, counter: loket-1, address: /dev/serial/by-id/usb-RS485, bus_address: 1, digits: 5 }
  papan-2: { kind: serial-display, counter: loket-2, address: /dev/serial/by-id/usb-RS485, bus_address: 2, digits: 5 }
  printer-1: ${JSON.stringify(first)}
  printer-2: { kind: escpos-printer, address: "tcp://192.168.10.51:9100" }
`;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rewritten } from '../../config/rewrite.ts';

const file = `# Diubah oleh Budi, 2026-03-01
version: 1
boards:
  papan-1: { address: /dev/serial/by-id/usb-A_1-if00 } # di bawah meja
devices:
    pemindai-1:   # yang hitam
        kind: hid-scanner
        serial:   'S/N 7'   # dari stiker
    numpad-1: {serial: "12", vendor_id: 0x04d9}
    angka-1: { address: &rs485 /dev/serial/by-id/usb-B_1-if00, bus_address: 1 }
    angka-2: { address: *rs485, bus_address: 2 }
`;

describe('a setting that is written anew', () => {
  it('changes alone: comments, spaces and quotes stay', () => {
    const now = rewritten(file, [
      { path: ['boards', 'papan-1', 'address'], value: '/dev/serial/by-id/usb-A_2-if00' },
      { path: ['devices', 'pemindai-1', 'serial'], value: "S'N 8" },
      { path: ['devices', 'numpad-1', 'serial'], value: '13' },
    ]);
    expect(now).toBe(
      file.replace('usb-A_1', 'usb-A_2').replace("'S/N 7'", "'S''N 8'").replace('"12"', '"13"'),
    );
  });

  it('is written once where others refer to it', () => {
    const value = '/dev/serial/by-id/usb-B_2-if00';
    const now = rewritten(file, [
      { path: ['devices', 'angka-1', 'address'], value },
      { path: ['devices', 'angka-2', 'address'], value },
    ]);
    expect(now).toBe(file.replace('usb-B_1', 'usb-B_2'));
  });

  it('is not found where it is no single value, or not written', () => {
    for (const path of [
      ['devices', 'pemindai-1'],
      ['devices', 'pemindai-1', 'path'],
      ['devices', 'x', 'serial'],
    ])
      expect(rewritten(file, [{ path, value: 'x' }])).toBeUndefined();
  });

  it('is read as the very text that was meant, whatever it is, and nothing else changes', () => {
    const seed = 2026;
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter((text) => text.isWellFormed()),
        fc.constantFrom('pemindai-1', 'numpad-1', 'angka-1'),
        (value, device) => {
          const setting = device === 'angka-1' ? 'address' : 'serial';
          const now = parse(rewritten(file, [{ path: ['devices', device, setting], value }]) ?? '');
          const wanted = parse(file);
          wanted.devices[device][setting] = value;
          if (device === 'angka-1') wanted.devices['angka-2'].address = value;
          expect(now).toEqual(wanted);
        },
      ),
      { seed },
    );
  });
});

import { z } from 'zod';
import { defineKind } from '../kind.ts';
import { takesNoCommands } from '../no-commands.ts';
import { AROUND_MOST_CHARACTERS, affixSettings, bareCode } from '../scanner/affixes.ts';
import { scanGate } from '../scanner/gate.ts';
import { SCAN_MOST_CHARACTERS } from '../scanner/grammar.ts';
import { lineReader } from '../scanner/lines.ts';
import { baudRate, wireAddress } from '../wire-address.ts';

/** A barcode scanner in USB-COM or RS-232 mode, set to end each code with CR or LF. */
export const serialScanner = defineKind({
  kind: 'serial-scanner',
  role: 'scanner',
  title: { id: 'Pemindai kode serial (USB-COM)', en: 'Serial barcode scanner (USB-COM)' },
  evidence: 'enumeration',
  options: z.strictObject({
    address: wireAddress,
    baud_rate: baudRate(9_600),
    ...affixSettings,
  }),
  claims: ({ address }) => [{ on: 'wire', address, share: undefined, setting: 'address' }],
  async open({ options, ports, tell, warn, lost }) {
    const wire = await ports.wires.open(options.address, { baudRate: options.baud_rate });
    const scanned = scanGate({ tell, warn });
    const read = lineReader(SCAN_MOST_CHARACTERS + AROUND_MOST_CHARACTERS, (line, at) =>
      scanned(bareCode(line, options), at),
    );
    wire.onBytes(read);
    wire.onLost(lost);
    return {
      perform: takesNoCommands,
      close: () => wire.close(),
    };
  },
});

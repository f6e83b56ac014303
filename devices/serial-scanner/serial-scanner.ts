import * as z from 'zod';
import { defineKind } from '../kind.ts';
import { takesNoCommands } from '../no-commands.ts';
import { affixSettings, bareCode, WHOLE_MOST_CHARACTERS } from '../scanner/affixes.ts';
import { scannerBytes } from '../scanner/bytes.ts';
import { createCodeReader, silence } from '../scanner/code-reader.ts';
import { createScanFilter } from '../scanner/scan-filter.ts';
import { baudRate, wireAddress } from '../wire-address.ts';

/** At 9,600 baud the longest code takes this long; gaps within a code are far shorter. */
const SILENCE_MS = 100;

/** A barcode scanner in USB-COM or RS-232 mode. It should be set to end each code with CR. */
export const serialScanner = defineKind({
  kind: 'serial-scanner',
  role: 'scanner',
  title: { id: 'Pemindai kode serial (USB-COM)', en: 'Serial barcode scanner (USB-COM)' },
  evidence: 'enumeration',
  transports: ['serial', 'tcp'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  options: z.strictObject({
    address: wireAddress,
    baud_rate: baudRate(9_600),
    silence_ms: silence(SILENCE_MS),
    ...affixSettings,
  }),
  claims: ({ address }) => [{ on: 'wire', address, share: undefined, setting: 'address' }],
  async open({ options, ports, tell, warn, lost }) {
    const wire = await ports.wires.open(options.address, { baudRate: options.baud_rate });
    const scanned = createScanFilter({ tell, warn });
    const codes = createCodeReader({
      clock: ports.clock,
      silenceMs: options.silence_ms,
      mostCharacters: WHOLE_MOST_CHARACTERS,
      tell: (text, at) => scanned(bareCode(text, options), at),
      warn,
    });
    wire.onBytes(scannerBytes(codes));
    wire.onLost(lost);
    return {
      perform: takesNoCommands,
      close: () => {
        codes.stop();
        return wire.close();
      },
    };
  },
});

import { z } from 'zod';
import { described } from '../described.ts';
import { defineKind } from '../kind.ts';
import { takesNoCommands } from '../no-commands.ts';
import { scanGate } from '../scanner/gate.ts';
import { SCAN_MOST_CHARACTERS } from '../scanner/grammar.ts';
import { lineReader } from '../scanner/lines.ts';
import { baudRate, wireAddress } from '../wire-address.ts';

const AFFIX_MOST_CHARACTERS = 16;
const affix = z.string().min(1).max(AFFIX_MOST_CHARACTERS);

/** A barcode scanner in USB-COM or RS-232 mode, set to end each code with CR or LF. */
export const serialScanner = defineKind({
  kind: 'serial-scanner',
  role: 'scanner',
  title: { id: 'Pemindai kode serial (USB-COM)', en: 'Serial barcode scanner (USB-COM)' },
  evidence: 'enumeration',
  options: z.strictObject({
    address: wireAddress,
    baud_rate: baudRate(9_600),
    prefix: affix
      .optional()
      .meta(
        described(
          'What the scanner is set to send before each code; taken off',
          'Yang dikirim pemindai sebelum tiap kode; dibuang',
        ),
      ),
    suffix: affix
      .optional()
      .meta(
        described(
          'What the scanner is set to send after each code; taken off',
          'Yang dikirim pemindai setelah tiap kode; dibuang',
        ),
      ),
  }),
  claims: ({ address }) => [{ on: 'wire', address, share: undefined, setting: 'address' }],
  async open({ options, ports, tell, warn, lost }) {
    const { address, prefix = '', suffix = '' } = options;
    const wire = await ports.wires.open(address, { baudRate: options.baud_rate });
    const scanned = scanGate({ tell, warn });
    const read = lineReader(SCAN_MOST_CHARACTERS + 2 * AFFIX_MOST_CHARACTERS, (line, at) =>
      scanned(without(line, prefix, suffix), at),
    );
    wire.onBytes(read);
    wire.onLost(lost);
    return {
      perform: takesNoCommands,
      close: () => wire.close(),
    };
  },
});

function without(line: string, prefix: string, suffix: string): string {
  const rest = line.startsWith(prefix) ? line.slice(prefix.length) : line;
  return suffix !== '' && rest.endsWith(suffix) ? rest.slice(0, -suffix.length) : rest;
}

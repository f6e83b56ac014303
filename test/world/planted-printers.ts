import type { Planted } from './planted.ts';

const star = 'test/devices/star-printer.test.ts';
const cutters = 'test/devices/printer-cutters.test.ts';

/** Defects of Star printers, of cutters, and of printers that hold tickets out. */
export const plantedPrinters: readonly Planted[] = [
  {
    name: 'any status of a Star printer proves its ticket',
    file: 'devices/star-printer/counter-evidence.ts',
    from: 'answer.counter === value ? answer.conditions : undefined,',
    to: 'answer.counter !== undefined ? answer.conditions : undefined,',
    test: star,
  },
  {
    name: 'a Star ticket that was thrown away is proven by the question behind its end',
    file: 'devices/escpos-printer/checked-printing.ts',
    from: '[...question, ...end]',
    to: '[...end, ...question]',
    test: star,
  },
  {
    name: 'a Star printer is not told to forget a ticket',
    file: 'devices/star-printer/star-printer.ts',
    from: 'const forgetLine = Uint8Array.of(...endRow, 0x18);',
    to: 'const forgetLine = Uint8Array.of(...endRow);',
    test: star,
  },
  {
    name: 'a picture cuts the Star ticket in which it stands',
    file: 'devices/star-printer/star-raster.ts',
    from: 'joined([enter, endless, atEnd(endModes.none), ...rowsOf(raster), quit]);',
    to: 'joined([enter, endless, ...rowsOf(raster), quit]);',
    test: star,
  },
  {
    name: 'a picture holds the request that resets a Star printer',
    file: 'devices/star-printer/star-raster.ts',
    from: 'changed[at] = ESC | 0x04;\n  return withoutRequests(changed);',
    to: 'return changed;',
    test: star,
  },
  {
    name: 'a status of a Star printer that was cut off takes the next one along',
    file: 'devices/star-printer/star-answers.ts',
    from: 'if (isHeader(byte) && lengthOf(byte) >= leastBytes) {',
    to: 'if (held.length === 0 && isHeader(byte) && lengthOf(byte) >= leastBytes) {',
    test: star,
  },
  {
    name: 'a ticket that was pulled in counts as taken',
    file: 'devices/escpos-printer/presenter.ts',
    from: 'if (out === false && !pulledIn) clear();',
    to: 'if (out === false) clear();',
    test: star,
  },
  {
    name: 'a jam in the ejector is a printer that is offline for no reason',
    file: 'devices/escpos-printer/ejector.ts',
    from: 'last?.jam === true',
    to: 'last?.jam === undefined',
    test: cutters,
  },
  {
    name: 'a cutter that feeds the paper by itself has it fed before too',
    file: 'devices/escpos-printer/cutters.ts',
    from: 'feed_lines ?? (cut && cutters[cutter].feeds ? 0 : linesToCutter);',
    to: 'feed_lines ?? linesToCutter;',
    test: cutters,
  },
  {
    name: 'a Star ticket is not forgotten where its picture was broken off',
    file: 'devices/star-printer/star-printer.ts',
    from: 'Uint8Array.of(...endRow, 0x18)',
    to: 'Uint8Array.of(0x18)',
    test: star,
  },
  {
    name: 'a Star printer has to count further than it can',
    file: 'devices/star-printer/counter-evidence.ts',
    from: '% (baseMax + 1) || baseMax',
    to: '% counterValues || baseMax',
    test: star,
  },
  {
    name: 'a ticket with more bytes than a call has arguments is not printed',
    file: 'devices/escpos-printer/checked-printing.ts',
    from: 'Uint8Array.from(Buffer.concat([job, Uint8Array.from(end)]))',
    to: 'Uint8Array.of(...job, ...end)',
    test: cutters,
  },
];
